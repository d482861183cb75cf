// --probe: how the network answers this machine, beside what the machine tells of itself.
#pragma once

#include <optional>
#include <string>

#include "cli/session.h"
#include "lint/checker.h"
#include "state/live/collect.h"
#include "state/live/facts.h"

namespace shirlint::cli {

struct Probed {
  state::live::Facts endpoints;
  std::optional<bool> localhost;  // it resolves; nothing: no answer in time
  std::string text;  // lines for a person: as whom they were tried, and how each answered
};

/// `context` needs the site file and the tables.
[[nodiscard]] Probed probe_network(const Session& session, const lint::CheckContext& context,
                                   const state::live::Collection& collection);

/// What was found, as a part of what is known of the machine.
void add_probed(const Probed& probed, state::Snapshot& snapshot);

}  // namespace shirlint::cli
