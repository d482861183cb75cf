// From the actions that fixes of findings ask for to changes of the live machine, with the states
// that they are based on. Nothing is changed here. Contract: never safe, and on a live host only
// with named codes, which is for the caller to see to.
#pragma once

#include <string>
#include <vector>

#include "fix/run.h"
#include "io/reader.h"
#include "io/store.h"
#include "lint/report.h"
#include "lint/site.h"
#include "state/live/planned_machine.h"

namespace shirlint::fix {

/// What actions are translated with; all must outlive the call.
struct MachineSources {
  io::Store& store;          // tells the states as they are
  const io::Reader& reader;  // of certificates' files, and of the hosts file
  const lint::Site& site;    // whose [[root]] names them
  std::string hosts_file;    // full name; empty: not known
};

struct MachinePlan {
  std::vector<Change> changes;           // each once, in the order of the findings
  std::vector<lint::Finding> mended;     // that they are for
  std::vector<lint::UnappliedFix> left;  // wanted, and why not
};

/// The fixes of `host`'s findings that act on the machine and are no commands for people.
[[nodiscard]] MachinePlan plan_machine(const lint::HostReport& host, const MachineSources& sources);

/// Does this fix act on the machine, so that plan_machine() would take it?
[[nodiscard]] bool acts_on_machine(const lint::Finding& finding);

/// `plan` as the collectors are to see it; the hosts file by Windows' own name.
[[nodiscard]] state::live::PlannedState planned_state(const MachinePlan& plan);

/// Why `plan` must not be carried out: with it, `after` still has a finding that it is for, or one
/// that `before` has not. Empty: it may.
[[nodiscard]] std::string why_not_proved(const MachinePlan& plan, const lint::HostReport& before,
                                         const lint::HostReport& after);

/// "environment JAVA_HOME: 'C:\old' -> 'C:\new'", for people; secrets are masked.
[[nodiscard]] std::string describe(const Change& change);

}  // namespace shirlint::fix
