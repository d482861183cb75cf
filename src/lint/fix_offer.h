// What is offered for a finding: the edits of files that a fix amounts to, or the action or command
// for the machine.
#pragma once

#include <optional>

#include "lint/locate.h"
#include "lint/report.h"
#include "rules/evaluator.h"
#include "text/tokens.h"

namespace shirlint::lint {

/// The first declared fix that applies to this place and can be made. One that can only be made by
/// hand (its edits contradict each other, the encoding lacks a character, ...) is offered as
/// `manual`, and its title says why. Nothing when the rule has no fix for the place, or when only a
/// fix would do that changes a value that holds one of `tokens` (null: tokens are values like any
/// other).
[[nodiscard]] std::optional<FixOffer> offer_fix(const rules::Hit& hit, const Locator& locator,
                                                const text::DeploymentTokenFinder* tokens);

}  // namespace shirlint::lint
