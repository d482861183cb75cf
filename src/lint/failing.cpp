#include "lint/failing.h"

#include <algorithm>

#include "lint/selection.h"

namespace shirlint::lint {

bool Failing::fails(const Finding& finding) const { return least && finding.severity >= *least; }

bool Failing::fails(const Unknown& unknown) const {
  return strict &&
         (strict_categories.empty() || matches_code(strict_categories, unknown.rule->code));
}

bool Failing::fails(const HostReport& host) const {
  return std::any_of(host.findings.begin(), host.findings.end(),
                     [&](const Finding& finding) { return fails(finding); }) ||
         std::any_of(host.unknown.begin(), host.unknown.end(),
                     [&](const Unknown& unknown) { return fails(unknown); });
}

}  // namespace shirlint::lint
