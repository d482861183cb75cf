// Reads the fields of one TOML table: each key is asked for once, and what nobody asked for is an
// unknown key with "did you mean".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/error.h"
#include "text/source.h"
#include "text/toml.h"

namespace shirlint::rules {

/// Collects the errors of one file.
struct FileErrors {
  const text::Source& source;
  const std::string& file;
  std::vector<text::Error> errors;

  void add(text::Span at, std::string message);
};

class TomlFields {
 public:
  TomlFields(const text::TomlValue& table, FileErrors& errors) : table_(table), errors_(errors) {}

  /// Value of a string key; empty when absent. A required key that is absent or empty is an error.
  std::string_view text(std::string_view key, bool required = false);
  bool boolean(std::string_view key, bool otherwise);
  std::int64_t integer(std::string_view key, std::int64_t otherwise);
  std::vector<std::string_view> texts(std::string_view key);
  const text::TomlValue* table(std::string_view key);
  const text::TomlValue* value(std::string_view key);                // of whatever kind
  std::vector<const text::TomlValue*> tables(std::string_view key);  // [[key]]
  /// Index into `choices` of a string key, `otherwise` when absent.
  std::size_t choice(std::string_view key, std::span<const std::string_view> choices,
                     std::size_t otherwise, bool required = false);
  /// Reports the keys that nobody asked for.
  void finish();

 private:
  const text::TomlValue* find(std::string_view key, text::TomlKind kind);

  const text::TomlValue& table_;
  FileErrors& errors_;
  std::vector<std::string_view> asked_;
};

}  // namespace shirlint::rules
