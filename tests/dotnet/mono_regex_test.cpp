// Our regex against .NET's own, as Mono has it: does a pattern compile, with which words is it
// refused, and what does it match?
#include <catch2/catch.hpp>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "dotnet/regex.h"
#include "dotnet/regex_analysis.h"
#include "dotnet/regex_generator.h"
#include "dotnet/regex_oracle.h"
#include "seed.h"

namespace shirlint::dotnet::test {

namespace {

constexpr std::size_t pattern_count = 20'000;
constexpr std::size_t subjects_each = 4;
constexpr std::uint32_t step_limit = 200'000;

struct Verdict {
  std::string difference;  // empty: agreed
  int not_judged = 0;      // answers that we did not give
  bool slow = false;       // the difference: .NET did not answer in time
};

/// Mono's Regex differs from the Framework's source in the three things that `as_mono` stands for,
/// and in a fourth that no pattern here meets: a counted character of a million or more repetitions
/// is no literal prefix for it, where the Framework runs out of memory.
constexpr RegexOption options =
    RegexOption::ignore_case | RegexOption::culture_invariant | RegexOption::as_mono;

Verdict compare(const OracleQuestion& question, const OracleAnswer& theirs) {
  Verdict verdict;
  const auto ours = Regex::parse(question.pattern, options);
  if (!ours && ours.error().kind == RegexError::Kind::not_judged) {
    verdict.not_judged = 1;
    return verdict;
  }
  if (ours.has_value() != theirs.valid) {
    verdict.difference = ours ? "we accept, .NET says: " + theirs.message
                              : ".NET accepts, we say: " + ours.error().message;
    return verdict;
  }
  if (!ours) {
    if (ours.error().message != theirs.message) {
      verdict.difference = "we say: " + ours.error().message + "\n.NET says: " + theirs.message;
    }
    return verdict;
  }
  for (std::size_t i = 0; i < question.subjects.size(); ++i) {
    const SearchResult found = ours->search(question.subjects[i], step_limit);
    const char their = theirs.matches[i];
    const bool judged = found == SearchResult::yes || found == SearchResult::no;
    if (!judged) {
      ++verdict.not_judged;
    } else if (their == 't') {
      verdict.difference =
          "on subject \"" + question.subjects[i] + "\" .NET takes too long, we do not";
      verdict.slow = true;
      return verdict;
    } else if (their != (found == SearchResult::yes ? '1' : '0')) {
      verdict.difference = "on subject \"" + question.subjects[i] + "\" .NET says " + their;
      return verdict;
    }
  }
  return verdict;
}

void require_oracle() {
  if (oracle_path().empty()) {
    FAIL("no oracle: build tests/oracle, or set SHIRLINT_ORACLE to oracle.exe");
  }
}

std::vector<OracleAnswer> ask(const std::vector<OracleQuestion>& questions) {
  auto answers = ask_oracle(questions);
  if (!answers) FAIL("the oracle at \"" << oracle_path() << "\" could not be run with mono");
  return std::move(*answers);
}

/// All ways to leave out one character.
std::vector<std::string> shorter(std::string_view text) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    result.push_back(std::string(text.substr(0, i)).append(text.substr(end)));
    i = end;
  }
  return result;
}

/// All ways to leave out one character of the pattern or of the subject.
std::vector<OracleQuestion> smaller(const OracleQuestion& question) {
  std::vector<OracleQuestion> result;
  for (std::string& pattern : shorter(question.pattern)) {
    result.push_back({std::move(pattern), question.subjects});
  }
  for (std::string& subject : shorter(question.subjects[0])) {
    result.push_back({question.pattern, {std::move(subject)}});
  }
  return result;
}

OracleQuestion shrink(OracleQuestion question) {
  while (true) {
    const std::vector<OracleQuestion> candidates = smaller(question);
    if (candidates.empty()) return question;
    const std::vector<OracleAnswer> answers = ask(candidates);
    std::size_t i = 0;
    while (i < candidates.size() && compare(candidates[i], answers[i]).difference.empty()) ++i;
    if (i == candidates.size()) return question;
    question = candidates[i];
  }
}

void report(const OracleQuestion& question) {
  for (const std::string& subject : question.subjects) {
    const OracleQuestion single{question.pattern, {subject}};
    const Verdict verdict = compare(single, ask({single})[0]);
    if (verdict.difference.empty()) continue;
    const OracleQuestion least = verdict.slow ? single : shrink(single);
    std::cout << "pattern: " << least.pattern << "\nsubject: " << least.subjects[0] << '\n'
              << compare(least, ask({least})[0]).difference << "\n  from: " << question.pattern
              << "\n\n";
    return;
  }
}

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

