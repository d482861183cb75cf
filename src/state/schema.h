// The vocabulary of host.toml, once: the reader, the $host tree, the JSON Schema and the docs are
// made from this table.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace shirlint::state {

enum class ValueType : unsigned char { text, integer, boolean, date_time, text_list, any };

struct KeySpec {
  std::string_view table;  // "os", "certificate", "environment.machine", ...; "" = top level
  std::string_view key;    // snake_case; "*" = free names (variables, registry paths)
  ValueType type = ValueType::text;
  std::string_view choices;  // "a|b|c" when closed
  bool list = false;         // [[table]]
  std::string_view meaning;  // one line, for docs
};

[[nodiscard]] std::span<const KeySpec> schema();

enum class TableKind : unsigned char {
  plain,  // [os]: the keys of the schema, each at most once
  list,   // [[java]]: items with the keys of the schema
  names,  // [environment.machine], [registry]: free names
};

/// The rows of one table; the top level is the table "".
struct TableSpec {
  std::string_view name;
  TableKind kind = TableKind::plain;
  std::span<const KeySpec> keys;

  /// The row of `key`, or nullptr.
  [[nodiscard]] const KeySpec* find(std::string_view key) const;
};

/// Whether `word` is one of "a|b|c".
[[nodiscard]] bool is_choice(std::string_view choices, std::string_view word);
/// "a|b|c" taken apart.
[[nodiscard]] std::vector<std::string_view> split_choices(std::string_view choices);

/// What an item of a list must have: without these it says nothing.
[[nodiscard]] std::span<const std::string_view> required_keys(std::string_view table);
/// SHA-1 of a certificate: 40 hexadecimal digits in upper case.
[[nodiscard]] bool is_thumbprint(const KeySpec& key);

/// In the order of the schema.
[[nodiscard]] std::span<const TableSpec> tables();
/// The table of that name, or nullptr.
[[nodiscard]] const TableSpec* find_table(std::string_view name);

}  // namespace shirlint::state
