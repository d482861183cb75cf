// Inner part of the snapshot reader: one TOML value against one row of the schema.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "state/schema.h"
#include "state/snapshot.h"
#include "text/toml.h"

namespace shirlint::state {

/// Collects what is wrong with a file; places are computed only for what is reported.
class Problems {
 public:
  Problems(const text::Source& source, const std::string& file) : source_(source), file_(file) {}

  void error(text::Span at, std::string message) { add(errors, at, std::move(message)); }
  void warning(text::Span at, std::string message) { add(warnings, at, std::move(message)); }
  [[nodiscard]] std::uint32_t line(text::Span at) const { return source_.position(at.start).line; }

  std::vector<text::Error> errors;
  std::vector<text::Error> warnings;

 private:
  void add(std::vector<text::Error>& list, text::Span at, std::string message) {
    const bool nowhere = at.start == 0 && at.end == 0;
    list.push_back(
        {std::move(message), file_, nowhere ? text::Position{} : source_.position(at.start)});
  }

  const text::Source& source_;
  const std::string& file_;
};

/// The value of a key of the schema; reports what is wrong and then returns nothing. `toml` may be
/// moved from.
[[nodiscard]] std::optional<Datum> read_value(const KeySpec& key, text::TomlValue& toml,
                                              Problems& problems);

/// A variable of [environment.*] (only texts) or a value of [registry]; fills values and presence.
/// `is_key`: a registry path that ends in a backslash.
void read_typed_value(text::TomlEntry& entry, bool registry, bool is_key, Record& record,
                      Problems& problems);

}  // namespace shirlint::state