/// The reason of a refusal without what it quotes.
std::string kind_of(const std::string& message) {
  std::string reason = message.substr(message.rfind("\" - ") + 4);
  for (const std::string_view cut :
       {"sequence \\", "number ", "name ", "property '", "class \\", "quantifier ", "(?("}) {
    const std::size_t at = reason.find(cut);
    if (at != std::string::npos && reason.find("Group names") == std::string::npos) {
      return reason.substr(0, at + cut.size()) + "...";
    }
  }
  return reason;
}

struct Tally {
  std::size_t valid = 0;
  std::size_t matched = 0;
  std::size_t asked = 0;
  std::size_t not_judged = 0;
  std::size_t differences = 0;
  std::array<std::size_t, construct_names.size()> used{};
  std::array<std::size_t, construct_names.size()> used_valid{};
  std::map<std::string, std::size_t> errors;

  void add(const Sample& sample, const OracleAnswer& answer) {
    if (answer.valid) {
      ++valid;
    } else {
      ++errors[kind_of(answer.message)];
    }
    asked += answer.matches.size();
    for (const char c : answer.matches) matched += c == '1' ? 1 : 0;
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (!sample.used[i]) continue;
      ++used[i];
      if (answer.valid) ++used_valid[i];
    }
  }

  void print(std::uint64_t seed, std::size_t patterns) const {
    std::cout << "regex against Mono: seed " << seed << ", " << patterns << " patterns, valid "
              << percent(valid, patterns) << "%, searches " << asked << ", matches "
              << percent(matched, asked) << "%, not judged " << percent(not_judged, asked)
              << "%, different " << differences << '\n';
    for (std::size_t i = 0; i < used.size(); ++i) {
      std::cout << "  " << construct_names[i] << ": " << percent(used[i], patterns)
                << "%, of these valid " << percent(used_valid[i], used[i]) << "%\n";
    }
    for (const auto& [message, count] : errors) {
      std::cout << "  refused: " << message << ": " << count << '\n';
    }
  }
};

}  // namespace

TEST_CASE("regex: Mono agrees on rare refusals", "[dotnet][mono]") {
  require_oracle();
  std::vector<OracleQuestion> questions;
  for (const char* const pattern : {"(?<0>a)",
                                    "(?<00>a)",
                                    "(?'0'a)",
                                    "(?(?#a)b)",
                                    "(?(?<a>b)c)",
                                    "(?(?'a'b)c)",
                                    "(?(1a)b)",
                                    "(?(9)b)",
                                    "\\2147483648",
                                    "a{9999999999}",
                                    "(?<99999999999>a)",
                                    "(?(99999999999)a)",
                                    "\\k<99999999999>",
                                    "\\2147483647",
                                    "(?<2147483647>a)",
                                    "[a-z-[b]c]",
                                    "(?<1a>b)",
                                    "(?<.>b)",
                                    "\\c!",
                                    "\\pLetter",
                                    "\\p{Greek}",
                                    "(?P<a>b)",
                                    "(?|a)",
                                    "(?'=a)",
                                    "[a-\\P{L}]",
                                    "\\é",
                                    "(?)"}) {
    questions.push_back({pattern, {"ab"}});
  }
  const std::vector<OracleAnswer> answers = ask(questions);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    INFO(questions[i].pattern);
    CHECK(compare(questions[i], answers[i]).difference.empty());
  }
}

