// Which patterns .NET takes, and in which words it refuses the others.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "dotnet/regex.h"

namespace shirlint::dotnet::test {

namespace {

struct Refusal {
  std::string_view pattern;
  std::string_view reason;
  std::uint32_t offset;
};

// Each text that the parser has; the offset is where it stopped.
constexpr Refusal refusals[] = {
    {"*.contoso.com", "Quantifier {x,y} following nothing.", 1},
    {"a|*", "Quantifier {x,y} following nothing.", 3},
    {"(?)", "Quantifier {x,y} following nothing.", 2},
    {"a**", "Nested quantifier *.", 3},
    {"a+?+", "Nested quantifier +.", 4},
    {"a{2}{3}", "Nested quantifier {.", 5},
    {"[a", "Unterminated [] set.", 2},
    {"[]", "Unterminated [] set.", 2},
    {"(contoso", "Not enough )'s.", 8},
    {"contoso)", "Too many )'s.", 8},
    {"a\\_b", "Unrecognized escape sequence \\_.", 3},
    {"\\Qa\\E", "Unrecognized escape sequence \\Q.", 2},
    {"\\é", "Unrecognized escape sequence \\é.", 3},
    {"\\k<a", "Unrecognized escape sequence \\k.", 2},
    {"a\\", "Illegal \\ at end of pattern.", 2},
    {"(?P<a>b)", "Unrecognized grouping construct.", 3},
    {"(?|a)", "Unrecognized grouping construct.", 3},
    {"(?", "Unrecognized grouping construct.", 2},
    {"(?<a", "Unrecognized grouping construct.", 4},
    {"(?'=a)", "Unrecognized grouping construct.", 4},
    {"[z-a]", "[x-y] range in reverse order.", 4},
    {"a{2,1}", "Illegal {x,y} with x > y.", 6},
    {"\\1", "Reference to undefined group number 1.", 2},
    {"\\k<12>", "Reference to undefined group number 12.", 6},
    {"(?<a-2>b)(?<a>c)", "Reference to undefined group number 2.", 6},
    {"\\k<a>", "Reference to undefined group name a.", 5},
    {"(?<a-b>c)", "Reference to undefined group name b.", 6},
    {"\\x4", "Insufficient hexadecimal digits.", 2},
    {"\\x{41}", "Insufficient hexadecimal digits.", 3},
    {"\\u004", "Insufficient hexadecimal digits.", 2},
    {"\\p{L", "Incomplete \\p{X} character escape.", 2},
    {"\\p{Lu", "Incomplete \\p{X} character escape.", 5},
    {"\\pL", "Incomplete \\p{X} character escape.", 2},
    {"\\pLetter", "Malformed \\p{X} character escape.", 3},
    {"\\p{Greek}", "Unknown property 'Greek'.", 9},
    {"[a-\\d]", "Cannot include class \\d in character range.", 5},
    {"[a-\\P{L}]", "Cannot include class \\P in character range.", 5},
    {"a(?#b", "Unterminated (?#...) comment.", 5},
    {"(?<1a>b)", "Invalid group name: Group names must begin with a word character.", 4},
    {"(?<!>", "Not enough )'s.", 5},
    {"(?<.>b)", "Invalid group name: Group names must begin with a word character.", 3},
    {"(?<0>a)", "Capture number cannot be zero.", 4},
    {"\\c", "Missing control character.", 2},
    {"\\c!", "Unrecognized control character.", 3},
    {"[a-z-[b]c]", "A subtraction must be the last element in a character class.", 8},
    {"\\k", "Malformed \\k<...> named back reference.", 1},
    {"(?(1)a|b)", "(?(1) ) reference to undefined group.", 5},
    {"(?(1a)b)", "(?(1) ) malformed.", 5},
    {"(?(a)b|c|d)", "Too many | in (?()|).", 11},
    {"(?(?#a)b)", "Alternation conditions cannot be comments.", 2},
    {"(?(?<a>b)c)", "Alternation conditions do not capture and cannot be named.", 2},
    {"(?(?'a'b)c)", "Alternation conditions do not capture and cannot be named.", 2},
    {"\\2147483648", "Capture group numbers must be less than or equal to Int32.MaxValue.", 11},
    {"a{9999999999}", "Capture group numbers must be less than or equal to Int32.MaxValue.", 12},
};

}  // namespace

TEST_CASE("regex: .NET's words for what it refuses", "[dotnet][quick]") {
  for (const Refusal& refusal : refusals) {
    INFO(refusal.pattern);
    const auto regex = Regex::parse(refusal.pattern);
    REQUIRE_FALSE(regex);
    CHECK(regex.error().kind == RegexError::Kind::invalid);
    CHECK(regex.error().message ==
          "parsing \"" + std::string(refusal.pattern) + "\" - " + std::string(refusal.reason));
    CHECK(regex.error().offset == refusal.offset);
  }
}

TEST_CASE("regex: what looks odd and is sound", "[dotnet][quick]") {
  for (const std::string_view pattern : {"",
                                         "]",
                                         "}",
                                         "a{",
                                         "a{,3}",
                                         "a{x}",
                                         "{",
                                         "{1",
                                         "a-b",
                                         "#",
                                         "<local>",
                                         "contoso.com;10.*",
                                         "10.0.0.0/8",
                                         "\\-\\/\\:\\.",
                                         "[]a]",
                                         "[^]]",
                                         "[\\d-z]",
                                         "[a-]",
                                         "[-a]",
                                         "[[:alpha:]]",
                                         "[a-z-[aeiou]]",
                                         "\\10",
                                         "\\0",
                                         "\\377",
                                         "\\<a",
                                         "(?i)a",
                                         "(?-i:a)",
                                         "(?imnsx-imnsx:a)",
                                         "(?<a>b)\\k<a>",
                                         "(?<a>b)\\<a>",
                                         "(?'a'b)\\k'a'",
                                         "(?<a>b)(?<-a>c)",
                                         "(?<2>a)\\2",
                                         "(?(a)b|c)",
                                         "(?(?=a)b|c)",
                                         "()(?(1)a)",
                                         "(?>a)",
                                         "(?<=a+)b",
                                         "(?<!a|bc)d",
                                         "a{2}?",
                                         "[\\b]",
                                         "\\cA",
                                         "\\cz",
                                         "\\p{IsGreek}",
                                         "\\P{Lu}",
                                         "(?#a)b",
                                         "a(?#b)*",
                                         "(?x) a #b"}) {
    INFO(pattern);
    CHECK(Regex::parse(pattern));
  }
}

TEST_CASE("regex: errors that are not the regex parser's own", "[dotnet][quick]") {
  // The parser looks behind the end of the pattern.
  CHECK(Regex::parse("(?<-").error().message == "Index was outside the bounds of the array.");
  // The first pass takes the bracket for a class, and so does not see group 1.
  CHECK(Regex::parse("\\c[").error().message == "parsing \"\\c[\" - Unterminated [] set.");
  CHECK(Regex::parse("(?<7>x)\\c[(a)]").error().message ==
        "Object reference not set to an instance of an object.");
}

TEST_CASE("regex: hostile patterns end, and are not guessed at", "[dotnet][quick]") {
  const auto repeated = [](std::string_view text, int count) {
    std::string result;
    for (int i = 0; i < count; ++i) result += text;
    return result;
  };
  SECTION("nesting") {
    const std::string deep = repeated("(", 20'000) + "a" + repeated(")", 20'000);
    const auto regex = Regex::parse(deep);
    REQUIRE(regex);
    CHECK(regex->search("xxa") == SearchResult::yes);
    CHECK(Regex::parse(repeated("(?=", 20'000) + repeated(")", 20'000))->search("") ==
          SearchResult::yes);
    CHECK_FALSE(Regex::parse(repeated("(", 20'000)));
  }
  SECTION("subtractions nest by recursion, up to a limit") {
    const std::string deep = repeated("[a-", 10'000) + "b" + repeated("]", 10'000);
    const auto regex = Regex::parse(deep);
    REQUIRE_FALSE(regex);
    CHECK(regex.error().kind == RegexError::Kind::not_judged);
  }
  SECTION("length") {
    const auto regex = Regex::parse(std::string(2'000'000, 'a'));
    REQUIRE_FALSE(regex);
    CHECK(regex.error().kind == RegexError::Kind::not_judged);
    CHECK(Regex::parse(repeated("a|", 100'000)));
    CHECK(Regex::parse(repeated("(?<n>a)", 20'000)));
    CHECK(Regex::parse("(?<=" + repeated("(?:a)", 20'000) + ")"));
  }
}

}  // namespace shirlint::dotnet::test
