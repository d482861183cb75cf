#include "state/fact_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "text/ascii.h"
#include "text/spelling.h"

namespace shirlint::state {
namespace {

/// The table whose name is all of `text` or is followed by "." in it.
const TableSpec* table_of(std::string_view text) {
  for (const TableSpec& table : tables()) {
    const std::size_t size = table.name.size();
    if (size == 0 || text.substr(0, size) != table.name) continue;
    if (text.size() == size || text[size] == '.') return &table;
  }
  return nullptr;
}

/// Cuts ".state" off the end of "DIAHostService.state" when the table has such a key.
void split_item(std::string_view rest, const TableSpec& table, FactKey& out) {
  out.name = rest;
  const std::size_t dot = rest.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return;
  const KeySpec* key = table.find(rest.substr(dot + 1));
  if (key == nullptr) return;
  out.name = rest.substr(0, dot);
  out.key = key->key;
}

}  // namespace

bool same_name(std::string_view left, std::string_view right) {
  return text::equal_ignoring_case(left, right);
}

std::optional<std::string> short_registry_path(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> hives = {{
      {"HKLM", "HKEY_LOCAL_MACHINE"},
      {"HKCU", "HKEY_CURRENT_USER"},
      {"HKU", "HKEY_USERS"},
      {"HKCR", "HKEY_CLASSES_ROOT"},
      {"HKCC", "HKEY_CURRENT_CONFIG"},
  }};
  const std::size_t slash = path.find('\\');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view hive = path.substr(0, slash);
  for (const auto& [brief, full] : hives) {
    if (!same_name(hive, brief) && !same_name(hive, full)) continue;
    return std::string(brief).append(path.substr(slash));
  }
  return std::nullopt;
}

std::optional<FactKey> parse_fact_key(std::string_view text) {
  FactKey out;
  if (text.find('.') == std::string_view::npos) {
    if (const KeySpec* key = tables().front().find(text)) {
      out.table = &tables().front();
      out.key = key->key;
      return out;
    }
  }
  out.table = table_of(text);
  if (out.table == nullptr || out.table->name == "coverage") return std::nullopt;
  const TableSpec& table = *out.table;
  out.list = table.name;
  std::string_view rest = text.substr(table.name.size());
  if (rest.empty()) return out;
  rest.remove_prefix(1);
  if (rest.empty()) return std::nullopt;
  if (table.kind == TableKind::plain) {
    const KeySpec* key = table.find(rest);
    if (key == nullptr) return std::nullopt;
    out.key = key->key;
  } else if (table.kind == TableKind::names) {
    out.name = rest;
  } else if (table.name == "certificate") {
    const std::size_t store_end = std::min(rest.find('.'), rest.size());
    out.list = text.substr(0, table.name.size() + 1 + store_end);
    if (store_end < rest.size()) split_item(rest.substr(store_end + 1), table, out);
  } else {
    split_item(rest, table, out);
  }
  return out;
}

std::optional<std::string> fact_key_fault(std::string_view text) {
  const auto key = parse_fact_key(text);
  if (!key) {
    std::vector<std::string_view> candidates;
    const TableSpec* table = table_of(text);
    if (table != nullptr && table->kind == TableKind::plain) {
      for (const KeySpec& row : table->keys) candidates.push_back(row.key);
      const std::string_view word = text.substr(std::min(table->name.size() + 1, text.size()));
      return fmt::format("[{}] has no key '{}'", table->name, word) +
             text::did_you_mean(word, candidates);
    }
    for (const TableSpec& at : tables()) candidates.push_back(at.name);
    for (const KeySpec& row : tables().front().keys) candidates.push_back(row.key);
    const std::string_view word = text.substr(0, text.find('.'));
    return fmt::format("'{}' is no fact of host.toml", text) + text::did_you_mean(word, candidates);
  }
  if (key->table->name == "certificate" && key->list.size() > key->table->name.size()) {
    const std::string_view store = key->list.substr(key->table->name.size() + 1);
    const std::string_view choices = key->table->find("store")->choices;
    if (!is_choice(choices, store)) {
      const auto stores = split_choices(choices);
      return fmt::format("'{}' is no certificate store", store) + text::did_you_mean(store, stores);
    }
  }
  if (key->table->name == "registry" && !key->name.empty() && !short_registry_path(key->name)) {
    return fmt::format("'{}' is no registry path; it begins with HKLM\\ or another hive",
                       key->name);
  }
  return std::nullopt;
}

}  // namespace shirlint::state
