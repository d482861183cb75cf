// Changes of the machine itself, into a plan and out of it again.
#pragma once

#include <vector>

#include "fix/machine_plan.h"
#include "fix/plan_file.h"
#include "io/reader.h"
#include "lint/report.h"
#include "lint/site.h"
#include "state/snapshot.h"

namespace shirlint::fix {

/// The settings of `plan` as they are written down. What would have to show a secret goes to its
/// `left`, with all else that is for the same code.
[[nodiscard]] std::vector<PlannedSetting> planned_settings(MachinePlan& plan);

/// plan_machine() for a host that is not this machine, by what its snapshot tells of the states.
/// What it does not tell is in `left`.
[[nodiscard]] MachinePlan plan_snapshot_machine(const lint::HostReport& host,
                                                const state::Snapshot& snapshot,
                                                const io::Reader& reader, const lint::Site& site);

/// The changes that a plan asks for on this machine, of which `before` was found. Error: the state
/// of a setting is not the one that was planned for.
[[nodiscard]] text::Result<MachinePlan> machine_of(const std::vector<PlannedSetting>& settings,
                                                   const MachineSources& sources,
                                                   const lint::HostReport& before);

}  // namespace shirlint::fix
