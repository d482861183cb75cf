#include "shir/data_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "text/source.h"
#include "text/toml.h"

namespace shirlint::shir {
namespace {

using text::TomlEntry;
using text::TomlKind;
using text::TomlValue;

bool is_name(std::string_view word) {
  const auto fits = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
           letter == '_';
  };
  return !word.empty() && word.front() >= 'a' && word.front() <= 'z' &&
         std::all_of(word.begin(), word.end(), fits);
}

std::optional<std::string> cell_text(const TomlValue& value) {
  switch (value.kind) {
    case TomlKind::string:
    case TomlKind::date_time:
      return value.text;
    case TomlKind::integer:
      return fmt::format("{}", value.integer);
    case TomlKind::boolean:
      return std::string(value.boolean ? "true" : "false");
    case TomlKind::array: {
      std::string joined;
      for (const TomlEntry& item : value.entries) {
        if (!item.value.is(TomlKind::string)) return std::nullopt;
        if (!joined.empty()) joined += ' ';
        joined += item.value.text;
      }
      return joined;
    }
    case TomlKind::table:
    case TomlKind::floating:
      break;
  }
  return std::nullopt;
}

bool is_list_of_tables(const TomlValue& value) {
  return value.is(TomlKind::array) && !value.entries.empty() &&
         std::all_of(value.entries.begin(), value.entries.end(),
                     [](const TomlEntry& item) { return item.value.is(TomlKind::table); });
}

}  // namespace

// Deques keep the addresses of what they hold; the table points into them.
struct LoadedTable::Parts {
  DataTable table;
  std::deque<std::string> strings;
  std::deque<std::vector<DataCell>> cells;
  std::vector<DataRow> rows;

  std::string_view keep(std::string value) { return strings.emplace_back(std::move(value)); }

  std::string_view keep_name(std::string name) {
    std::replace(name.begin(), name.end(), '_', '-');
    return keep(std::move(name));
  }
};

namespace {

/// Reads one file; `Parts` is private to LoadedTable, so its type is a parameter.
template <class Parts>
class TableReader {
 public:
  TableReader(std::string_view text, const std::string& file, Parts& parts)
      : text_(text), file_(file), parts_(parts) {}

  text::Result<void> read(const TomlValue& root) {
    for (const TomlEntry& entry : root.entries) {
      if (auto done = read_entry(entry); !done) return done;
    }
    const DataTable& table = parts_.table;
    const std::pair<std::string_view, std::string_view> required[] = {
        {"name", table.name}, {"source", table.source}, {"as_of", table.as_of}};
    for (const auto& [key, value] : required) {
      if (value.empty()) return fail(fmt::format("a data table needs '{}'", key), {});
    }
    if (table.element.empty()) return fail("a data table needs rows: [[row]] tables", {});
    parts_.table.rows = parts_.rows;
    return {};
  }

 private:
  text::Result<void> read_entry(const TomlEntry& entry) {
    if (is_list_of_tables(entry.value)) return read_rows(entry);
    const std::pair<std::string_view, std::string_view*> heads[] = {
        {"name", &parts_.table.name},
        {"source", &parts_.table.source},
        {"as_of", &parts_.table.as_of},
        {"meaning", &parts_.table.meaning}};
    for (const auto& [key, target] : heads) {
      if (entry.key != key) continue;
      const bool date = key == "as_of";
      if (!entry.value.is(date ? TomlKind::date_time : TomlKind::string)) {
        return fail(fmt::format("'{}' of a data table is {}", key,
                                date ? "a date without quotes" : "a string"),
                    entry.value.at);
      }
      *target = parts_.keep(entry.value.text);
      return {};
    }
    return fail(fmt::format("'{}' is no key of a data table; it has name, source, as_of, meaning "
                            "and its rows",
                            entry.key),
                entry.key_at);
  }

  text::Result<void> read_rows(const TomlEntry& list) {
    if (!parts_.table.element.empty()) {
      return fail("a data table has one kind of rows", list.key_at);
    }
    // $data has a <table> for each table itself.
    if (!is_name(list.key) || list.key == "table") return fail_name(list);
    parts_.table.element = parts_.keep_name(list.key);
    for (const TomlEntry& row : list.value.entries) {
      std::vector<DataCell>& cells = parts_.cells.emplace_back();
      cells.reserve(row.value.entries.size());
      for (const TomlEntry& entry : row.value.entries) {
        if (!is_name(entry.key)) return fail_name(entry);
        auto value = cell_text(entry.value);
        if (!value) {
          return fail(fmt::format("'{}' is a string, a whole number, true, false, a date or a "
                                  "list of strings",
                                  entry.key),
                      entry.value.at);
        }
        cells.push_back({parts_.keep_name(entry.key), parts_.keep(*std::move(value))});
      }
      parts_.rows.emplace_back(cells);
    }
    return {};
  }

  [[nodiscard]] tl::unexpected<text::Error> fail_name(const TomlEntry& entry) const {
    return fail(
        fmt::format("'{}' cannot be a name in $data; use lower-case words joined by _", entry.key),
        entry.key_at);
  }

  [[nodiscard]] tl::unexpected<text::Error> fail(std::string message, text::Span at) const {
    const text::Position place =
        at.empty() ? text::Position{} : text::Source(std::string(text_)).position(at.start);
    return text::fail(std::move(message), file_, place);
  }

  std::string_view text_;
  const std::string& file_;
  Parts& parts_;
};

}  // namespace

std::string_view cell(DataRow row, std::string_view key) {
  for (const DataCell& at : row) {
    if (at.key == key) return at.value;
  }
  return {};
}

const DataTable* find_table(std::span<const DataTable> tables, std::string_view name) {
  for (const DataTable& table : tables) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

std::vector<OldTable> old_tables(std::span<const DataTable> tables, text::Day today) {
  std::vector<OldTable> out;
  for (const DataTable& table : tables) {
    const auto day = text::parse_day(table.as_of);
    const int days = day ? text::days_between(*day, today) : 0;
    if (days <= days_of_trust) continue;
    out.push_back({std::string(table.name), std::string(table.as_of), days});
  }
  std::stable_sort(out.begin(), out.end(), [](const OldTable& left, const OldTable& right) {
    return left.days > right.days;
  });
  return out;
}

text::Result<LoadedTable> LoadedTable::parse(std::string_view text, const std::string& file) {
  const auto root = text::parse_toml(text, file);
  if (!root) return tl::unexpected<text::Error>(root.error());
  auto parts = std::make_unique<Parts>();
  if (auto done = TableReader<Parts>(text, file, *parts).read(*root); !done) {
    return tl::unexpected<text::Error>(done.error());
  }
  return LoadedTable(std::move(parts));
}

LoadedTable::LoadedTable(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
LoadedTable::LoadedTable(LoadedTable&&) noexcept = default;
LoadedTable& LoadedTable::operator=(LoadedTable&&) noexcept = default;
LoadedTable::~LoadedTable() = default;

const DataTable& LoadedTable::table() const { return parts_->table; }

}  // namespace shirlint::shir
