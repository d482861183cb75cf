#include <fmt/format.h>

#include <vector>

#include "cli/json_schema.h"
#include "cli/schemas.h"
#include "lint/site_schema.h"
#include "report/json.h"
#include "state/schema.h"

namespace shirlint::cli {
namespace {

using words::Property;

constexpr std::string_view thumbprint = "^[0-9A-F]{40}$";

std::string with_pattern(std::string_view pattern, std::string_view meaning) {
  return fmt::format(R"({{"type": "string", "pattern": {}, "description": {}}})",
                     report::json_string(pattern), report::json_string(meaning));
}

/// A TOML date becomes a text where a file is read for a JSON Schema.
std::string date_time(std::string_view meaning) {
  return with_pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}", meaning);
}

std::string number(const state::KeySpec& key) {
  const bool port = key.key == "port" || key.key == "remote_access_port";
  return fmt::format(R"({{"type": "integer", "minimum": {}, {}"description": {}}})", port ? 1 : 0,
                     port ? "\"maximum\": 65535, " : "", report::json_string(key.meaning));
}

std::string redactions(std::string_view meaning) {
  return fmt::format(
      R"({{"type": "array", "description": {}, "items": {}}})", report::json_string(meaning),
      words::object({{"start", words::integer("first byte")}, {"end", words::integer("behind it")}},
                    {"start", "end"}));
}

std::string value_of(const state::KeySpec& key) {
  switch (key.type) {
    case state::ValueType::integer:
      return number(key);
    case state::ValueType::boolean:
      return words::flag(key.meaning);
    case state::ValueType::date_time:
      return date_time(key.meaning);
    case state::ValueType::text_list:
      return words::texts(key.meaning);
    case state::ValueType::any:
      return redactions(key.meaning);
    case state::ValueType::text:
      break;
  }
  if (!key.choices.empty()) return words::choice(state::split_choices(key.choices), key.meaning);
  if (state::is_thumbprint(key)) return with_pattern(thumbprint, key.meaning);
  return key.key == "sha256" ? with_pattern("^[0-9A-Fa-f]{64}$", key.meaning)
                             : words::text(key.meaning);
}

/// [environment.machine], [registry], [coverage]: any names, values of a few kinds.
std::string names_table(const state::TableSpec& table) {
  std::string value;
  if (table.name == "coverage") {
    value = with_pattern("^(complete$|denied: |failed: )", "what was seen, or why not");
  } else if (table.name == "registry") {
    value = R"({"type": ["string", "integer", "boolean", "array", "object"], "description": )"
            R"("integer: REG_DWORD, string: REG_SZ, array: REG_MULTI_SZ, else {type, value}; )"
            R"(false: looked for and absent"})";
  } else {
    value = R"({"type": ["string", "boolean", "object"], "description": "string: REG_SZ, else )"
            R"({type, value}; false: looked for and absent"})";
  }
  return fmt::format(R"({{"type": "object", "description": {}, "additionalProperties": {}}})",
                     report::json_string(table.keys.front().meaning), value);
}

std::string table_schema(const state::TableSpec& table) {
  if (table.kind == state::TableKind::names) return names_table(table);
  std::vector<Property> keys;
  keys.reserve(table.keys.size());
  for (const state::KeySpec& key : table.keys) {
    keys.push_back({std::string(key.key), value_of(key)});
  }
  if (table.kind == state::TableKind::plain) return words::object(keys, {});
  const auto required = state::required_keys(table.name);
  return words::list_of(words::object(keys, {required.begin(), required.end()}));
}

/// "environment": its tables are [environment.machine] and so on.
std::string parent_schema(std::string_view parent) {
  std::vector<Property> inner;
  for (const state::TableSpec& table : state::tables()) {
    const std::size_t dot = table.name.find('.');
    if (dot == std::string_view::npos || table.name.substr(0, dot) != parent) continue;
    inner.push_back({std::string(table.name.substr(dot + 1)), table_schema(table)});
  }
  return words::object(inner, {});
}

std::string host_schema() {
  std::vector<Property> properties;
  for (const state::KeySpec& key : state::tables().front().keys) {
    const bool format = key.key == "schema";
    properties.push_back(
        {std::string(key.key), format ? R"({"const": "shirlint.host/1"})" : value_of(key)});
  }
  for (const state::TableSpec& table : state::tables().subspan(1)) {
    const std::string_view name = table.name.substr(0, table.name.find('.'));
    if (properties.back().name == name) continue;  // tables with one parent stand together
    properties.push_back(
        {std::string(name), name == table.name ? table_schema(table) : parent_schema(name)});
  }
  return words::document("shirlint: the state of one host (host.toml)",
                         words::object(properties, {"schema"}));
}

std::string site_value(const lint::SiteKey& key) {
  switch (key.type) {
    case lint::SiteType::flag:
      return words::flag(key.meaning);
    case lint::SiteType::texts:
      return words::texts(key.meaning);
    case lint::SiteType::day:
      return date_time(key.meaning);
    case lint::SiteType::severities:
      return fmt::format(
          R"({{"type": "object", "description": {}, "additionalProperties": {}}})",
          report::json_string(key.meaning),
          words::choice({"info", "warning", "error"}, "how much its findings count"));
    case lint::SiteType::text:
      break;
  }
  if (!key.choices.empty()) return words::choice(state::split_choices(key.choices), key.meaning);
  return words::text(key.meaning);
}

std::string site_table(std::string_view name) {
  std::vector<Property> properties;
  std::vector<std::string_view> required;
  for (const lint::SiteKey& key : lint::site_keys()) {
    if (key.table != name) continue;
    properties.push_back({std::string(key.key), site_value(key)});
    if (key.required) required.push_back(key.key);
  }
  if (name.empty()) {
    properties.push_back({"versions", site_table("versions")});
    for (const std::string_view list : {"root", "token", "path", "suppress"}) {
      properties.push_back({std::string(list), words::list_of(site_table(list))});
    }
  }
  return words::object(properties, required);
}

}  // namespace

std::string input_schema(std::string_view name) {
  if (name == "host") return host_schema();
  if (name != "site") return {};
  return words::document("shirlint: what an organisation intends (shirlint.toml)", site_table(""));
}

}  // namespace shirlint::cli
