// How .NET turns an attribute's text into a value. The error is the converter's message, which the
// configuration system puts behind "The value of the property '...' cannot be parsed. The error is:
// ". Sources: referencesource BooleanConverter.cs, EnumConverter.cs, BaseNumberConverter.cs (all of
// System.ComponentModel), GenericEnumConverter.cs (System.Configuration), mscorlib enum.cs.
// Texts are UTF-8, as the attribute's value says after XML; nothing is trimmed before.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace shirlint::dotnet {

template <class T>
using Converted = tl::expected<T, std::string>;

struct EnumName {
  std::string_view name;
  std::int32_t value = 0;
};

/// An enumeration of .NET. `names` as Enum.GetNames orders them (by value, negative ones last).
struct EnumType {
  std::string_view name;
  std::vector<EnumName> names;
};

// What `bypassonlocal`, `usesystemdefault` and `autoDetect` are converted to.
constexpr std::int32_t enum_unspecified = -1;
constexpr std::int32_t enum_false = 0;
constexpr std::int32_t enum_true = 1;
[[nodiscard]] const EnumType& bypass_on_local_values();
[[nodiscard]] const EnumType& use_system_default_values();
[[nodiscard]] const EnumType& auto_detect_values();

/// BooleanConverter: "true" or "false" in any letter case, white space and NULs around it.
[[nodiscard]] Converted<bool> parse_bool(std::string_view text);

/// EnumConverter, which the proxy element has: names in any letter case, numbers (any Int32, also
/// one that no name has), lists with commas whose values are OR-ed.
[[nodiscard]] Converted<std::int32_t> parse_enum(std::string_view text, const EnumType& type);

/// GenericEnumConverter, which most other sections have: exact names, no number, no white space
/// around it; lists with commas pass here too.
[[nodiscard]] Converted<std::int32_t> parse_generic_enum(std::string_view text,
                                                         const EnumType& type);

/// Int32Converter: decimal, or hexadecimal after "#", "0x" or "&h".
[[nodiscard]] Converted<std::int32_t> parse_int32(std::string_view text);

}  // namespace shirlint::dotnet
