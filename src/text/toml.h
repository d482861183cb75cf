// TOML 1.0 text as a small value tree with the place of every key and value. The only door to
// toml++: snapshot, data tables, rules and site file all come through here. What is plain enough
// (text/toml_plain.h) does not reach it: reading a snapshot with toml++ took 40% of a check.
//
// In: UTF-8 text (`Source::text()`; a byte order mark is not part of it). Out: the root table.
// Errors: one sentence with file, line and column. Limits against hostile input: 16 MB, 32 levels
// of values in values, 32 parts in one key ("too large for shirlint").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/error.h"
#include "text/span.h"

namespace shirlint::text {

enum class TomlKind : std::uint8_t { table, array, string, integer, floating, boolean, date_time };

struct TomlEntry;

struct TomlValue {
  TomlKind kind = TomlKind::table;
  /// Scalars, inline tables and arrays: the value as written. [table] and [[table]]: the header.
  /// A table that only dotted keys or longer headers made: the first header or key part with it.
  /// The root: {0, 0}. An array of [[tables]]: the header of the first.
  Span at;
  std::string text;                // string: its value; floating and date_time: as written
  std::int64_t integer = 0;        // integer
  bool boolean = false;            // boolean
  std::vector<TomlEntry> entries;  // table: in the order of the file; array: items without keys

  [[nodiscard]] bool is(TomlKind wanted) const { return kind == wanted; }
  /// The entry of a table, or nullptr; of a value that is no table, nullptr.
  [[nodiscard]] const TomlEntry* find(std::string_view key) const;
};

struct TomlEntry {
  std::string key;  // empty for the items of an array
  Span key_at;      // the key part as written, quotes included; that of the array for its items
  TomlValue value;
};

/// "a table", "a string", ...: for sentences about a wrong type.
[[nodiscard]] std::string_view toml_kind_name(TomlKind kind);

[[nodiscard]] Result<TomlValue> parse_toml(std::string_view text, const std::string& file);

/// The same by toml++ alone, without the limit on size; parse_toml() gives the same answer.
[[nodiscard]] Result<TomlValue> parse_any_toml(std::string_view text, const std::string& file);

}  // namespace shirlint::text
