// A rule with one part of one of its fixes gone or other: if no example of the rule notices, that
// part is untested. (Mutation testing; `rules test` runs these.)
#pragma once

#include <functional>
#include <string>

#include "rules/rule.h"

namespace shirlint::lint {

/// The rule, good for the call only, and what is other: "fix 2 without 'when'".
using VisitFixMutant = std::function<void(const rules::Rule&, const std::string&)>;

/// Of each fix that edits a file: it is gone; is without its `when`; a step of its `then` is gone
/// or without `target`; a step is without `to`, or puts an element at the other end.
void for_each_fix_mutant(const rules::Rule& rule, const VisitFixMutant& visit);

}  // namespace shirlint::lint
