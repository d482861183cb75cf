// A query made weaker or stronger by one condition: if no example of a rule notices, the
// condition is untested. (Mutation testing; `rules test` runs these.)
#pragma once

#include <string>
#include <vector>

#include "rules/xpath_syntax.h"

namespace shirlint::rules::xpath {

struct Mutation {
  std::string description;  // "without the predicate [@enabled]", "without the term @enabled"
  std::string query;
  text::Span dropped;  // what is missing, as a place in the original
};

/// The query without each of its predicates, and without each operand of each `and` and `or`,
/// one at a time, in the order of the query. Each result is a query and differs from this one; a
/// number or variable that is left alone of an operation is wrapped in boolean(), lest `[last() and
/// @a]` become a position.
[[nodiscard]] std::vector<Mutation> mutations(const Ast& ast);

}  // namespace shirlint::rules::xpath
