#include "dotnet/regex_unicode.h"

#include <algorithm>

namespace shirlint::dotnet::rx {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::uint32_t alternating_even_upper = 30;

struct Decoded {
  char32_t code_point;
  std::size_t size;
};

/// The number of continuation bytes that a lead byte asks for; 0 for no lead byte.
std::size_t continuation_count(unsigned lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return 1;
  if (lead >= 0xE0 && lead <= 0xEF) return 2;
  if (lead >= 0xF0 && lead <= 0xF4) return 3;
  return 0;
}

Decoded decode(std::string_view utf8, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(utf8[i]));
  };
  const unsigned lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  const std::size_t count = continuation_count(lead);
  if (count == 0 || utf8.size() - at <= count) return {replacement, 1};
  char32_t value = lead & (0x3FU >> count);
  for (std::size_t i = 1; i <= count; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return {replacement, 1};
    value = value << 6U | (byte(at + i) & 0x3FU);
  }
  const bool overlong = (count == 2 && value < 0x800) || (count == 3 && value < 0x10000);
  if (overlong || (value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF) return {replacement, 1};
  return {value, count + 1};
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | c >> 6U);
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | c >> 12U);
    put(0x80U | (c >> 6U & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | c >> 18U);
    put(0x80U | (c >> 12U & 0x3FU));
    put(0x80U | (c >> 6U & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

}  // namespace

CategoryMask category_bit(char16_t c) {
  const std::uint32_t* const end = category_runs + category_run_count;
  const std::uint32_t key = static_cast<std::uint32_t>(c) << 8U | 0xFFU;
  const std::uint32_t run = *(std::upper_bound(category_runs, end, key) - 1);
  std::uint32_t category = run & 0xFFU;
  if (category >= alternating_even_upper) {
    category = ((c & 1U) == 0) == (category == alternating_even_upper) ? 0 : 1;
  }
  return CategoryMask{1} << category;
}

bool is_white_space(char16_t c) {
  if (c < 128) return ascii_category_sets[30].contains(c);
  constexpr CategoryMask separators = 7U << 11U;  // Zs, Zl, Zp
  return c == 0x85 || (category_bit(c) & separators) != 0;
}

bool is_word_char(char16_t c) {
  constexpr char16_t joiner = 0x200D;
  constexpr char16_t non_joiner = 0x200C;
  if (c < 128) {
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
           c == u'_';
  }
  return (category_bit(c) & word_mask) != 0 || c == joiner || c == non_joiner;
}

char16_t apply(const CaseRun& run, char16_t c) {
  switch (run.rule) {
    case CaseRule::set:
      return run.value;
    case CaseRule::add:
      return static_cast<char16_t>(c + run.value);
    case CaseRule::or_one:
      return static_cast<char16_t>(c | 1U);
    case CaseRule::to_even:
      return static_cast<char16_t>(c + (c & 1U));
  }
  return c;
}

char16_t to_lower_slow(char16_t c) {
  const CaseRun* const end = lower_runs + lower_run_count;
  const CaseRun* const run = std::lower_bound(
      lower_runs, end, c, [](const CaseRun& r, char16_t value) { return r.last < value; });
  return run != end && run->first <= c ? apply(*run, c) : c;
}

std::u16string to_utf16(std::string_view utf8) {
  std::u16string out;
  out.resize(utf8.size());
  std::size_t size = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte < 0x80) {
      out[size++] = byte;
      ++at;
      continue;
    }
    const Decoded next = decode(utf8, at);
    at += next.size;
    if (next.code_point < 0x10000) {
      out[size++] = static_cast<char16_t>(next.code_point);
    } else {
      const char32_t rest = next.code_point - 0x10000;
      out[size++] = static_cast<char16_t>(0xD800U | rest >> 10U);
      out[size++] = static_cast<char16_t>(0xDC00U | (rest & 0x3FFU));
    }
  }
  out.resize(size);
  return out;
}

std::string to_utf8(std::u16string_view utf16) {
  std::string out;
  out.reserve(utf16.size());
  for (std::size_t i = 0; i < utf16.size(); ++i) {
    const char32_t c = utf16[i];
    if (c < 0xD800 || c > 0xDFFF) {
      append_utf8(out, c);
    } else if (c < 0xDC00 && i + 1 < utf16.size() && utf16[i + 1] >= 0xDC00 &&
               utf16[i + 1] <= 0xDFFF) {
      ++i;
      append_utf8(out, 0x10000U + ((c & 0x3FFU) << 10U | (utf16[i] & 0x3FFU)));
    } else {
      append_utf8(out, replacement);
    }
  }
  return out;
}

std::size_t utf8_offset(std::string_view utf8, std::size_t unit) {
  std::size_t at = 0;
  for (std::size_t units = 0; at < utf8.size() && units < unit;) {
    const Decoded next = decode(utf8, at);
    at += next.size;
    units += next.code_point < 0x10000 ? 1 : 2;
  }
  return at;
}

}  // namespace shirlint::dotnet::rx
