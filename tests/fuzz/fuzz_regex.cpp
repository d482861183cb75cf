// .NET's regular expressions: the parser, the matcher within its steps, and what is proved of a
// pattern without trying it. First line: a letter for the options, then the subject; behind it the
// pattern.
#include <array>
#include <string>
#include <string_view>

#include "dotnet/regex.h"
#include "dotnet/regex_analysis.h"
#include "fuzz.h"

using namespace shirlint;
using dotnet::Proof;
using dotnet::Regex;
using dotnet::RegexOption;
using dotnet::SearchResult;
using fuzz::expect;

namespace {

constexpr std::array option_sets = {
    RegexOption::ignore_case | RegexOption::culture_invariant,  // those of a bypass list
    RegexOption::none,
    RegexOption::multiline | RegexOption::singleline,
    RegexOption::explicit_capture | RegexOption::ignore_case,
    RegexOption::ignore_pattern_whitespace,
    RegexOption::as_mono,
};

void check_search(const Regex& regex, std::string_view subject) {
  constexpr std::uint32_t few = 20'000;
  const SearchResult soon = regex.search(subject, few);
  const SearchResult later = regex.search(subject, 4 * few);
  expect(soon == SearchResult::out_of_steps || soon == later, "more steps change no answer");
}

void check_proofs(const Regex& regex) {
  const auto answer = [&](std::string_view subject) { return regex.search(subject); };
  const Proof can = dotnet::can_match_http_subject(regex);
  const Proof every = dotnet::matches_every_http_subject(regex);
  const auto example = dotnet::example_http_subject(regex);
  expect(!example || can == Proof::yes, "an example is of what can match");
  expect(!example || answer(*example) != SearchResult::no, "an example matches",
         example.value_or(""));
  for (const std::string_view subject : {"http://contoso.com", "https://a.b:8443", "http://[::1]",
                                         "https://10.0.0.1", "http://x_"}) {
    expect(can != Proof::no || answer(subject) != SearchResult::yes,
           "what can match nothing matches nothing", subject);
    expect(every != Proof::yes || answer(subject) != SearchResult::no,
           "what matches everything matches this", subject);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const RegexOption options = option_sets[input.byte() % option_sets.size()];
  const std::string subject = input.line();
  const std::string pattern = input.rest();
  const auto regex = Regex::parse(pattern, options);
  static_cast<void>(dotnet::literal_host(pattern));
  if (!regex) {
    expect(!regex.error().message.empty(), "a refusal has a text");
    expect(regex.error().offset <= pattern.size(), "a refusal lies within the pattern");
    return 0;
  }
  check_search(*regex, subject);
  static_cast<void>(dotnet::may_be_catastrophic(*regex));
  check_proofs(*regex);
  return 0;
}
