// check --fix, --unsafe-fixes and --diff: every host is planned and proved before the first byte
// of any is written.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "cli/check_setup.h"
#include "fix/choose.h"
#include "lint/report.h"

namespace shirlint::cli {

[[nodiscard]] bool is_fixing(const Arguments& arguments);  // --fix or --unsafe-fixes
/// Is only told what fixes would change?
[[nodiscard]] bool is_preview(const Arguments& arguments);
/// Was a fix dropped because it did not stand the proof? The others were made, and yet something
/// could not be done.
[[nodiscard]] bool is_refuted(const lint::Report& report);
/// Which fixes the options ask for.
[[nodiscard]] fix::Policy policy_of(const Arguments& arguments);
/// The sentence about options that do not go together; empty when there is nothing to say.
[[nodiscard]] std::string fix_usage(const Arguments& arguments);

/// How the hosts of a run are planned: on `jobs` threads; `planned` is told of each, with the
/// number of its findings, before the next.
struct Planning {
  unsigned jobs = 1;
  std::function<void(std::size_t findings)> planned;
};

/// Plans, proves, and writes unless it is a preview. `report` gets the run and what was not
/// applied; the hosts as they are afterwards come back. What could not be done goes to
/// `report.errors`: of a host whose plan was refused nothing is written, of all hosts when the run
/// itself failed.
[[nodiscard]] std::vector<lint::HostReport> fix_hosts(const Arguments& arguments,
                                                      const Session& session,
                                                      const CheckSetup& setup,
                                                      const Planning& planning,
                                                      lint::Report& report);

/// --diff: writes what --fix would change; the exit code. `report.errors` as fix_hosts.
[[nodiscard]] int diff_hosts(const Arguments& arguments, Session& session, const CheckSetup& setup,
                             unsigned jobs, lint::Report& report);

}  // namespace shirlint::cli
