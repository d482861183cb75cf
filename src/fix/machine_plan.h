// From the actions that fixes of findings ask for to changes of the live machine, with the states
// that they are based on. Nothing is changed here. Contract: never safe, and on a live host only
// with named codes, which is for the caller to see to.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fix/run.h"
#include "io/reader.h"
#include "io/setting.h"
#include "lint/report.h"
#include "lint/site.h"
#include "state/live/planned_machine.h"

namespace shirlint::fix {

/// Beside the kinds of io::Setting: a line that the hosts file gets, and one that becomes a
/// comment.
inline constexpr std::string_view hosts_line = "hosts-line";
inline constexpr std::string_view hosts_comment = "hosts-comment";
[[nodiscard]] constexpr bool is_of_hosts(std::string_view kind) {
  return kind == hosts_line || kind == hosts_comment;
}

/// What actions are translated with; all must outlive the call.
struct MachineSources {
  /// Tells the state of a setting; nothing: it is not there.
  std::function<text::Result<std::optional<std::string>>(const io::Setting&)> look;
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

/// What an action is about: "environment JAVA_HOME", "hosts-line 10.0.0.4 sql01".
[[nodiscard]] std::string target_text(const lint::Action& action);

/// What `kind`, of the two of hosts lines, makes of the hosts file that `planned` leaves.
[[nodiscard]] text::Result<Change> change_hosts(const MachineSources& sources,
                                                std::string_view kind, const std::string& line,
                                                const std::vector<Change>& planned);
[[nodiscard]] bool is_hosts_file(const Change& change);

/// Why `change` cannot be made with those that are planned; empty: it is one of them now.
[[nodiscard]] std::string add_change(Change change, const std::vector<std::string>& codes,
                                     std::vector<Change>& planned);

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
