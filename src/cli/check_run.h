// One run of check over all hosts, from the first of them to the exit code.
#pragma once

#include <vector>

#include "cli/check_output.h"
#include "cli/check_setup.h"
#include "cli/from_reports.h"
#include "lint/failing.h"

namespace shirlint::cli {

/// What the options ask for that is not the hosts' own.
struct Asked {
  std::vector<OutputRequest> outputs;
  lint::Failing failing;
  unsigned jobs = 1;
};

/// `reports`: of hosts that checked themselves; null: they are checked here. `report`: what is
/// known before the first host. Once somebody interrupts it, what was found until then is reported.
[[nodiscard]] int check_all(const Arguments& arguments, Session& session, CheckSetup& setup,
                            const Asked& asked, const FleetReports* reports,
                            const report::FormatSettings& settings, lint::Report report);

}  // namespace shirlint::cli
