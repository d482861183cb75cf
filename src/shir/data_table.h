// Reference tables: facts about SHIR that change with time (expiry dates, root certificates,
// endpoints), each with its source and the day it was true. They are data, `rules/data/*.toml`,
// replaceable without a rebuild; the built-in ones are static tables of the same type.
//
//   name    = "versions"          # of the table
//   source  = "..."               # where the facts come from
//   as_of   = 2025-08-04          # when they were looked up
//   meaning = "..."               # one line, for the docs
//   [[version]]                   # one row; the word becomes the element's name in $data
//   number  = "5.46"              # strings, integers, booleans, dates, lists of strings
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/date.h"
#include "text/error.h"

namespace shirlint::shir {

/// `value` in its text form: dates as "2026-11-22", lists joined with single blanks.
struct DataCell {
  std::string_view key;  // lower-case words joined by "-"
  std::string_view value;
};

using DataRow = std::span<const DataCell>;

struct DataTable {
  std::string_view name;
  std::string_view element;  // singular: "version"
  std::string_view source;
  std::string_view as_of;  // "2025-08-04"
  std::string_view meaning;
  std::span<const DataRow> rows;
};

/// The value of `key` in `row`, empty when it has none.
[[nodiscard]] std::string_view cell(DataRow row, std::string_view key);
/// The table of that name, or nullptr.
[[nodiscard]] const DataTable* find_table(std::span<const DataTable> tables, std::string_view name);

/// A table whose facts were looked up longer ago than they can be trusted.
struct OldTable {
  std::string name;
  std::string as_of;
  int days = 0;
};
inline constexpr int days_of_trust = 180;
/// Of `tables` those that were looked up more than 180 days before `today`, the oldest first.
[[nodiscard]] std::vector<OldTable> old_tables(std::span<const DataTable> tables, text::Day today);

/// A table read from a file, with the memory it points into. Moving it keeps views valid.
class LoadedTable {
 public:
  /// `text` is UTF-8. The error names the first thing wrong with the file.
  static text::Result<LoadedTable> parse(std::string_view text, const std::string& file);

  LoadedTable(LoadedTable&&) noexcept;
  LoadedTable& operator=(LoadedTable&&) noexcept;
  ~LoadedTable();

  [[nodiscard]] const DataTable& table() const;

 private:
  struct Parts;
  explicit LoadedTable(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace shirlint::shir
