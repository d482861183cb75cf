// Which characters XmlTextReader takes for names and for text.
//
// Rule source: XML 1.0, fourth edition (.NET Framework never went over to the fifth), productions
// 4 and 5 without the colon, that is Namespaces in XML's NCName; appendix B for the letters.
#pragma once

#include <array>
#include <cstdint>

namespace shirlint::xml {

/// A character that may begin an NCName. Characters past U+FFFF never may.
[[nodiscard]] bool starts_ncname(char32_t value);
/// A character that may stand in an NCName.
[[nodiscard]] bool in_ncname(char32_t value);

/// White space of XML: blank, tab, line feed, carriage return.
[[nodiscard]] constexpr bool is_xml_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// What a scan over UTF-8 bytes may pass without looking closer.
enum ByteClass : std::uint8_t {
  plain_text = 1,   // neither markup, nor a line end, nor possibly no character at all
  plain_value = 2,  // the same for an attribute value
  name_start = 4,   // ASCII only
  name_part = 8,    // ASCII only
};

inline constexpr std::array<std::uint8_t, 256> byte_classes = [] {
  std::array<std::uint8_t, 256> classes{};
  for (unsigned c = 0x20; c <= 0xFF; ++c) {
    // The leads 0xED and 0xEF may begin a surrogate, U+FFFE or U+FFFF.
    if (c != 0xED && c != 0xEF) classes[c] = plain_text | plain_value;
  }
  for (const char c : {'<', '&', ']'}) {
    classes[static_cast<unsigned char>(c)] &= static_cast<std::uint8_t>(~plain_text);
  }
  for (const char c : {'<', '&', '>', '"', '\''}) {
    classes[static_cast<unsigned char>(c)] &= static_cast<std::uint8_t>(~plain_value);
  }
  for (unsigned c = 'a'; c <= 'z'; ++c) {
    classes[c] |= name_start | name_part;
    classes[c - 32] |= name_start | name_part;
  }
  classes['_'] |= name_start | name_part;
  for (unsigned c = '0'; c <= '9'; ++c) classes[c] |= name_part;
  classes['-'] |= name_part;
  classes['.'] |= name_part;
  return classes;
}();

[[nodiscard]] constexpr bool is_class(char c, ByteClass wanted) {
  return (byte_classes[static_cast<unsigned char>(c)] & wanted) != 0;
}

}  // namespace shirlint::xml
