#include "state/snapshot.h"

#include <algorithm>
#include <array>
#include <optional>

#include "state/fact_key.h"

namespace shirlint::state {
namespace {

constexpr std::string_view complete = "complete";
constexpr const char* not_in_snapshot = "not in the snapshot";
constexpr const char* not_complete = "the snapshot does not say that the list is complete";

/// The most exact entry of [coverage] for `fact` or for what holds it, and "" when there is none.
std::string_view coverage_of(const Snapshot& snapshot, std::string_view fact) {
  std::string_view found;
  std::size_t longest = 0;
  for (const auto& [key, value] : snapshot.coverage) {
    if (key.size() > fact.size() || key.size() <= longest) continue;
    if (!same_name(key, fact.substr(0, key.size()))) continue;
    const bool whole = key.size() == fact.size();
    if (!whole && key.back() != '\\' && fact[key.size()] != '.') continue;
    found = value;
    longest = key.size();
  }
  return found;
}

bool is_complete(const Snapshot& snapshot, std::string_view list) {
  for (const auto& [key, value] : snapshot.coverage) {
    if (value == complete && same_name(key, list)) return true;
  }
  return false;
}

/// "C:\A\B\" -> "C:\A\", "C:\A\B" -> "C:\A\"; empty when there is no parent.
std::string_view registry_parent(std::string_view path) {
  if (!path.empty() && path.back() == '\\') path.remove_suffix(1);
  const std::size_t slash = path.rfind('\\');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash + 1);
}

Known unknown_because(const Snapshot& snapshot, std::string_view fact, const char* otherwise) {
  const std::string_view why = coverage_of(snapshot, fact);
  if (!why.empty() && why != complete) return {Knowledge::unknown, std::string(why)};
  return {Knowledge::unknown, otherwise};
}

Known of_top_level(const Snapshot& snapshot, std::string_view key) {
  const std::array<std::pair<std::string_view, const std::string*>, 6> values = {{
      {"schema", &snapshot.schema},
      {"tool", &snapshot.tool},
      {"name", &snapshot.name},
      {"collected", &snapshot.collected},
      {"product", &snapshot.product},
      {"group", &snapshot.group},
  }};
  for (const auto& [name, value] : values) {
    if (name == key && !value->empty()) return {Knowledge::known, {}};
  }
  return {Knowledge::unknown, not_in_snapshot};
}

Known of_plain_table(const Snapshot& snapshot, const FactKey& fact, std::string_view text) {
  const Record* record = snapshot.only(fact.table->name);
  const bool closed = is_complete(snapshot, fact.list);
  if (fact.key.empty()) {
    if (closed) return {record != nullptr ? Knowledge::known : Knowledge::absent, {}};
    return unknown_because(snapshot, text, record != nullptr ? not_complete : not_in_snapshot);
  }
  if (record != nullptr && record->find(fact.key) != nullptr) return {Knowledge::known, {}};
  if (closed) return {Knowledge::absent, {}};
  return unknown_because(snapshot, text, not_in_snapshot);
}

Known of_whole_list(const Snapshot& snapshot, const FactKey& fact, std::string_view text) {
  bool any = false;
  const std::string_view store =
      fact.table->name == "certificate" && fact.list.size() > fact.table->name.size()
          ? fact.list.substr(fact.table->name.size() + 1)
          : std::string_view{};
  for (const Record* record : snapshot.all(fact.table->name)) {
    any = any || (record->present && (store.empty() || record->text("store") == store));
  }
  if (is_complete(snapshot, fact.list)) return {any ? Knowledge::known : Knowledge::absent, {}};
  return unknown_because(snapshot, text, any ? not_complete : not_in_snapshot);
}

/// A key that is not there has no values and no keys below it; one that has any is there.
std::optional<Knowledge> registry_by_neighbours(const Snapshot& snapshot, std::string_view path) {
  for (const Record* record : snapshot.all("registry")) {
    const std::string_view name = record->name;
    const bool name_is_key = !name.empty() && name.back() == '\\';
    if (!record->present && name_is_key && name.size() < path.size() &&
        same_name(name, path.substr(0, name.size()))) {
      return Knowledge::absent;
    }
    if (record->present && path.back() == '\\' && path.size() < name.size() &&
        same_name(path, name.substr(0, path.size()))) {
      return Knowledge::known;
    }
  }
  return std::nullopt;
}

Known of_registry(const Snapshot& snapshot, const FactKey& fact, std::string_view text) {
  const std::string path = short_registry_path(fact.name).value_or(std::string(fact.name));
  if (const Record* record = snapshot.only("registry", path)) {
    return {record->present ? Knowledge::known : Knowledge::absent, {}};
  }
  if (const auto found = registry_by_neighbours(snapshot, path)) return {*found, {}};
  const std::string list = "registry." + std::string(registry_parent(path));
  if (is_complete(snapshot, list)) return {Knowledge::absent, {}};
  return unknown_because(snapshot, text, not_in_snapshot);
}

std::string_view item_name(const FactKey& fact, std::string& buffer) {
  if (fact.table->name != "certificate") return fact.name;
  buffer =
      std::string(fact.list.substr(fact.table->name.size() + 1)) + "." + std::string(fact.name);
  return buffer;
}

Known of_item(const Snapshot& snapshot, const FactKey& fact, std::string_view text) {
  std::string buffer;
  const Record* record = snapshot.only(fact.table->name, item_name(fact, buffer));
  if (record == nullptr) {
    if (is_complete(snapshot, fact.list)) return {Knowledge::absent, {}};
    return unknown_because(snapshot, text, not_in_snapshot);
  }
  if (!record->present) return {Knowledge::absent, {}};
  if (fact.key.empty() || fact.key == "present" || record->find(fact.key) != nullptr) {
    return {Knowledge::known, {}};
  }
  return unknown_because(snapshot, text, not_in_snapshot);
}

}  // namespace

const Value* Record::find(std::string_view key) const {
  for (const Value& value : values) {
    if (value.key == key) return &value;
  }
  return nullptr;
}

std::string_view Record::text(std::string_view key) const {
  const Value* value = find(key);
  const std::string* found = value == nullptr ? nullptr : std::get_if<std::string>(&value->data);
  return found == nullptr ? std::string_view{} : std::string_view(*found);
}

Known Snapshot::known(std::string_view key) const {
  const auto fact = parse_fact_key(key);
  if (!fact) return {Knowledge::unknown, "no such fact"};
  if (fact->table->name.empty()) return of_top_level(*this, fact->key);
  if (fact->table->kind == TableKind::plain) return of_plain_table(*this, *fact, key);
  if (fact->name.empty()) return of_whole_list(*this, *fact, key);
  if (fact->table->name == "registry") return of_registry(*this, *fact, key);
  return of_item(*this, *fact, key);
}

std::vector<const Record*> Snapshot::all(std::string_view table) const {
  std::vector<const Record*> out;
  for (const Record& record : records) {
    if (record.table == table) out.push_back(&record);
  }
  return out;
}

const Record* Snapshot::only(std::string_view table, std::string_view item) const {
  for (const Record& record : records) {
    if (record.table == table && (item.empty() || same_name(record.name, item))) return &record;
  }
  return nullptr;
}

}  // namespace shirlint::state
