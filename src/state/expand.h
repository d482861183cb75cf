// %NAME% in values of type REG_EXPAND_SZ, as a service's process sees them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "state/snapshot.h"

namespace shirlint::state {

/// Looks variables up in [environment.machine]; the snapshot must outlive it.
class Expander {
 public:
  explicit Expander(const Snapshot& snapshot);

  /// `text` with each %NAME% replaced, nested references included. A "%" without a partner stays.
  /// Nothing when a variable is not in the snapshot (ProgramFiles and its like are made by Windows
  /// at log-on and stand in no registry key), when there are more than 64 references or a ring of
  /// them, or past Windows' own limit of 32,767 characters.
  [[nodiscard]] std::optional<std::string> expand(std::string_view text) const;

  /// What a process sees of a variable or registry value: expanded when its type says so. Nothing
  /// also for a value that is no string.
  [[nodiscard]] std::optional<std::string> effective_value(const Record& record) const;

 private:
  bool expand_onto(std::string& out, std::string_view text, int& budget) const;
  [[nodiscard]] const Record* find(std::string_view name) const;

  std::vector<std::pair<std::string, const Record*>> by_name_;  // lower case, sorted
};

}  // namespace shirlint::state
