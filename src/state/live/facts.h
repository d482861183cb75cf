// What collectors write into: records of a snapshot and what is to be said of their coverage.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "state/live/machine.h"
#include "state/snapshot.h"

namespace shirlint::state::live {

class Facts {
 public:
  /// A new item of a list, variable or registry value. `table` and the keys that are then set are
  /// words of the schema, in static storage. The reference holds until the next call.
  Record& add(std::string_view table, std::string name, bool present = true);
  /// A fact of a plain table ([os], [runtime], ...).
  void set(std::string_view table, std::string_view key, Datum data);

  /// For [coverage].
  void complete(const std::string& list);
  void refused(const std::string& fact, const Refusal& refusal);
  /// The answer's value, or nullptr; a refusal is noted as the coverage of `fact`.
  template <class T>
  const T* take(const Answer<T>& answer, const std::string& fact) {
    if (!answer) refused(fact, answer.error());
    return answer && answer->has_value() ? &**answer : nullptr;
  }

  void merge(Facts facts);

  std::vector<Record> records;
  std::map<std::string, std::string, std::less<>> coverage;
};

/// Appends a value to an item; an empty text is not known and left out.
void put(Record& record, std::string_view key, Datum data);
void put_text(Record& record, std::string_view key, const std::string& text);

}  // namespace shirlint::state::live
