// The sections that the proxy and its surroundings are made of, as data: elements, attributes,
// converters, collections.
//
// Rule source: System/net/System/Net/Configuration/*.cs of the reference source.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace shirlint::dotnet {

enum class ValueKind : std::uint8_t {
  text,
  boolean,      // BooleanConverter: any letter case, trimmed
  loose_enum,   // EnumConverter: any letter case, numbers, comma lists
  strict_enum,  // GenericEnumConverter: exact names
  known_word,   // a converter of its own: one of the names in any letter case
  int32,
  int64,
  absolute_uri,
  time_span,
};

/// What a converted number or time span must still be.
enum class ValueRange : std::uint8_t {
  any,
  timeout,        // > 0, 0 or -1
  not_negative,   // 0 to 2147483647
  port,           // 1 to 65535
  unsigned_32,    // 0 to 4294967295
  positive_span,  // 00:00:00 or longer
  listener_span,  // 0:0:0 to 18:12:15
};

struct AttributeSchema {
  std::string_view name{};
  ValueKind kind = ValueKind::text;
  std::string_view type{};        // .NET's enum, or its converter for known_word: for error texts
  std::string_view enum_names{};  // "A|B|C" in the order of Enum.GetNames
  bool key = false;               // of its collection
  ValueRange range = ValueRange::any;
};

struct ElementSchema {
  std::string_view name{};
  std::string_view type{};  // .NET's class, for its error text
  std::span<const AttributeSchema> attributes{};
  std::span<const ElementSchema* const> children{};  // each at most once
  const ElementSchema* item = nullptr;               // <add>, <remove>, <clear> of this kind
  bool throws_on_duplicate = true;
};

struct SectionSchema {
  std::string_view key{};
  const ElementSchema* element = nullptr;
  std::uint8_t read_order = 0;  // which of the sections the first request reads first
};

[[nodiscard]] std::span<const SectionSchema> section_schemas();
/// By exact key; nullptr for a section whose contents are not judged.
[[nodiscard]] const SectionSchema* find_section_schema(std::string_view key);

}  // namespace shirlint::dotnet
