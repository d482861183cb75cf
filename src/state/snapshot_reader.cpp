#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "state/fact_key.h"
#include "state/snapshot.h"
#include "state/snapshot_checks.h"
#include "state/snapshot_values.h"
#include "text/spelling.h"
#include "text/toml.h"

namespace shirlint::state {
namespace {

using text::TomlEntry;
using text::TomlKind;
using text::TomlValue;

constexpr std::size_t max_items = 10000;  // past this, what rules ask of pairs goes on for minutes
constexpr std::size_t max_coverage = 1000;
constexpr std::string_view our_schema = "shirlint.host/1";
constexpr std::string_view schema_prefix = "shirlint.host/";

class Reader {
 public:
  Reader(Snapshot& snapshot, Problems& problems) : snapshot_(snapshot), problems_(problems) {}

  void read(TomlValue& root) {
    const TomlEntry* tool = root.find("tool");
    by_tool_ = tool != nullptr && tool->value.is(TomlKind::string) && !tool->value.text.empty();
    if (!read_schema(root)) return;
    for (TomlEntry& entry : root.entries) read_entry(entry, "");
    if (full()) {
      problems_.errors.clear();
      problems_.error({}, count_ > max_items
                              ? "too large for shirlint: more than 10000 items"
                              : "too large for shirlint: more than 1000 entries in [coverage]");
      return;
    }
    gather();
    find_twins(snapshot_, by_tool_, problems_);
    find_contradictions(snapshot_, coverage_places_, problems_);
  }

 private:
  /// False when the file is of another format and nothing else about it can be said.
  bool read_schema(const TomlValue& root) {
    const TomlEntry* entry = root.find("schema");
    if (entry == nullptr) {
      problems_.error({}, fmt::format("a snapshot begins with schema = \"{}\"", our_schema));
      return true;
    }
    const std::string& given = entry->value.text;
    if (!entry->value.is(TomlKind::string)) return true;  // reported with the other keys
    if (given == our_schema) return true;
    const bool ours = given.substr(0, schema_prefix.size()) == schema_prefix;
    problems_.error(entry->value.at,
                    ours ? fmt::format("this snapshot has the newer format '{}'; this shirlint "
                                       "reads '{}'",
                                       given, our_schema)
                         : fmt::format("'{}' is no snapshot format; this shirlint reads '{}'",
                                       given, our_schema));
    return !ours;
  }

  void read_entry(TomlEntry& entry, const std::string& parent) {
    if (full()) return;
    const std::string name = parent.empty() ? entry.key : parent + "." + entry.key;
    if (parent.empty()) {
      if (const KeySpec* key = tables().front().find(entry.key)) return read_top(*key, entry);
    }
    if (name == "coverage") return read_coverage(entry.value, "");
    if (const TableSpec* table = find_table(name); table != nullptr && !name.empty()) {
      return read_table(*table, entry);
    }
    const std::string prefix = name + ".";
    const bool holds_tables = std::any_of(
        tables().begin(), tables().end(),
        [&](const TableSpec& table) { return table.name.substr(0, prefix.size()) == prefix; });
    if (holds_tables && entry.value.is(TomlKind::table)) {
      for (TomlEntry& inner : entry.value.entries) read_entry(inner, name);
      return;
    }
    unknown_name(entry, parent);
  }

  void unknown_name(const TomlEntry& entry, const std::string& parent) {
    std::vector<std::string_view> candidates;
    for (const TableSpec& table : tables()) {
      std::string_view name = table.name;
      if (!parent.empty()) {
        if (name.substr(0, parent.size() + 1) != parent + ".") continue;
        name.remove_prefix(parent.size() + 1);
      }
      if (!name.empty()) candidates.push_back(name.substr(0, name.find('.')));
    }
    if (parent.empty()) {
      for (const KeySpec& key : tables().front().keys) candidates.push_back(key.key);
    }
    unknown(entry.key_at,
            parent.empty() ? fmt::format("a snapshot has no '{}'", entry.key)
                           : fmt::format("[{}] has no '{}'", parent, entry.key),
            entry.key, candidates);
  }

  void unknown(text::Span at, std::string message, std::string_view word,
               const std::vector<std::string_view>& candidates) {
    message += text::did_you_mean(word, candidates);
    if (by_tool_) {
      problems_.warning(at, std::move(message));
    } else {
      problems_.error(at, std::move(message));
    }
  }

