// A rule with one part of one of its fixes gone or other: if no example of the rule notices, that
// part is untested. (Mutation testing; `rules test` runs these.)
#pragma once

#include <functional>
#include <string>

#include "rules/rule.h"

namespace shirlint::lint {

/// The rule, good for the call only, and what is other: "fix 2 without 'when'".
using VisitFixMutant = std::function<void(const rules::Rule&, const std::string&)>;

/// Each fix gone; without its `when`, or with one condition of that dropped; each step of its
/// `then` gone; each of its steps without `target` or `to`, or put at the other end.
void for_each_fix_mutant(const rules::Rule& rule, const VisitFixMutant& visit);

}  // namespace shirlint::lint
