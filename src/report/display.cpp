#include "report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/secret.h"

namespace shirlint::report {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t Size>
bool in(const std::array<Range, Size>& ranges, char32_t code) {
  const auto found =
      std::lower_bound(ranges.begin(), ranges.end(), code,
                       [](const Range& range, char32_t value) { return range.last < value; });
  return found != ranges.end() && found->first <= code;
}

// Unicode 15: general categories Cc, Cf, Zl, Zp, property Default_Ignorable_Code_Point, and the
// places that no character has (surrogates cannot come out of UTF-8).
constexpr std::array<Range, 22> hostile = {{
    {0x0000, 0x001f},   {0x007f, 0x009f},   {0x00ad, 0x00ad}, {0x034f, 0x034f}, {0x0600, 0x0605},
    {0x061c, 0x061c},   {0x06dd, 0x06dd},   {0x070f, 0x070f}, {0x115f, 0x1160}, {0x17b4, 0x17b5},
    {0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e}, {0x2060, 0x206f}, {0x3164, 0x3164},
    {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0xfffe, 0xffff},
    {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
}};

// Char.IsWhiteSpace of .NET beyond ASCII.
constexpr std::array<Range, 8> wide_blanks = {{
    {0x0085, 0x0085},
    {0x00a0, 0x00a0},
    {0x1680, 0x1680},
    {0x2000, 0x200a},
    {0x2028, 0x2029},
    {0x202f, 0x202f},
    {0x205f, 0x205f},
    {0x3000, 0x3000},
}};

// The common combining blocks; a mark missing here shifts a caret, no more.
constexpr std::array<Range, 12> combining = {{
    {0x0300, 0x036f},
    {0x0483, 0x0489},
    {0x0591, 0x05bd},
    {0x0610, 0x061a},
    {0x064b, 0x065f},
    {0x0e31, 0x0e31},
    {0x0e34, 0x0e3a},
    {0x0e47, 0x0e4e},
    {0x1ab0, 0x1aff},
    {0x1dc0, 0x1dff},
    {0x20d0, 0x20ff},
    {0xfe20, 0xfe2f},
}};

// East_Asian_Width W and F, joined to blocks, and emoji.
constexpr std::array<Range, 14> wide = {{
    {0x1100, 0x115e},
    {0x2e80, 0x303e},
    {0x3041, 0x33ff},
    {0x3400, 0x4dbf},
    {0x4e00, 0x9fff},
    {0xa000, 0xa4cf},
    {0xa960, 0xa97f},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1faff},
    {0x20000, 0x3fffd},
}};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; }

}  // namespace

Character next_character(std::string_view rest) {
  const auto first = static_cast<unsigned char>(rest[0]);
  const Character invalid{first, 1, false};
  if (first < 0x80) return {first, 1, true};
  std::uint8_t size = 0;
  char32_t code = 0;
  char32_t smallest = 0;
  if (first >= 0xc2 && first <= 0xdf) {
    size = 2, code = first & 0x1fU, smallest = 0x80;
  } else if (first >= 0xe0 && first <= 0xef) {
    size = 3, code = first & 0x0fU, smallest = 0x800;
  } else if (first >= 0xf0 && first <= 0xf4) {
    size = 4, code = first & 0x07U, smallest = 0x10000;
  } else {
    return invalid;
  }
  if (rest.size() < size) return invalid;
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(rest[i])) return invalid;
    code = (code << 6U) | (static_cast<unsigned char>(rest[i]) & 0x3fU);
  }
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < smallest || code > 0x10ffff || surrogate) return invalid;
  return {code, size, true};
}

bool is_hostile(char32_t code) {
  if (code >= 0x20 && code < 0x7f) return false;
  return in(hostile, code);
}

bool is_blank(char32_t code) {
  if (code < 0x80) return code == ' ' || (code >= '\t' && code <= '\r');
  return in(wide_blanks, code);
}

bool is_odd_blank(char32_t code) {
  // An ideographic blank is ordinary, and visible by its width, where it is used.
  return code >= 0x80 && code != 0x3000 && is_blank(code);
}

std::size_t column_width(char32_t code) {
  if (code < 0x300) return 1;
  if (in(combining, code)) return 0;
  return in(wide, code) ? 2 : 1;
}

std::string escape(const Character& character) {
  const auto code = static_cast<std::uint32_t>(character.code);
  return character.valid ? fmt::format("\\u{{{:x}}}", code) : fmt::format("\\x{{{:x}}}", code);
}

namespace {

/// How many characters at the beginning are one column wide and harmless, as nearly all are.
std::size_t plain_size(std::string_view text) {
  const auto end =
      std::find_if_not(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return static_cast<std::size_t>(end - text.begin());
}

}  // namespace

std::string visible(std::string_view text) {
  const std::string masked = text::mask(text);
  const std::string_view view = masked;
  std::string out;
  out.reserve(view.size());
  bool escaped = false;
  for (std::size_t i = 0; i < view.size();) {
    if (const std::size_t plain = plain_size(view.substr(i)); plain != 0) {
      out += view.substr(i, plain);
      i += plain;
      continue;
    }
    const Character c = next_character(view.substr(i));
    const bool passes = c.code == '\n' || c.code == '\t';
    if (!c.valid || (is_hostile(c.code) && !passes) || is_odd_blank(c.code)) {
      const bool line_end = c.code == '\r' && view.substr(i + 1, 1) == "\n";
      if (!line_end) out += escape(c);
      escaped = true;
    } else {
      out += view.substr(i, c.size);
    }
    i += c.size;
  }
  // What ended a secret may have been escaped, and would be taken for a part of it next time.
  return escaped ? text::mask(out) : out;
}

std::string visible_line(std::string_view text) {
  std::string out = visible(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  std::replace(out.begin(), out.end(), '\t', ' ');
  return out;
}

std::size_t text_width(std::string_view text) {
  std::size_t width = 0;
  for (;;) {
    const std::size_t plain = plain_size(text);
    width += plain;
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Character c = next_character(text);
    width += column_width(c.code);
    text.remove_prefix(c.size);
  }
  return width;
}

std::size_t command_size(std::string_view text, std::size_t at, bool line_start) {
  const std::string_view rest = text.substr(at);
  if (rest[0] == '#') {
    // Letter case is ignored although the agent does not: its successor might.
    if (rest.substr(0, 3) == "##[") return 2;
    const std::string_view word = rest.substr(0, 6);
    const bool vso = word.size() == 6 && word[0] == '#' && word[1] == '#' &&
                     (word[2] | 0x20) == 'v' && (word[3] | 0x20) == 's' &&
                     (word[4] | 0x20) == 'o' && word[5] == '[';
    return vso ? 2 : 0;
  }
  if (line_start && rest.substr(0, 2) == "::") return 1;
  return 0;
}

}  // namespace shirlint::report
