// check --live --unsafe-fixes: what fixes do to the machine itself, and whether they may.
#pragma once

#include <set>
#include <string>

#include "cli/check_setup.h"
#include "fix/machine_plan.h"
#include "fix/plan.h"
#include "fix/plan_file.h"

namespace shirlint::cli {

/// What the policy HKLM\SOFTWARE\Policies\shirlint, AllowFix, lets anybody change on this machine.
enum class AllowFix : std::uint8_t { nothing, config_files, state };

/// Everything, where there is no policy or no Windows. A value that is no number from 0 to 2, or
/// cannot be read, allows nothing: somebody wanted something forbidden.
[[nodiscard]] AllowFix allowed_fixes(const Session& session);
/// Why nothing at all may be changed here; empty: it may. Asked by every command that writes
/// fixes or takes them back, wherever the files are: they may be this machine's by any path.
[[nodiscard]] std::string why_no_fix(const Session& session);
/// Why the state of this machine may not be changed, nor put back: the policy, or no
/// administrator's rights. Empty: it may.
[[nodiscard]] std::string why_no_state_fix(const Session& session);

/// The actions of the live host's findings as changes, proved: the collectors and the rules have
/// looked at the machine as it would be. Nothing where the options do not ask for them. What cannot
/// be translated is in `left`. `shown`: nothing will be changed, so that nobody's rights are asked.
[[nodiscard]] text::Result<fix::MachinePlan> plan_live_machine(const Arguments& arguments,
                                                               const Session& session,
                                                               const CheckSetup& setup,
                                                               const lint::HostReport& before,
                                                               bool shown);
/// The changes of this machine that a plan asks for, proved likewise, with the rules that it names.
/// Error: it is another machine, or not as it was planned for, or one of the plan's findings would
/// still be there, or a new one of these rules.
[[nodiscard]] text::Result<fix::MachinePlan> machine_of_plan(const fix::PlannedHost& planned,
                                                             const Session& session,
                                                             const CheckSetup& setup);
/// What is said to have been shown of either.
[[nodiscard]] std::string machine_proof();

/// The services that read the changed state when they start again; none where the run starts one.
[[nodiscard]] std::set<std::string> services_to_restart(const fix::MachinePlan& machine,
                                                        const lint::HostReport& host);
/// Does the plan change how a service starts?
[[nodiscard]] bool enables(const fix::MachinePlan& machine);

/// What a check finds on the machine now, after its run.
[[nodiscard]] text::Result<lint::HostReport> check_again(const Session& session,
                                                         const CheckSetup& setup);

}  // namespace shirlint::cli
