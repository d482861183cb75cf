// What a pattern matches, always ignoring case and anywhere in the subject, as a bypass list asks.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "dotnet/regex.h"
#include "dotnet/regex_unicode.h"

namespace shirlint::dotnet::test {

namespace {

struct Example {
  std::string_view pattern;
  std::string_view subject;
  bool matches;
};

void check(const Example& example) {
  INFO(example.pattern << " on " << example.subject);
  const auto regex = Regex::parse(example.pattern);
  REQUIRE(regex);
  CHECK(regex->search(example.subject) == (example.matches ? SearchResult::yes : SearchResult::no));
}

}  // namespace

TEST_CASE("regex: bypass entries", "[dotnet][quick]") {
  for (const Example& example : {
           Example{"contoso.com", "https://contoso.com", true},
           {"contoso.com", "https://evilcontosoXcom.example", true},
           {"CONTOSO\\.com$", "https://www.contoso.com", true},
           {"^contoso\\.com$", "https://contoso.com", false},
           {"^https?://([^/:]+\\.)?contoso\\.com(:\\d+)?$", "http://a.b.contoso.com:8080", true},
           {"^https?://([^/:]+\\.)?contoso\\.com(:\\d+)?$", "http://evilcontoso.com", false},
           {"169.254.169.254", "http://169x254y169z254", true},
           {"10.0.0.0/8", "http://10.0.0.1", false},
           {"", "http://a", true},
           {".*", "", true},
           {"<local>", "http://server", false},
           {"contoso.com;10.*", "http://10.0.0.1", false},
           {"[a-z]+\\.contoso\\.com$", "https://web1.contoso.com", false},
           {"[[:alpha:]]", "http://a", false},  // the class of [ followed by a literal ]
           {"[[:alpha:]]", "[]", true},
       }) {
    check(example);
  }
}

TEST_CASE("regex: what the other engines do not have", "[dotnet][quick]") {
  for (const Example& example : {
           Example{"^[a-z-[aeiou]]+$", "xyz", true},
           {"^[a-z-[aeiou]]+$", "xyza", false},
           {"^[a-z-[a-f-[c]]]$", "c", true},
           {"^(?:(?<o>\\()|(?<-o>\\))|[^()])*(?(o)(?!))$", "(a(b)c)", true},
           {"^(?:(?<o>\\()|(?<-o>\\))|[^()])*(?(o)(?!))$", "(a(b)c", false},
           {"(?<=a{2,3}b?)c", "aaabc", true},
           {"(?<=(?<x>a|b)\\k<x>)c", "abc", false},
           {"(?<!\\d+)x", "12x", false},
           {"^(?:(?=a)ab|c)$", "ab", true},
           {"^(a)?(?(1)b|c)$", "ab", true},
           {"^(a)?(?(1)b|c)$", "b", false},
           {"^(?(?=a)ab|cd)$", "cd", true},
           {"^(?>a+)ab$", "aaab", false},
           {"^(?n:(a)(?<x>b))\\1$", "abb", true},  // n: (a) captures nothing
           {"(?x) a b # c", "ab", true},
           {"(?-i:A)b", "ab", false},
           {"(?m)^b$", "a\nb\nc", true},
           {"a$", "a\n", true},
           {"a\\z", "a\n", false},
           {"a.b", "a\nb", false},
           {"(?s)a.b", "a\nb", true},
           {"\\Ga", "ba", false},
           {"^\\101\\x42\\u0043$", "abc", true},
           {"^\\cJ$", "\n", true},
           {"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10", "abcdefghijj", true},
           {"^(?:a|ab)(?:c|bcd)$", "abcd", true},
           {"^a{2,3}?b", "aaab", true},
           {"^(\\w)\\1$", "aA", true},
       }) {
    check(example);
  }
}

TEST_CASE("regex: case and categories beyond ASCII", "[dotnet][quick]") {
  for (const Example& example : {
           Example{"^É$", "é", true},
           {"^[À-Ö]$", "é", true},
           {"^σ$", "ς", false},       // each is its own lower case
           {"^\\p{Lu}$", "a", true},  // ignoring case, all cased letters
           {"^\\p{IsCyrillic}+$", "Жж", true},
           {"^\\P{L}$", "1", true},
           {"^..$", "\xF0\x9F\x98\x80", true},  // two UTF-16 units
           {"^\\p{Cs}+$", "\xF0\x9F\x98\x80", true},
           {"^\\d$", "\xD9\xA3", true},
           {"\\bж", "яж", false},
           {"^\xEF\xBF\xBD$", "\xFF", true},  // bytes that are not UTF-8
       }) {
    check(example);
  }
}

TEST_CASE("regex: .NET's own slips are kept", "[dotnet][quick]") {
  // A condition without a second branch should match the empty text; what .NET looks for at the
  // start of a match says that it begins with x or a.
  check({"(x)?(?(1)a)", "bbb", false});
  // The first characters are compared in lower case as soon as one part ignores case.
  check({"(?-i:\\p{Lu})|b", "Q", false});
  // Behind a lookaround as condition, the next plain group is not captured.
  check({"^(?(?=a)(a)\\1|b)$", "aa", false});
  check({"(?:a?){2147483647}", "a", false});
}

TEST_CASE("regex: catastrophic patterns stop", "[dotnet][quick]") {
  const std::string subject = std::string(60, 'a') + "!";
  for (const std::string_view pattern : {"^(a+)+$", "^(a|aa)*$", "^(?:a?b?){50}$", "(a*)*b"}) {
    INFO(pattern);
    CHECK(Regex::parse(pattern)->search(subject) == SearchResult::out_of_steps);
  }
  // A lazy loop that can read nothing: .NET never comes back.
  CHECK(Regex::parse("a(?:(?:|$))+?b")->search("a") == SearchResult::out_of_steps);
  CHECK(Regex::parse("^a+$")->search("aaa", 2) == SearchResult::out_of_steps);
}

TEST_CASE("regex: what .NET does with a broken machine is not foretold", "[dotnet][quick]") {
  // A lazy loop that reads nothing leaves a mark behind, and the end of the lookaround takes it for
  // something else: .NET throws, or not.
  CHECK(Regex::parse("(?!^+?)")->search("") == SearchResult::not_judged);
  // The first pass did not see the group, and .NET has no place for what it captures.
  CHECK(Regex::parse("\\c[(a)]")
            ->search("\x1b"
                     "a]") == SearchResult::not_judged);
  // .NET's writer of instructions loses count.
  CHECK(Regex::parse("(?(?i)a)")->search("a") == SearchResult::not_judged);
}

TEST_CASE("regex: options", "[dotnet][quick]") {
  CHECK(Regex::parse("A", RegexOption::none)->search("a") == SearchResult::no);
  CHECK(Regex::parse("a b", RegexOption::ignore_pattern_whitespace)->search("ab") ==
        SearchResult::yes);
  CHECK(Regex::parse("^b", RegexOption::multiline)->search("a\nb") == SearchResult::yes);
  CHECK(Regex::parse(".", RegexOption::singleline)->search("\n") == SearchResult::yes);
  CHECK_FALSE(Regex::parse("(a)\\1", RegexOption::explicit_capture));
}

TEST_CASE("regex: UTF-8 and UTF-16", "[dotnet][quick]") {
  CHECK(rx::to_utf16("a\xC3\xA9\xF0\x9F\x98\x80") == u"a\u00E9\U0001F600");
  CHECK(rx::to_utf16("\xC3") == u"\uFFFD");
  CHECK(rx::to_utf16("\xED\xA0\x80") == u"\uFFFD\uFFFD\uFFFD");  // a surrogate is not UTF-8
  CHECK(rx::to_utf16("\xC0\x80\xF4\x90\x80\x80").size() == 6);
  CHECK(rx::to_utf8(u"a\u00E9\U0001F600") == "a\xC3\xA9\xF0\x9F\x98\x80");
  CHECK(rx::to_utf8(std::u16string(1, char16_t{0xD83D})) == "\xEF\xBF\xBD");
  CHECK(rx::utf8_offset("\xC3\xA9\xF0\x9F\x98\x80z", 3) == 6);
}

}  // namespace shirlint::dotnet::test
