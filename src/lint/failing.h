// What of a report makes the run fail: --fail-on and --strict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lint/report.h"

namespace shirlint::lint {

struct Failing {
  std::optional<rules::Severity> least = rules::Severity::warning;  // nothing: no finding does
  bool strict = false;                                              // what cannot be judged does
  std::vector<std::string> strict_categories;                       // of these; empty: all

  [[nodiscard]] bool fails(const Finding& finding) const;
  [[nodiscard]] bool fails(const Unknown& unknown) const;
  [[nodiscard]] bool fails(const HostReport& host) const;
};

}  // namespace shirlint::lint
