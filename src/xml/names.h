// Which characters XmlTextReader takes for names and for text.
//
// Rule source: XML 1.0, fourth edition (.NET Framework never went over to the fifth), productions
// 4 and 5 without the colon, that is Namespaces in XML's NCName; appendix B for the letters.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

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
  in_text = 16,     // plain_text and white space
  in_value = 32,    // in an attribute value: plain_value, white space and ">"
  in_section = 64,  // in a comment and the like: all but a carriage return and what ends one
  in_tag = 128,     // neither a quote nor ">"
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
  for (unsigned c = 0; c <= 0xFF; ++c) {
    if ((classes[c] & plain_text) != 0 || is_xml_space(static_cast<char>(c))) classes[c] |= in_text;
    if ((classes[c] & plain_value) != 0 || is_xml_space(static_cast<char>(c)) || c == '>') {
      classes[c] |= in_value;
    }
    if (c != '"' && c != '\'' && c != '>') classes[c] |= in_tag;
    const bool ends = c == '-' || c == ']' || c == '?' || c == '\r';
    if (!ends && ((classes[c] & in_text) != 0 || c == '<' || c == '&')) classes[c] |= in_section;
  }
  return classes;
}();

[[nodiscard]] constexpr bool is_class(char c, ByteClass wanted) {
  return (byte_classes[static_cast<unsigned char>(c)] & wanted) != 0;
}

/// Behind the run of bytes of this class that begins at `offset`. This loop is most of what reading
/// a file costs, hence four bytes a round.
[[nodiscard]] inline std::size_t end_of_run(std::string_view text, std::size_t offset,
                                            ByteClass wanted) {
  const std::size_t size = text.size();
  const char* const bytes = text.data();
  while (offset + 4 <= size) {
    if (!is_class(bytes[offset], wanted)) return offset;
    if (!is_class(bytes[offset + 1], wanted)) return offset + 1;
    if (!is_class(bytes[offset + 2], wanted)) return offset + 2;
    if (!is_class(bytes[offset + 3], wanted)) return offset + 3;
    offset += 4;
  }
  while (offset < size && is_class(bytes[offset], wanted)) ++offset;
  return offset;
}

}  // namespace shirlint::xml
