#include "dotnet/uri_host.h"

#include <array>
#include <cstdint>

#include "dotnet/regex_unicode.h"

namespace shirlint::dotnet::uri {
namespace {

bool ends_host(char16_t c, bool implicit_file) {
  return is_slash(c) || (!implicit_file && (c == u':' || c == u'?' || c == u'#'));
}

std::size_t component_end(const HostPlace& place) {
  std::size_t i = place.begin;
  while (i < place.end && !ends_host(place.text[i], place.implicit_file)) ++i;
  return i;
}

// One decimal part as RFC 3986 has it: 0 to 255, no leading zero ("0" itself is fine).
class CanonicalPart {
 public:
  /// False if the number is no longer canonical.
  bool add(char16_t digit, char16_t next) {
    if (!any_ && digit == u'0') {
      if (next == u'0') return false;
      leading_zero_ = true;
    }
    any_ = true;
    number_ = number_ * 10U + (digit - u'0');
    return number_ <= 255U;
  }
  /// A dot follows: true if the part was a good one. The last part is not asked, as in .NET.
  bool finish() {
    const bool good = any_ && !(number_ > 0 && leading_zero_);
    *this = {};
    return good;
  }
  [[nodiscard]] bool any() const { return any_; }

 private:
  unsigned number_ = 0;
  bool any_ = false;
  bool leading_zero_ = false;
};

template <class IsEnd>
std::optional<std::size_t> canonical_ipv4_end(std::u16string_view text, std::size_t begin,
                                              std::size_t end, IsEnd is_end) {
  int dots = 0;
  CanonicalPart part;
  std::size_t i = begin;
  for (; i < end && !is_end(text[i]); ++i) {
    if (is_digit(text[i])) {
      if (!part.add(text[i], i + 1 < end ? text[i + 1] : u'\0')) return std::nullopt;
    } else if (text[i] != u'.' || !part.finish()) {
      return std::nullopt;
    } else {
      ++dots;
    }
  }
  if (dots != 3 || !part.any()) return std::nullopt;
  return i;
}

struct Ipv4 {
  std::uint32_t value = 0;
  std::size_t end = 0;
};

constexpr std::uint64_t max_ipv4 = 0xFFFFFFFFU;

// One part in the C library's manner: 0x is hexadecimal, a leading 0 octal.
// Moves `i` behind the digits; nothing if there is no digit or the number is past 32 bits.
std::optional<std::uint64_t> read_part(const HostPlace& place, std::size_t& i) {
  int base = 10;
  bool any = false;
  if (i < place.end && place.text[i] == u'0') {
    base = 8;
    any = true;
    ++i;
    if (i < place.end && (place.text[i] | 0x20U) == u'x') {
      base = 16;
      any = false;
      ++i;
    }
  }
  std::uint64_t value = 0;
  for (; i < place.end; ++i) {
    const int digit = hex_value(place.text[i]);
    if (digit < 0 || digit >= base) break;
    value = value * static_cast<unsigned>(base) + static_cast<unsigned>(digit);
    if (value > max_ipv4) return std::nullopt;
    any = true;
  }
  if (!any) return std::nullopt;
  return value;
}

// Fewer than four parts are allowed; the last one then fills what is left: 127.1 is 127.0.0.1.
std::optional<Ipv4> lenient_ipv4(const HostPlace& place) {
  std::uint64_t address = 0;
  std::size_t i = place.begin;
  for (unsigned dots = 0; dots < 4; ++dots, ++i) {
    const std::optional<std::uint64_t> part = read_part(place, i);
    if (!part) return std::nullopt;
    if (i < place.end && place.text[i] == u'.') {
      if (*part > 0xFF) return std::nullopt;
      address = (address << 8U) | *part;
      continue;
    }
    if (i < place.end && !ends_host(place.text[i], place.implicit_file)) return std::nullopt;
    const unsigned bits_left = 32U - 8U * dots;
    if (*part > (max_ipv4 >> (32U - bits_left))) return std::nullopt;
    address = (address << bits_left) | *part;
    return Ipv4{static_cast<std::uint32_t>(address), i};
  }
  return std::nullopt;  // a fifth part
}

// Letters, digits, and inside also "-" and "_"; everything from U+00A0 on passes unseen.
bool is_label_start(char16_t c) { return c >= 0xA0 || is_ascii_letter(c) || is_digit(c); }
bool is_label_char(char16_t c) { return is_label_start(c) || c == u'-' || c == u'_'; }
bool is_label_end(char16_t c) { return c == u'.' || c == 0x3002 || c == 0xFF0E || c == 0xFF61; }

// Two for a character past Latin-1 and four for "xn--": .NET's estimate of the ASCII form.
bool is_label(std::u16string_view label) {
  if (label.empty() || !is_label_start(label.front())) return false;
  std::size_t size = 0;
  bool beyond_ascii = false;
  for (const char16_t c : label) {
    if (!is_label_char(c)) return false;
    size += c > 0xFF ? 2U : 1U;
    beyond_ascii = beyond_ascii || c >= 0xA0;
  }
  return size + (beyond_ascii ? 4U : 0U) <= 63;
}

bool is_letter(char16_t c) {
  constexpr rx::CategoryMask letters = 0x1FU;  // Lu, Ll, Lt, Lm, Lo
  return c < 128 ? is_ascii_letter(c) : (rx::category_bit(c) & letters) != 0;
}

}  // namespace

int hex_value(char16_t c) {
  if (is_digit(c)) return c - u'0';
  const unsigned lower = c | 0x20U;
  if (c < 128 && lower >= u'a' && lower <= u'f') return static_cast<int>(lower - u'a') + 10;
  return -1;
}

std::optional<std::size_t> embedded_ipv4_end(std::u16string_view text, std::size_t begin,
                                             std::size_t end) {
  return canonical_ipv4_end(text, begin, end,
                            [](char16_t c) { return c == u']' || c == u'/' || c == u'%'; });
}

std::optional<std::size_t> ipv4_end(const HostPlace& place, bool only_canonical) {
  if (only_canonical) {
    return canonical_ipv4_end(place.text, place.begin, place.end,
                              [&place](char16_t c) { return ends_host(c, place.implicit_file); });
  }
  const std::optional<Ipv4> found = lenient_ipv4(place);
  if (!found) return std::nullopt;
  return found->end;
}

std::optional<std::size_t> name_end(const HostPlace& place) {
  const std::size_t end = component_end(place);
  if (end == place.begin) return std::nullopt;
  std::size_t label = place.begin;
  while (label < end) {
    std::size_t stop = label;
    while (stop < end && !is_label_end(place.text[stop])) ++stop;
    if (!is_label(place.text.substr(label, stop - label))) return std::nullopt;
    label = stop + 1;  // one dot at the very end is fine
  }
  return end;
}

// A server name as Windows shares have it: the first label not of digits only, the others not
// beginning with "-" or "_", no empty label.
std::optional<std::size_t> unc_end(const HostPlace& place) {
  const std::size_t end = component_end(place);
  bool first = true;
  bool good = false;
  std::size_t i = place.begin;
  for (; i < end; ++i) {
    const char16_t c = place.text[i];
    if (c == u'.') {
      if (!good || (!first && place.text[i - 1] == u'.')) return std::nullopt;
      good = first;  // .NET forgets the first label only at the second dot
      first = false;
    } else if (c == u'-' || c == u'_') {
      if (!first && !good) return std::nullopt;
      good = true;
    } else if (is_letter(c)) {
      good = true;
    } else if (is_digit(c)) {
      good = good || !first;
    } else {
      return std::nullopt;
    }
  }
  const bool ends_with_dot = i > place.begin && place.text[i - 1] == u'.';
  if (!good && !ends_with_dot) return std::nullopt;
  return end;
}

// The whole host is lowered only if it holds an ASCII capital: "ÜBER" becomes "über", "Ü" stays.
Host canonical_name(std::u16string_view text, std::size_t begin, std::size_t end) {
  bool capital = false;
  for (std::size_t i = end; i > begin && !capital; --i) {
    const char16_t c = text[i - 1];
    capital = c >= u'A' && c <= u'Z';
    if (c == u':') end = i - 1;
  }
  Host host;
  host.text = std::u16string(text.substr(begin, end - begin));
  if (capital) {
    for (char16_t& c : host.text) c = rx::to_lower(c);
  }
  if (host.text == u"localhost" || host.text == u"loopback") {
    host.text = u"localhost";
    host.loopback = true;
  }
  return host;
}

Host canonical_ipv4(std::u16string_view text, std::size_t begin, std::size_t end) {
  const std::optional<Ipv4> found = lenient_ipv4({text, begin, end, false});
  // A failed parse is -1 in .NET, which shows as 255.255.255.255.
  const std::uint32_t value = found ? found->value : 0xFFFFFFFFU;
  Host host;
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    if (shift != 32) host.text += u'.';
    for (const char digit : std::to_string((value >> (shift - 8)) & 0xFFU)) {
      host.text += static_cast<char16_t>(digit);
    }
  }
  host.loopback = (value >> 24U) == 127;
  return host;
}

}  // namespace shirlint::dotnet::uri
