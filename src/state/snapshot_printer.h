// A snapshot as the text of a host.toml, for `collect`.
#pragma once

#include <string>

#include "state/snapshot.h"

namespace shirlint::state {

/// Tables in the order of the schema, records in theirs; Snapshot::parse gives the same facts back.
/// Strings that are no UTF-8 are printed with U+FFFD for each byte without meaning, since TOML
/// cannot hold them. `source` is not asked.
[[nodiscard]] std::string print(const Snapshot& snapshot);

}  // namespace shirlint::state
