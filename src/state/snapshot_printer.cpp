#include "state/snapshot_printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "state/schema.h"
#include "text/encoding.h"

namespace shirlint::state {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t first_surrogate = 0xD800;
constexpr char32_t last_surrogate = 0xDFFF;

/// TOML has escapes for all; a literal string shows paths as they are.
std::string quoted(std::string_view value) {
  std::string clean;
  bool literal = value.find('\\') != std::string_view::npos;
  for (std::size_t at = 0; at < value.size();) {
    text::Character next = text::character_at(value, at);
    at += next.size;
    if (next.value >= first_surrogate && next.value <= last_surrogate) next.value = replacement;
    if (next.value < ' ' || next.value == 0x7F || next.value == '\'') literal = false;
    text::append_utf8(clean, next.value);
  }
  if (literal) return "'" + clean + "'";
  std::string out = "\"";
  for (const char byte : clean) {
    if (byte == '"' || byte == '\\') {
      out.append({'\\', byte});
    } else if (byte == '\t') {
      out += "\\t";
    } else if ((byte >= 0 && byte < ' ') || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(byte));
    } else {
      out += byte;
    }
  }
  return out += '"';
}

bool is_bare(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
  });
}

std::string key_text(std::string_view key) { return is_bare(key) ? std::string(key) : quoted(key); }

/// Lists of more than one item get a line for each, so that two snapshots differ in lines.
std::string list_text(const std::vector<std::string>& items) {
  if (items.empty()) return "[]";
  if (items.size() == 1) return "[" + quoted(items.front()) + "]";
  std::string out = "[\n";
  for (const std::string& item : items) out += "  " + quoted(item) + ",\n";
  return out += "]";
}

std::string datum_text(const Datum& data, ValueType type) {
  if (const auto* text = std::get_if<std::string>(&data)) {
    return type == ValueType::date_time ? *text : quoted(*text);
  }
  if (const auto* integer = std::get_if<std::int64_t>(&data)) return fmt::format("{}", *integer);
  if (const auto* boolean = std::get_if<bool>(&data)) return *boolean ? "true" : "false";
  return list_text(std::get<std::vector<std::string>>(data));
}

/// "310-318" as { start = 310, end = 318 }.
std::string redactions_text(const Datum& data) {
  std::string out;
  for (const std::string& range : std::get<std::vector<std::string>>(data)) {
    const std::size_t dash = range.find('-');
    if (!out.empty()) out += ", ";
    out += fmt::format("{{ start = {}, end = {} }}", range.substr(0, dash), range.substr(dash + 1));
  }
  return "[" + out + "]";
}

std::string value_text(const KeySpec& key, const Value& value) {
  if (key.type == ValueType::any) return redactions_text(value.data);
  return datum_text(value.data, key.type);
}

/// The value of a variable or of [registry].
std::string named_value(const Record& record) {
  if (!record.present) return "false";
  const Value* value = record.find("value");
  if (value == nullptr) return "true";  // a registry key
  std::string data = datum_text(value->data, ValueType::any);
  const std::string_view type = record.text("type");
  const auto* integer = std::get_if<std::int64_t>(&value->data);
  const bool plain =
      type == "REG_SZ" || type == "REG_MULTI_SZ" || (type == "REG_DWORD" && integer != nullptr);
  if (plain) return data;
  return fmt::format("{{ type = \"{}\", value = {} }}", type, data);
}

void print_keys(const TableSpec& table, const Record& record, std::string& out) {
  std::size_t width = 0;
  for (const KeySpec& key : table.keys) {
    if (record.find(key.key) != nullptr) width = std::max(width, key.key.size());
  }
  for (const KeySpec& key : table.keys) {
    if (key.key == "present" && !record.present) out += "present = false\n";
    const Value* value = record.find(key.key);
    if (value == nullptr) continue;
    out += fmt::format("{:<{}} = {}\n", key.key, width, value_text(key, *value));
  }
}

void print_table(const TableSpec& table, const Snapshot& snapshot, std::string& out) {
  const std::vector<const Record*> records = snapshot.all(table.name);
  if (records.empty()) return;
  if (table.kind != TableKind::list) out += fmt::format("\n[{}]\n", table.name);
  for (const Record* record : records) {
    if (table.kind == TableKind::names) {
      out += fmt::format("{} = {}\n", key_text(record->name), named_value(*record));
      continue;
    }
    if (table.kind == TableKind::list) out += fmt::format("\n[[{}]]\n", table.name);
    print_keys(table, *record, out);
  }
}

void print_top(const Snapshot& snapshot, std::string& out) {
  const std::array<std::pair<std::string_view, const std::string*>, 6> values = {{
      {"schema", &snapshot.schema},
      {"tool", &snapshot.tool},
      {"name", &snapshot.name},
      {"collected", &snapshot.collected},
      {"product", &snapshot.product},
      {"group", &snapshot.group},
  }};
  for (const auto& [key, value] : values) {
    if (value->empty()) continue;
    const std::string text = key == "collected" ? *value : quoted(*value);
    out += fmt::format("{:<9} = {}\n", key, text);
  }
}

}  // namespace

std::string print(const Snapshot& snapshot) {
  std::string out;
  print_top(snapshot, out);
  if (!snapshot.coverage.empty()) out += "\n[coverage]\n";
  for (const auto& [fact, said] : snapshot.coverage) {
    out += fmt::format("{} = {}\n", quoted(fact), quoted(said));
  }
  for (const TableSpec& table : tables()) {
    if (!table.name.empty() && table.name != "coverage") print_table(table, snapshot, out);
  }
  return out;
}

}  // namespace shirlint::state
