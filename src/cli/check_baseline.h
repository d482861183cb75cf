// check --baseline, --write-baseline and --prune-baseline: which findings are known already.
#pragma once

#include <vector>

#include "cli/check_setup.h"
#include "lint/report.h"

namespace shirlint::cli {

/// With one of the options all hosts must have been checked before the first is reported: an equal
/// finding of a later host may be the one that the baseline means.
[[nodiscard]] bool uses_baseline(const Arguments& arguments);
/// The sentence about options that do not go together; empty when there is nothing to say.
[[nodiscard]] std::string baseline_usage(const Arguments& arguments);

/// Reads --baseline into `setup`; what is wrong with it goes to `setup.errors`, and the check goes
/// on without it.
void read_baseline_file(const Arguments& arguments, const Session& session, CheckSetup& setup);

/// Moves what is known to `suppressed` and writes what is to be written. A baseline is made, and
/// made smaller, only by a check that could look at everything; else `report.errors` says so.
void settle_baseline(const Arguments& arguments, const Session& session, const CheckSetup& setup,
                     std::vector<lint::HostReport>& hosts, lint::Report& report);

}  // namespace shirlint::cli
