// What is offered for a finding: the edits that a fix on a config's attributes amounts to, or the
// action or command for the machine.
#pragma once

#include <optional>

#include "lint/locate.h"
#include "lint/report.h"
#include "rules/evaluator.h"
#include "text/tokens.h"

namespace shirlint::lint {

/// The first declared fix that applies to this place; nothing when the rule has none, or when the
/// fix would change a value that holds one of `tokens` (null: tokens are values like any other).
[[nodiscard]] std::optional<FixOffer> offer_fix(const rules::Hit& hit, const Locator& locator,
                                                const text::DeploymentTokenFinder* tokens);

}  // namespace shirlint::lint
