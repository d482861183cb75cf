// From a plan to the new bytes of the files that it means, or why they are not to be written.
#pragma once

#include <string>
#include <vector>

#include "cli/check_setup.h"
#include "fix/machine_plan.h"
#include "fix/plan_carry.h"
#include "lint/report.h"

namespace shirlint::cli {

struct AppliedHost {
  std::vector<fix::FileChange> files;
  fix::MachinePlan machine;  // what is changed besides
  std::vector<std::string> restart;
};

/// One for each host of the plan, found among `setup.discovery.hosts`: the only one, or the one
/// with its path, or its name. A file is found by its role. The bytes must be those that were
/// planned for, and .NET must refuse nothing new; where the plan was made of a masked copy, all
/// that was proved then is proved again. What does not hold goes to `report.errors`, and what did
/// not stand its proof to `report.refused` as well: then nothing may be written. Settings are
/// changed of this machine alone, and only where the plan's host is the runtime that it has.
[[nodiscard]] std::vector<AppliedHost> apply_hosts(const fix::PlanFile& plan,
                                                   const CheckSetup& setup, const Session& session,
                                                   lint::Report& report);

}  // namespace shirlint::cli
