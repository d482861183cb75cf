// --probe: how the network answers this machine, beside what the machine tells of itself.
#pragma once

#include <string>

#include "cli/session.h"
#include "lint/checker.h"
#include "state/live/collect.h"

namespace shirlint::cli {

/// Adds the endpoints to the snapshot. Lines for a person: as whom they were tried, and how each
/// answered. `context` needs the site file and the tables.
[[nodiscard]] std::string probe_network(const Session& session, const lint::CheckContext& context,
                                        state::live::Collection& collection);

}  // namespace shirlint::cli
