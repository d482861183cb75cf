// Inner part of the snapshot reader: what contradicts itself although each part is right.
#pragma once

#include <string>
#include <vector>

#include "state/snapshot.h"
#include "state/snapshot_values.h"

namespace shirlint::state {

/// An entry of [coverage].
struct CoveragePlace {
  std::string key;
  text::Span at;
};

/// Two records of one name in a table where a name stands for one thing.
void find_twins(const Snapshot& snapshot, bool by_tool, Problems& problems);

/// "complete" and a reason why a part of the same list could not be read exclude each other.
void find_contradictions(const Snapshot& snapshot, const std::vector<CoveragePlace>& coverage,
                         Problems& problems);

}  // namespace shirlint::state
