#include "state/snapshot_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "state/fact_key.h"
#include "text/date.h"
#include "text/spelling.h"

namespace shirlint::state {
namespace {

using text::TomlEntry;
using text::TomlKind;
using text::TomlValue;

constexpr std::size_t sha1_digits = 40;
constexpr std::size_t sha256_digits = 64;
constexpr std::int64_t most_dword = std::numeric_limits<std::uint32_t>::max();

bool is_hex(std::string_view text, bool upper_only) {
  return std::all_of(text.begin(), text.end(), [&](char digit) {
    return (digit >= '0' && digit <= '9') || (digit >= 'A' && digit <= 'F') ||
           (!upper_only && digit >= 'a' && digit <= 'f');
  });
}

std::string_view wanted(ValueType type) {
  switch (type) {
    case ValueType::text:
      return "a string";
    case ValueType::integer:
      return "a whole number";
    case ValueType::boolean:
      return "true or false";
    case ValueType::date_time:
      return "a date without quotes, such as 2026-11-22T09:00:00Z";
    case ValueType::text_list:
      return "a list of strings";
    case ValueType::any:
      break;
  }
  return "another value";
}

std::optional<Datum> wrong_type(const KeySpec& key, const TomlValue& toml, Problems& problems) {
  problems.error(toml.at, fmt::format("'{}' must be {}, not {}", key.key, wanted(key.type),
                                      text::toml_kind_name(toml.kind)));
  return std::nullopt;
}

std::optional<Datum> read_text(const KeySpec& key, TomlValue& toml, Problems& problems) {
  if (!toml.is(TomlKind::string)) return wrong_type(key, toml, problems);
  if (!key.choices.empty() && !is_choice(key.choices, toml.text)) {
    const auto choices = split_choices(key.choices);
    problems.error(toml.at,
                   fmt::format("'{}' is no value of '{}'; it is one of {}{}", toml.text, key.key,
                               fmt::join(choices, ", "), text::did_you_mean(toml.text, choices)));
    return std::nullopt;
  }
  if (is_thumbprint(key) && (toml.text.size() != sha1_digits || !is_hex(toml.text, true))) {
    problems.error(toml.at, fmt::format("'{}' must be a SHA-1 thumbprint: 40 hexadecimal digits in "
                                        "upper case, without blanks or invisible characters",
                                        key.key));
    return std::nullopt;
  }
  if (key.key == "sha256" && (toml.text.size() != sha256_digits || !is_hex(toml.text, false))) {
    problems.error(toml.at, "'sha256' must be 64 hexadecimal digits");
    return std::nullopt;
  }
  return std::move(toml.text);
}

std::optional<Datum> read_integer(const KeySpec& key, const TomlValue& toml, Problems& problems) {
  if (!toml.is(TomlKind::integer)) return wrong_type(key, toml, problems);
  const bool port = key.key == "port" || key.key == "remote_access_port";
  if (toml.integer < (port ? 1 : 0) || (port && toml.integer > 65535)) {
    problems.error(toml.at,
                   fmt::format("'{}' {}", key.key,
                               port ? "must be a port, 1 to 65535" : "cannot be negative"));
    return std::nullopt;
  }
  return toml.integer;
}

std::optional<Datum> read_date(const KeySpec& key, TomlValue& toml, Problems& problems) {
  if (!toml.is(TomlKind::date_time)) return wrong_type(key, toml, problems);
  if (!text::utc_day(toml.text)) {
    problems.error(toml.at, fmt::format("'{}' must have a day: {}", key.key, wanted(key.type)));
    return std::nullopt;
  }
  return std::move(toml.text);
}

std::optional<std::vector<std::string>> read_texts(TomlValue& toml) {
  if (!toml.is(TomlKind::array)) return std::nullopt;
  std::vector<std::string> out;
  out.reserve(toml.entries.size());
  for (TomlEntry& item : toml.entries) {
    if (!item.value.is(TomlKind::string)) return std::nullopt;
    out.push_back(std::move(item.value.text));
  }
  return out;
}

/// [{start = 310, end = 318}, ...]
std::optional<Datum> read_redactions(const KeySpec& key, const TomlValue& toml,
                                     Problems& problems) {
  std::vector<std::string> out;
  bool good = toml.is(TomlKind::array);
  for (const TomlEntry& item : toml.entries) {
    const TomlEntry* start = item.value.find("start");
    const TomlEntry* end = item.value.find("end");
    good = good && start != nullptr && end != nullptr && item.value.entries.size() == 2 &&
           start->value.is(TomlKind::integer) && end->value.is(TomlKind::integer) &&
           0 <= start->value.integer && start->value.integer <= end->value.integer;
    if (!good) break;
    out.push_back(fmt::format("{}-{}", start->value.integer, end->value.integer));
  }
  if (good) return out;
  problems.error(toml.at, fmt::format("'{}' must be a list of byte ranges, {{ start = 310, end = "
                                      "318 }}",
                                      key.key));
  return std::nullopt;
}

constexpr std::string_view registry_kinds =
    "REG_SZ|REG_EXPAND_SZ|REG_MULTI_SZ|REG_DWORD|REG_QWORD|REG_BINARY";
constexpr std::string_view environment_kinds = "REG_SZ|REG_EXPAND_SZ";

/// What a bare TOML value is in the registry; nothing when it is none.
std::optional<Datum> read_untyped(TomlValue& toml, bool registry, std::string& type) {
  if (toml.is(TomlKind::string)) {
    type = "REG_SZ";
    return std::move(toml.text);
  }
  if (!registry) return std::nullopt;
  if (toml.is(TomlKind::integer) && toml.integer >= 0) {
    type = toml.integer <= most_dword ? "REG_DWORD" : "REG_QWORD";
    return toml.integer;
  }
  auto texts = read_texts(toml);
  if (!texts) return std::nullopt;
  type = "REG_MULTI_SZ";
  return *std::move(texts);
}

bool fits(std::string_view type, const Datum& data) {
  if (type == "REG_DWORD" || type == "REG_QWORD") {
    return std::holds_alternative<std::int64_t>(data) &&
           (type == "REG_QWORD" || std::get<std::int64_t>(data) <= most_dword);
  }
  if (type == "REG_MULTI_SZ") return std::holds_alternative<std::vector<std::string>>(data);
  const auto* text = std::get_if<std::string>(&data);
  return text != nullptr &&
         (type != "REG_BINARY" || (text->size() % 2 == 0 && is_hex(*text, false)));
}

/// { type = "REG_EXPAND_SZ", value = '...' } or { present = false }.
bool read_table(TomlEntry& entry, bool registry, Record& record, Problems& problems) {
  std::string type;
  TomlValue* value = nullptr;
  text::Span type_at;
  for (TomlEntry& part : entry.value.entries) {
    if (part.key == "type" && part.value.is(TomlKind::string)) {
      type = part.value.text;
      type_at = part.value.at;
    } else if (part.key == "value") {
      value = &part.value;
    } else if (part.key == "present" && part.value.is(TomlKind::boolean) && !part.value.boolean) {
      record.present = false;
    } else {
      return false;
    }
  }
  if (!record.present) return type.empty() && value == nullptr;
  if (type.empty() || value == nullptr) return false;
  const std::string_view allowed = registry ? registry_kinds : environment_kinds;
  if (!is_choice(allowed, type)) {
    const auto kinds = split_choices(allowed);
    problems.error(type_at, fmt::format("'{}' is no type here; it is one of {}{}", type,
                                        fmt::join(kinds, ", "), text::did_you_mean(type, kinds)));
    return true;
  }
  std::string natural;
  const text::Span value_at = value->at;
  auto data = read_untyped(*value, registry, natural);
  if (!data || !fits(type, *data)) {
    problems.error(value_at,
                   fmt::format("the value of '{}' does not fit its type {}", entry.key, type));
    return true;
  }
  record.values.push_back({"type", std::move(type), type_at});
  record.values.push_back({"value", *std::move(data), value_at});
  return true;
}

}  // namespace

std::optional<Datum> read_value(const KeySpec& key, TomlValue& toml, Problems& problems) {
  switch (key.type) {
    case ValueType::text:
      return read_text(key, toml, problems);
    case ValueType::integer:
      return read_integer(key, toml, problems);
    case ValueType::boolean:
      if (!toml.is(TomlKind::boolean)) return wrong_type(key, toml, problems);
      return toml.boolean;
    case ValueType::date_time:
      return read_date(key, toml, problems);
    case ValueType::text_list:
      if (auto texts = read_texts(toml)) return *std::move(texts);
      return wrong_type(key, toml, problems);
    case ValueType::any:
      break;
  }
  return read_redactions(key, toml, problems);
}

void read_typed_value(TomlEntry& entry, bool registry, bool is_key, Record& record,
                      Problems& problems) {
  TomlValue& toml = entry.value;
  const text::Span at = toml.at;
  if (toml.is(TomlKind::boolean) && (!toml.boolean || is_key)) {
    record.present = toml.boolean;
    return;
  }
  if (is_key) {
    problems.error(at, fmt::format("'{}' ends in a backslash, so it is a key: true (it exists) or "
                                   "false",
                                   entry.key));
    return;
  }
  if (toml.is(TomlKind::table)) {
    if (read_table(entry, registry, record, problems)) return;
  } else {
    std::string type;
    if (auto data = read_untyped(toml, registry, type)) {
      record.values.push_back({"type", std::move(type), at});
      record.values.push_back({"value", *std::move(data), at});
      return;
    }
  }
  problems.error(
      at, fmt::format("'{}' must be {}", entry.key,
                      registry ? "a string, a whole number, a list of strings, false (looked for "
                                 "and not there) or { type = \"REG_...\", value = ... }"
                               : "a string, false (not set) or { type = \"REG_EXPAND_SZ\", value = "
                                 "'...' }"));
}

}  // namespace shirlint::state
