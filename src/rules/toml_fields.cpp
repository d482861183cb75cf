#include "rules/toml_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/spelling.h"

namespace shirlint::rules {

void FileErrors::add(text::Span at, std::string message) {
  errors.push_back({std::move(message), file, source.position(at.start)});
}

const text::TomlValue* TomlFields::find(std::string_view key, text::TomlKind kind) {
  asked_.push_back(key);
  const text::TomlEntry* entry = table_.find(key);
  if (entry == nullptr) return nullptr;
  if (entry->value.is(kind)) return &entry->value;
  errors_.add(entry->value.at, fmt::format("'{}' must be {}, not {}", key, toml_kind_name(kind),
                                           toml_kind_name(entry->value.kind)));
  return nullptr;
}

std::string_view TomlFields::text(std::string_view key, bool required) {
  const text::TomlValue* value = find(key, text::TomlKind::string);
  if (value != nullptr && !(required && value->text.empty())) return value->text;
  if (required && (value != nullptr || table_.find(key) == nullptr)) {
    errors_.add(value != nullptr ? value->at : table_.at,
                fmt::format("'{}' is missing: it must be a text that is not empty", key));
  }
  return {};
}

bool TomlFields::boolean(std::string_view key, bool otherwise) {
  const text::TomlValue* value = find(key, text::TomlKind::boolean);
  return value != nullptr ? value->boolean : otherwise;
}

std::int64_t TomlFields::integer(std::string_view key, std::int64_t otherwise) {
  const text::TomlValue* value = find(key, text::TomlKind::integer);
  return value != nullptr ? value->integer : otherwise;
}

std::vector<std::string_view> TomlFields::texts(std::string_view key) {
  std::vector<std::string_view> items;
  const text::TomlValue* array = find(key, text::TomlKind::array);
  if (array == nullptr) return items;
  for (const text::TomlEntry& item : array->entries) {
    if (item.value.is(text::TomlKind::string)) {
      items.push_back(item.value.text);
    } else {
      errors_.add(item.value.at, fmt::format("'{}' must hold strings only", key));
    }
  }
  return items;
}

const text::TomlValue* TomlFields::value(std::string_view key) {
  asked_.push_back(key);
  const text::TomlEntry* entry = table_.find(key);
  return entry == nullptr ? nullptr : &entry->value;
}

const text::TomlValue* TomlFields::table(std::string_view key) {
  return find(key, text::TomlKind::table);
}

std::vector<const text::TomlValue*> TomlFields::tables(std::string_view key) {
  std::vector<const text::TomlValue*> items;
  const text::TomlValue* array = find(key, text::TomlKind::array);
  if (array == nullptr) return items;
  for (const text::TomlEntry& item : array->entries) {
    if (item.value.is(text::TomlKind::table)) {
      items.push_back(&item.value);
    } else {
      errors_.add(item.value.at, fmt::format("'{}' must be written as [[{}]] tables", key, key));
    }
  }
  return items;
}

std::size_t TomlFields::choice(std::string_view key, std::span<const std::string_view> choices,
                               std::size_t otherwise, bool required) {
  const std::string_view value = text(key, required);
  if (value.empty()) return otherwise;
  const auto at = std::find(choices.begin(), choices.end(), value);
  if (at != choices.end()) return static_cast<std::size_t>(at - choices.begin());
  const std::string_view near = text::nearest(value, choices);
  errors_.add(table_.find(key)->value.at,
              near.empty()
                  ? fmt::format("'{}' is no value of '{}'; it can be {}", value, key,
                                fmt::join(choices, ", "))
                  : fmt::format("'{}' is no value of '{}'; did you mean '{}'?", value, key, near));
  return otherwise;
}

void TomlFields::finish() {
  for (const text::TomlEntry& entry : table_.entries) {
    if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) continue;
    const std::string_view near = text::nearest(entry.key, asked_);
    errors_.add(entry.key_at, near.empty() ? fmt::format("unknown key '{}'; known are {}",
                                                         entry.key, fmt::join(asked_, ", "))
                                           : fmt::format("unknown key '{}'; did you mean '{}'?",
                                                         entry.key, near));
  }
}

}  // namespace shirlint::rules