// What random patterns seldom meet: .NET's slips, and the far ends of balancing groups.
TEST_CASE("regex: Mono agrees where .NET slips", "[dotnet][mono]") {
  require_oracle();
  const std::vector<OracleQuestion> questions = {
      {"(x)?(?(1)a)", {"bbb", "a", "xa", ""}},
      {"(?-i:\\p{Lu})|b", {"Q", "b"}},
      {"^(?(?=a)(a)\\1|b)$", {"aa", "a", "b"}},
      {"(?:a?){2147483647}", {"a"}},
      {"w?(?!0((()))|b?\\z+?)\\S()((((()))))", {"", "a", "w"}},
      {"(?!(?!})+?())b", {"b"}},
      {"(?:(?<n>((?!^+?))))", {"", "a"}},
      {"^(?:a?\?)*?b$", {"aab", "b", "a"}},
      {"^(?:(?:x?)+?y)*?z$", {"xyz", "yyz", "xxyz"}},
      {"a(?:(?:|$))+?b", {"a", "bba"}},
      {"b(?:(?:|$))*?^", {"aab"}},
      {"(?:(?:|a?\?))*?$", {"aab"}},
      {"^(?:a{2}){1,2}$", {"a", "aa", "aaa", "aaaa"}},
      {"^(?:a{5,6}){1,2}$", {"aaaaaaa", "aaaaaaaaaa"}},
      {"^(?:a{2,3}){0,2}$", {"a", "aa", "aaaaa"}},
      {"^(?:()|a)+?b$", {"ab", "b", "aab"}},
      {"^a(?<m>b)(?<=(?<n-m>a)b)\\k<n>$", {"ab", "aba"}},
      {"^ac(?<m>b)(?<=(?<n-m>a)cb)\\k<n>", {"acb", "acbacb"}},
      {"^ac(?<m>b)(?<=(?<n-m>a)cb)(?<k-n>x?)", {"acb", "acbx"}},
      {"^acc(?<m>b)(?<=(?<n-m>a)ccb)(?(n)x|y)", {"accbx", "accby"}},
      {"^accc(?<m>b)(?<=(?<n-m>a)cccb)\\k<n>", {"acccb", "acccba"}},
      {"^acccc(?<m>b)(?<=(?<n-m>a)ccccb)\\k<n>", {"accccb", "accccba"}},
      {"^(?<m>ab)(?<n-m>c)\\k<n>$", {"abc", "abcc"}},
      {"^(?<m>a)b(?<n-m>c)\\k<n>$", {"abcb", "abcc"}},
      {"^(?<m>a(?<n-m>b)?)", {"ab", "a"}},
      {"^(?<m>a)(?<m>b)(?<-m>)\\k<m>$", {"aba", "abb"}},
      {"^(?<m>a)(?<m>b)(?<m>c)(?<-m>)(?<-m>)\\k<m>$", {"abca", "abcb"}},
      {"^(?<m>a)(?<m>b)(?<-m>)(?<m>c)(?<-m>)(?<-m>)(?(m)x|y)$", {"abcx", "abcy"}},
      {"\\k<0>|(?<-0>a)|(?(0)a|b)", {"a", "b"}},
  };
  const std::vector<OracleAnswer> answers = ask(questions);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    INFO(questions[i].pattern << ": " << answers[i].matches);
    CHECK(compare(questions[i], answers[i]).difference.empty());
  }
}

TEST_CASE("regex: Mono agrees in validity, error text and match", "[dotnet][mono][slow]") {
  require_oracle();
  const std::uint64_t seed = shirlint::generated::seed_of_run();
  RegexGenerator generator(seed);
  std::vector<Sample> samples;
  std::vector<OracleQuestion> questions;
  for (std::size_t i = 0; i < pattern_count; ++i) {
    samples.push_back(generator.next(static_cast<int>(subjects_each)));
    questions.push_back({samples.back().pattern, samples.back().subjects});
    // What the analysis calls a match is one more subject, and must be a match for .NET too.
    const auto regex = Regex::parse(samples.back().pattern, options);
    const auto example = regex ? example_http_subject(*regex) : std::nullopt;
    if (example) questions.back().subjects.push_back(*example);
  }
  const std::vector<OracleAnswer> answers = ask(questions);
  Tally tally;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    tally.add(samples[i], answers[i]);
    const Verdict verdict = compare(questions[i], answers[i]);
    if (answers[i].valid && questions[i].subjects.size() > subjects_each) {
      INFO(questions[i].pattern << " on " << questions[i].subjects.back());
      CHECK(answers[i].matches.back() == '1');
    }
    tally.not_judged += static_cast<std::size_t>(verdict.not_judged);
    if (!verdict.difference.empty() && ++tally.differences <= 10) report(questions[i]);
  }
  tally.print(seed, questions.size());
  CHECK(tally.differences == 0);
  CHECK(tally.not_judged * 100 <= tally.asked);
  CHECK(percent(tally.valid, questions.size()) > 50);
  for (std::size_t i = 0; i < construct_names.size(); ++i) {
    INFO(construct_names[i]);
    CHECK(tally.used_valid[i] >= pattern_count / 500);
  }
}

}  // namespace shirlint::dotnet::test
