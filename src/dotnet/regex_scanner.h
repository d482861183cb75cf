// The lexical level of .NET's regex parser: one place in the pattern, the options in force there,
// and what can be read from it. The first error is kept and ends the reading.
// Rules: RegexParser.cs of microsoft/referencesource.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dotnet/regex_tree.h"

namespace shirlint::dotnet::rx {

/// What stands between ordinary characters, by ASCII character.
enum class CharKind : std::uint8_t { ordinary, blank, comment, special, quantifier };
[[nodiscard]] CharKind char_kind(char16_t c);

enum class Failure : std::uint8_t { none, pattern, limit, other };

/// Functions that can meet an error return false (or have done so when `failed()`), and then
/// nothing that they returned has a meaning.
class Scanner {
 public:
  Scanner(std::u16string_view pattern, std::uint16_t options)
      : pattern_(pattern), options_(options) {}

  [[nodiscard]] std::size_t position() const { return position_; }
  void move_to(std::size_t position) { position_ = position; }
  [[nodiscard]] std::size_t left() const { return pattern_.size() - position_; }
  [[nodiscard]] bool at_end() const { return position_ == pattern_.size(); }
  [[nodiscard]] char16_t peek(std::size_t ahead = 0) const { return pattern_[position_ + ahead]; }
  [[nodiscard]] bool sees(char16_t c, std::size_t ahead = 0) const {
    return left() > ahead && peek(ahead) == c;
  }
  char16_t next() { return pattern_[position_++]; }
  void skip() { ++position_; }
  void back() { --position_; }
  [[nodiscard]] std::u16string_view text(std::size_t from, std::size_t to) const {
    return pattern_.substr(from, to - from);
  }

  [[nodiscard]] std::uint16_t options() const { return options_; }
  void set_options(std::uint16_t options) { options_ = options; }
  [[nodiscard]] bool has(std::uint16_t option) const { return (options_ & option) != 0; }

  /// Records the error if it is the first; always false.
  bool fail(std::string reason);
  bool fail_limit(std::string reason);  // a limit of ours, not .NET's
  bool fail_other(std::string reason);  // .NET throws, but not its regex exception
  [[nodiscard]] bool failed() const { return failure_ != Failure::none; }
  [[nodiscard]] Failure failure() const { return failure_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }
  [[nodiscard]] std::size_t error_position() const { return error_position_; }

  [[nodiscard]] bool at_quantifier() const;  // `{` only where it opens {n}, {n,} or {n,m}
  bool skip_blanks();                        // comments; white space too under option x
  void read_options();                       // imnsx-imnsx, up to what is none of them
  std::u16string_view read_name();           // word characters, may be empty
  bool read_decimal(std::int32_t& value);
  bool read_char_escape(char16_t& c);             // after the backslash
  bool read_property(std::u16string_view& name);  // {Name} after \p

 private:
  bool fail(Failure failure, std::string reason);
  bool skip_comment();
  bool read_hex(std::size_t digits, char16_t& c);
  bool read_control(char16_t& c);
  char16_t read_octal();

  std::u16string_view pattern_;
  std::size_t position_ = 0;
  std::uint16_t options_;
  Failure failure_ = Failure::none;
  std::size_t error_position_ = 0;
  std::string reason_;
};

[[nodiscard]] constexpr bool is_digit(char16_t c) { return c >= u'0' && c <= u'9'; }

}  // namespace shirlint::dotnet::rx
