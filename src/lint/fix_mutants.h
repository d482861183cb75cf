// A rule with one part of one of its fixes gone or other: if no example of the rule notices, that
// part is untested. (Mutation testing; `rules test` runs these.)
#pragma once

#include <functional>
#include <string>

#include "rules/rule.h"

namespace shirlint::lint {

/// The rule, good for the call only, and what is other: "fix 2 without 'when'".
using VisitFixMutant = std::function<void(const rules::Rule&, const std::string&)>;

/// Of each fix: it is gone; is without its `when`, or without one predicate or term of it; a step
/// of its `then` is gone or without `target`; a step is without `to`, puts an element at the other
/// end or, where it acts on the machine, has another name or value.
void for_each_fix_mutant(const rules::Rule& rule, const VisitFixMutant& visit);

}  // namespace shirlint::lint
