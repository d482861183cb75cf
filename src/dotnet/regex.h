// .NET Framework 4.8's regular expressions, as far as a proxy bypass list needs them: does a
// pattern compile, with which text does .NET refuse it, and does it match a subject?
// Rules: System/regex of microsoft/referencesource (RegexParser, RegexCharClass, RegexNode,
// RegexFCD, RegexInterpreter); checked against Mono's System.dll by tests/dotnet.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace shirlint::dotnet {

namespace rx {
struct Tree;
struct Program;
}  // namespace rx

/// Values as in .NET's RegexOptions. Culture is always the invariant one here; RightToLeft,
/// ECMAScript and Compiled cannot be asked for (a bypass list cannot ask for them either).
enum class RegexOption : std::uint16_t {
  none = 0,
  ignore_case = 1,
  multiline = 2,
  explicit_capture = 4,
  singleline = 16,
  ignore_pattern_whitespace = 32,
  culture_invariant = 512,
  /// For the comparison with Mono alone, whose parser is newer than the Framework's. Its first pass
  /// reads escapes in full, so that it finds their errors first and takes no `[` of `\c[` for a
  /// class; it refuses inline options inside `(?(condition)...)`; and `(?<-` at the end of a
  /// pattern is a refusal for it, where the Framework's parser runs over the end.
  as_mono = 0x8000,
};

constexpr RegexOption operator|(RegexOption a, RegexOption b) {
  return static_cast<RegexOption>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}

/// Why there is no Regex. `invalid`: .NET throws ArgumentException with exactly `message`
/// (`parsing "..." - ...`). `not_judged`: past a limit of ours, .NET's answer is not known.
struct RegexError {
  enum class Kind : std::uint8_t { invalid, not_judged };
  std::string message;
  std::uint32_t offset = 0;  // bytes into the pattern, where .NET's parser stood
  Kind kind = Kind::invalid;
};

/// `out_of_steps`: .NET, which has no such limit, might take very long. `not_judged`: .NET would
/// do what cannot be foretold here (its matcher throws, or the subject is too long for us).
enum class SearchResult : std::uint8_t { no, yes, out_of_steps, not_judged };

/// A compiled pattern. Immutable, cheap to move and to copy; safe to share between threads.
class Regex {
 public:
  /// Enough for any sane pattern on a URL; about 2 ms of work.
  static constexpr std::uint32_t default_step_limit = 200'000;

  /// `pattern` is UTF-8; a byte that is not becomes U+FFFD.
  static tl::expected<Regex, RegexError> parse(
      std::string_view pattern,
      RegexOption options = RegexOption::ignore_case | RegexOption::culture_invariant);

  /// .NET's `IsMatch`: is there a match anywhere in `subject` (UTF-8)?
  [[nodiscard]] SearchResult search(std::string_view subject,
                                    std::uint32_t step_limit = default_step_limit) const;

  [[nodiscard]] const rx::Tree& tree() const { return *tree_; }

 private:
  Regex(std::shared_ptr<const rx::Tree> tree, std::shared_ptr<const rx::Program> program);

  std::shared_ptr<const rx::Tree> tree_;
  std::shared_ptr<const rx::Program> program_;
};

}  // namespace shirlint::dotnet
