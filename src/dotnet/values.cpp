#include "dotnet/values.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "dotnet/regex_unicode.h"

namespace shirlint::dotnet {
namespace {

using Text = std::u16string_view;

template <class Drop>
Text trim(Text text, Drop drop) {
  while (!text.empty() && drop(text.front())) text.remove_prefix(1);
  while (!text.empty() && drop(text.back())) text.remove_suffix(1);
  return text;
}

Text trim(Text text) { return trim(text, rx::is_white_space); }  // String.Trim

char16_t upper_ascii(char16_t c) {
  return c >= u'a' && c <= u'z' ? static_cast<char16_t>(c - 0x20) : c;
}

// The names are ASCII, and OrdinalIgnoreCase folds nothing else onto ASCII letters.
bool equals(Text text, std::string_view name, bool ignore_case) {
  if (text.size() != name.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char16_t c = static_cast<unsigned char>(name[i]);
    if (text[i] != c && !(ignore_case && upper_ascii(text[i]) == upper_ascii(c))) return false;
  }
  return true;
}

std::string not_valid(std::string_view text, std::string_view type) {
  std::string message(text);
  message += " is not a valid value for ";
  message += type;
  return message += '.';
}

// The white space of Int32.Parse, which knows ASCII only.
bool is_number_space(char16_t c) { return c == u' ' || (c >= 9 && c <= 13); }

// Int32.Parse with NumberStyles.Integer: NULs may follow, as after a C string.
std::optional<std::int32_t> parse_decimal(Text text) {
  std::size_t i = 0;
  const auto here = [&] { return i < text.size() ? text[i] : u'\0'; };
  while (is_number_space(here())) ++i;
  const bool negative = here() == u'-';
  if (negative || here() == u'+') ++i;
  const std::int64_t limit = std::numeric_limits<std::int32_t>::max() + (negative ? 1LL : 0LL);
  std::int64_t value = 0;
  bool any = false;
  bool overflow = false;
  for (; here() >= u'0' && here() <= u'9'; ++i) {
    any = true;
    value = value * 10 + (here() - u'0');
    overflow = overflow || value > limit;
    if (overflow) value = limit;
  }
  while (is_number_space(here())) ++i;
  while (i < text.size() && text[i] == u'\0') ++i;
  if (!any || overflow || i != text.size()) return std::nullopt;
  return static_cast<std::int32_t>(negative ? -value : value);
}

int hex_digit(char16_t c) {
  if (c >= u'0' && c <= u'9') return c - u'0';
  c = upper_ascii(c);
  return c >= u'A' && c <= u'F' ? c - u'A' + 10 : -1;
}

// Convert.ToInt32(text, 16): 32 bits, so FFFFFFFF is -1; "+" and a further "0x" pass.
std::optional<std::int32_t> parse_hex(Text text) {
  if (!text.empty() && text.front() == u'+') text.remove_prefix(1);
  if (text.size() >= 2 && text[0] == u'0' && upper_ascii(text[1]) == u'X') text.remove_prefix(2);
  if (text.empty()) return std::nullopt;
  std::uint64_t value = 0;
  for (const char16_t c : text) {
    const int digit = hex_digit(c);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(digit);
    if (value > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  }
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
}

bool starts_like_number(Text text) {
  const char16_t c = text.front();
  return c == u'-' || c == u'+' || (rx::category_bit(c) & rx::digit_mask) != 0;
}

// Enum.Parse. A sign or a digit announces a number; what is none is looked up as a name after all,
// in vain: no name begins so.
std::optional<std::int32_t> enum_parse(Text text, const EnumType& type, bool ignore_case) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  if (starts_like_number(text)) return parse_decimal(text);
  std::int32_t value = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(u',', begin), text.size());
    const Text name = trim(text.substr(begin, end - begin));
    bool found = false;
    for (const EnumName& one : type.names) {
      if (!equals(name, one.name, ignore_case)) continue;
      value |= one.value;
      found = true;
      break;
    }
    if (!found) return std::nullopt;
    begin = end + 1;
  }
  return value;
}

EnumType true_false(std::string_view name) {
  return {name, {{"False", enum_false}, {"True", enum_true}, {"Unspecified", enum_unspecified}}};
}

}  // namespace

const EnumType& bypass_on_local_values() {
  static const EnumType type = true_false("BypassOnLocalValues");
  return type;
}

const EnumType& use_system_default_values() {
  static const EnumType type = true_false("UseSystemDefaultValues");
  return type;
}

const EnumType& auto_detect_values() {
  static const EnumType type = true_false("AutoDetectValues");
  return type;
}

Converted<bool> parse_bool(std::string_view text) {
  const std::u16string units = rx::to_utf16(text);
  // White space first, then white space and NULs: the second covers both.
  const Text value =
      trim(Text(units), [](char16_t c) { return c == u'\0' || rx::is_white_space(c); });
  if (equals(value, "true", true)) return true;
  if (equals(value, "false", true)) return false;
  return tl::unexpected(not_valid(text, "Boolean"));
}

Converted<std::int32_t> parse_enum(std::string_view text, const EnumType& type) {
  const std::u16string units = rx::to_utf16(text);
  const Text all = units;
  std::int32_t value = 0;
  // Here each part of a list may be a number; Enum.Parse alone would want names in a list.
  for (std::size_t begin = 0; begin <= all.size();) {
    const std::size_t end = std::min(all.find(u',', begin), all.size());
    const auto part = enum_parse(all.substr(begin, end - begin), type, true);
    if (!part) return tl::unexpected(not_valid(text, type.name));
    value |= *part;
    begin = end + 1;
  }
  return value;
}

Converted<std::int32_t> parse_generic_enum(std::string_view text, const EnumType& type) {
  const std::u16string units = rx::to_utf16(text);
  const Text all = units;
  if (!all.empty() && !starts_like_number(all) && trim(all).size() == all.size()) {
    if (const auto value = enum_parse(all, type, false)) return *value;
  }
  std::string message = "The enumeration value must be one of the following: ";
  for (const EnumName& one : type.names) {
    if (&one != &type.names.front()) message += ", ";
    message += one.name;
  }
  return tl::unexpected(message += '.');
}

Converted<std::int32_t> parse_int32(std::string_view text) {
  const std::u16string units = rx::to_utf16(text);
  const Text value = trim(Text(units));
  std::size_t prefix = 0;
  if (!value.empty() && value[0] == u'#') prefix = 1;
  if (value.size() >= 2 && ((value[0] == u'0' && upper_ascii(value[1]) == u'X') ||
                            (value[0] == u'&' && upper_ascii(value[1]) == u'H'))) {
    prefix = 2;
  }
  if (prefix != 0) {
    if (const auto number = parse_hex(value.substr(prefix))) return *number;
  } else if (const auto number = parse_decimal(value)) {
    return *number;
  }
  return tl::unexpected(not_valid(rx::to_utf8(value), "Int32"));
}

}  // namespace shirlint::dotnet
