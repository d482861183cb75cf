// What is offered for a finding: the edits that a fix on a config's attributes amounts to, or the
// action or command for the machine.
#pragma once

#include <optional>

#include "lint/locate.h"
#include "lint/report.h"
#include "rules/evaluator.h"

namespace shirlint::lint {

/// The first declared fix that applies to this place; nothing when the rule has none. A fix on a
/// file with deployment tokens in the target is not offered.
[[nodiscard]] std::optional<FixOffer> offer_fix(const rules::Hit& hit, const Locator& locator);

}  // namespace shirlint::lint