  void read_top(const KeySpec& key, TomlEntry& entry) {
    auto data = read_value(key, entry.value, problems_);
    if (!data) return;
    const std::array<std::pair<std::string_view, std::string*>, 6> targets = {{
        {"schema", &snapshot_.schema},
        {"tool", &snapshot_.tool},
        {"name", &snapshot_.name},
        {"collected", &snapshot_.collected},
        {"product", &snapshot_.product},
        {"group", &snapshot_.group},
    }};
    for (const auto& [name, target] : targets) {
      if (name == key.key) target->swap(std::get<std::string>(*data));
    }
  }

  /// `certificate.My = ...` without quotes is a table in a table; the path is the same.
  void read_coverage(const TomlValue& table, const std::string& parent) {
    if (!table.is(TomlKind::table)) {
      problems_.error(table.at, "[coverage] must be a table");
      return;
    }
    for (const TomlEntry& entry : table.entries) {
      if (full()) return;
      const std::string name = parent.empty() ? entry.key : parent + "." + entry.key;
      if (entry.value.is(TomlKind::table)) {
        read_coverage(entry.value, name);
        continue;
      }
      read_coverage_entry(entry, name);
    }
  }

  void read_coverage_entry(const TomlEntry& entry, const std::string& name) {
    const std::string& said = entry.value.text;
    const bool complete = said == "complete";
    const bool reason = said.rfind("denied: ", 0) == 0 || said.rfind("failed: ", 0) == 0;
    if (!entry.value.is(TomlKind::string) || (!complete && !reason)) {
      problems_.error(entry.value.at, fmt::format("coverage of '{}' must be \"complete\", "
                                                  "\"denied: why\" or \"failed: why\"",
                                                  name));
      return;
    }
    if (auto fault = fact_key_fault(name)) {
      unknown(entry.key_at, *std::move(fault), {}, {});
      return;
    }
    const auto fact = parse_fact_key(name);
    if (complete && !may_be_complete(*fact)) {
      problems_.error(entry.key_at,
                      fmt::format("'{}' cannot be complete: only a whole list or table can", name));
      return;
    }
    std::string key = name;
    if (fact->table->name == "registry" && !fact->name.empty()) {
      key = "registry." + short_registry_path(fact->name).value_or(std::string(fact->name));
    }
    coverage_places_.push_back({key, entry.key_at});
    snapshot_.coverage[std::move(key)] = said;
  }

  static bool may_be_complete(const FactKey& fact) {
    if (fact.table->name.empty() || !fact.key.empty()) return false;
    if (fact.table->name == "registry") return !fact.name.empty() && fact.name.back() == '\\';
    if (fact.table->name == "file" || fact.table->name == "endpoint") return false;
    if (fact.table->name == "certificate") return fact.list != "certificate" && fact.name.empty();
    return fact.name.empty();
  }

  void read_table(const TableSpec& table, TomlEntry& entry) {
    if (table.kind != TableKind::list) {
      if (!entry.value.is(TomlKind::table)) {
        problems_.error(entry.value.at, fmt::format("'{0}' is a table: write [{0}]", table.name));
      } else if (table.kind == TableKind::names) {
        read_names(table, entry.value);
      } else {
        read_plain(table, entry.value);
      }
      return;
    }
    const bool list = entry.value.is(TomlKind::array);
    if (!list ||
        std::any_of(entry.value.entries.begin(), entry.value.entries.end(),
                    [](const TomlEntry& item) { return !item.value.is(TomlKind::table); })) {
      problems_.error(entry.value.at, fmt::format("'{0}' is a list: write [[{0}]]", table.name));
      return;
    }
    for (TomlEntry& item : entry.value.entries) read_item(table, item.value);
  }

  /// The values of a table whose keys the schema knows. `present` goes into the record itself.
  void read_keys(const TableSpec& table, TomlValue& toml, Record& record) {
    record.values.reserve(toml.entries.size());
    for (TomlEntry& entry : toml.entries) {
      const KeySpec* key = table.find(entry.key);
      if (key == nullptr) {
        std::vector<std::string_view> candidates;
        for (const KeySpec& row : table.keys) candidates.push_back(row.key);
        unknown(entry.key_at, fmt::format("'{}' has no key '{}'", table.name, entry.key), entry.key,
                candidates);
        continue;
      }
      const text::Span at = entry.value.at;
      auto data = read_value(*key, entry.value, problems_);
      if (!data) continue;
      if (key->key == "present") {
        record.present = std::get<bool>(*data);
      } else {
        record.values.push_back({key->key, *std::move(data), at});
      }
    }
  }

