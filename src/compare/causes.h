// Inner part of the comparison: what the rules say of one host only, and of which difference it
// comes.
#pragma once

#include "compare/comparison.h"

namespace shirlint::compare {

/// Gives each difference the findings that only one host has and that are about it, and the words
/// of the rules that ask for its fact. A difference of `own` that BAD fails for becomes one that
/// counts; a finding that belongs to none becomes a difference itself.
void add_causes(const Subject& good, const Subject& bad, const lint::CheckContext& context,
                Comparison& out);

}  // namespace shirlint::compare
