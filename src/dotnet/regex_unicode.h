// What .NET's regex knows of one UTF-16 code unit (surrogates are units like any other), and the
// way between UTF-8 and UTF-16. The tables come from regex_tables_gen.cs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace shirlint::dotnet::rx {

/// A set of the 128 ASCII characters: bit c of `low`, bit c - 64 of `high`.
struct AsciiSet {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  [[nodiscard]] constexpr bool contains(char16_t c) const {
    return (((c < 64 ? low : high) >> (c & 63U)) & 1U) != 0;
  }
  constexpr void add(char16_t c) { (c < 64 ? low : high) |= std::uint64_t{1} << (c & 63U); }
  [[nodiscard]] constexpr bool empty() const { return (low | high) == 0; }
  friend constexpr AsciiSet operator|(AsciiSet a, AsciiSet b) {
    return {a.low | b.low, a.high | b.high};
  }
  friend constexpr AsciiSet operator&(AsciiSet a, AsciiSet b) {
    return {a.low & b.low, a.high & b.high};
  }
  friend constexpr AsciiSet operator~(AsciiSet a) { return {~a.low, ~a.high}; }
};

/// Bits 0 to 29 are .NET's UnicodeCategory numbers; bit 30 is white space, bit 31 its complement.
using CategoryMask = std::uint32_t;
constexpr CategoryMask white_space_bit = CategoryMask{1} << 30U;
constexpr CategoryMask not_white_space_bit = CategoryMask{1} << 31U;
constexpr CategoryMask all_categories = white_space_bit - 1;
constexpr CategoryMask digit_mask = CategoryMask{1} << 8U;                         // Nd
constexpr CategoryMask word_mask = 0x1FU | (1U << 5U) | digit_mask | (1U << 18U);  // L Mn Nd Pc
constexpr CategoryMask cased_letter_mask = 0x7U;                                   // Lu Ll Lt

/// How a run of characters is lower-cased; the forms of .NET's own table.
enum class CaseRule : std::uint8_t { set, add, or_one, to_even };
struct CaseRun {
  char16_t first;
  char16_t last;
  CaseRule rule;
  std::uint16_t value;
};

/// A named block: `count` turning points from `begin` on in `block_points`.
struct Block {
  std::string_view name;
  std::uint16_t begin;
  std::uint16_t count;
};

extern const std::uint32_t category_runs[];  // first unit << 8 | category, 30/31 = alternating
extern const std::size_t category_run_count;
extern const AsciiSet ascii_category_sets[31];  // by UnicodeCategory; [30] is white space
extern const CaseRun lower_runs[];              // Char.ToLowerInvariant
extern const std::size_t lower_run_count;
extern const CaseRun class_lower_runs[];  // what a range in a [] is widened by
extern const std::size_t class_lower_run_count;
extern const std::uint16_t block_points[];
extern const Block blocks[];  // sorted by name, ordinal
extern const std::size_t block_count;

[[nodiscard]] CategoryMask category_bit(char16_t c);
[[nodiscard]] bool is_white_space(char16_t c);  // Char.IsWhiteSpace
[[nodiscard]] bool is_word_char(char16_t c);    // \w and the two zero-width joiners, as \b counts
[[nodiscard]] char16_t to_lower_slow(char16_t c);
[[nodiscard]] char16_t apply(const CaseRun& run, char16_t c);

[[nodiscard]] inline char16_t to_lower(char16_t c) {  // Char.ToLowerInvariant
  if (c < 128) return c >= u'A' && c <= u'Z' ? static_cast<char16_t>(c | 0x20U) : c;
  return to_lower_slow(c);
}

/// Each byte that is not part of well-formed UTF-8 becomes U+FFFD.
[[nodiscard]] std::u16string to_utf16(std::string_view utf8);
/// A lone surrogate becomes U+FFFD.
[[nodiscard]] std::string to_utf8(std::u16string_view utf16);
/// The byte offset in `utf8` of the code unit number `unit` of its UTF-16 form.
[[nodiscard]] std::size_t utf8_offset(std::string_view utf8, std::size_t unit);

}  // namespace shirlint::dotnet::rx