  void read_plain(const TableSpec& table, TomlValue& toml) {
    if (table.name == "hosts") read_hosts_lines(table, toml);
    Record record;
    record.table = table.name;
    record.at = toml.at;
    read_keys(table, toml, record);
    keep(table, std::move(record));
  }

  void read_hosts_lines(const TableSpec& table, const TomlValue& hosts) {
    const TomlEntry* lines = hosts.find("lines");
    if (lines == nullptr || !lines->value.is(TomlKind::array)) return;
    std::size_t number = 0;
    for (const TomlEntry& line : lines->value.entries) {
      if (!line.value.is(TomlKind::string) || full()) return;
      Record record;
      record.table = "hosts.line";
      record.name = fmt::format("{}", ++number);
      record.at = line.value.at;
      record.values.push_back({"text", line.value.text, line.value.at});
      keep(table, std::move(record));
    }
  }

  void read_item(const TableSpec& table, TomlValue& toml) {
    if (full()) return;
    Record record;
    record.table = table.name;
    record.at = toml.at;
    const std::size_t errors_before = problems_.errors.size();
    read_keys(table, toml, record);
    for (const std::string_view key : required_keys(table.name)) {
      if (record.find(key) != nullptr) continue;
      if (problems_.errors.size() == errors_before) {
        problems_.error(toml.at, fmt::format("a [[{}]] needs '{}'", table.name, key));
      }
      return;
    }
    const Value* first = record.find(required_keys(table.name).front());
    if (const auto* port = std::get_if<std::int64_t>(&first->data)) {
      record.name = fmt::format("{}", *port);
    } else {
      record.name = std::get<std::string>(first->data);
    }
    if (table.name == "certificate") {
      record.name.append(".").append(record.text("thumbprint"));
    }
    keep(table, std::move(record));
  }

  void read_names(const TableSpec& table, TomlValue& toml) {
    const bool registry = table.name == "registry";
    for (TomlEntry& entry : toml.entries) {
      if (full()) return;
      Record record;
      record.table = table.name;
      record.name = entry.key;
      record.at = {entry.key_at.start, std::max(entry.key_at.end, entry.value.at.end)};
      if (entry.key.empty()) {
        problems_.error(entry.key_at, fmt::format("a name of [{}] is empty", table.name));
        continue;
      }
      if (registry) {
        auto path = short_registry_path(entry.key);
        if (!path) {
          problems_.error(entry.key_at, fmt::format("'{}' is no registry path; it begins with "
                                                    "HKLM\\ or another hive",
                                                    entry.key));
          continue;
        }
        record.name = *std::move(path);
      }
      read_typed_value(entry, registry, record.name.back() == '\\', record, problems_);
      keep(table, std::move(record));
    }
  }

  /// Records in the order of the schema, then of the file.
  void keep(const TableSpec& table, Record record) {
    ++count_;
    buckets_[static_cast<std::size_t>(&table - tables().data())].push_back(std::move(record));
  }

  void gather() {
    snapshot_.records.reserve(count_);
    for (std::vector<Record>& bucket : buckets_) {
      std::move(bucket.begin(), bucket.end(), std::back_inserter(snapshot_.records));
    }
  }

  [[nodiscard]] bool full() const {
    return count_ > max_items || coverage_places_.size() > max_coverage;
  }

  Snapshot& snapshot_;
  Problems& problems_;
  bool by_tool_ = false;
  std::size_t count_ = 0;
  std::vector<std::vector<Record>> buckets_{tables().size()};
  std::vector<CoveragePlace> coverage_places_;
};

void sort_by_place(std::vector<text::Error>& errors) {
  std::stable_sort(
      errors.begin(), errors.end(),
      [](const text::Error& left, const text::Error& right) { return left.at < right.at; });
}

}  // namespace

Snapshot::Loaded Snapshot::parse(std::string bytes, const std::string& file) {
  Loaded out;
  out.snapshot.source = text::Source(std::move(bytes));
  auto root = text::parse_toml(out.snapshot.source.text(), file);
  if (!root) {
    out.errors.push_back(std::move(root.error()));
    return out;
  }
  Problems problems(out.snapshot.source, file);
  Reader(out.snapshot, problems).read(*root);
  sort_by_place(problems.errors);
  sort_by_place(problems.warnings);
  out.errors = std::move(problems.errors);
  out.warnings = std::move(problems.warnings);
  return out;
}

}  // namespace shirlint::state
