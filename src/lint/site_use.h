// Suppressions of shirlint.toml that are of no more use, told once a run: expired ones, and those
// that silenced nothing although the run would have shown what they are for. The rules that say so
// (category SIT) see them as <suppression> of the <site> tree.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/checker.h"
#include "lint/ignore_rules.h"
#include "lint/report.h"

namespace shirlint::lint {

class SiteUse {
 public:
  /// `context` must outlive it.
  explicit SiteUse(const CheckContext& context);

  void add(const HostReport& host);
  void add(const std::vector<Suppressed>& suppressed);
  /// What is said of the site file, in a report without a host; nothing when there is nothing.
  [[nodiscard]] std::optional<HostReport> judge() const;

 private:
  /// Did the run look at what the entry is for? An entry for hosts or files that were not looked
  /// at, or for a rule that was not asked or could not be judged, may be of use elsewhere.
  [[nodiscard]] bool was_due(std::size_t entry) const;

  const CheckContext& context_;
  std::vector<Glob> globs_;          // of the suppressions
  std::vector<bool> path_seen_;      // a file was looked at that the glob matches
  std::set<std::string> used_;       // entry_name() of what silenced something
  std::set<std::string> hosts_;      // names
  std::set<std::string_view> open_;  // codes of rules that could not be judged somewhere
  bool whole_ = true;
};

}  // namespace shirlint::lint
