// check --live --unsafe-fixes: what fixes do to the machine itself, and whether they may.
#pragma once

#include <string>

#include "cli/check_setup.h"
#include "fix/machine_plan.h"
#include "fix/plan.h"

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
/// be translated is in `left`.
[[nodiscard]] text::Result<fix::MachinePlan> plan_live_machine(const Arguments& arguments,
                                                               const Session& session,
                                                               const CheckSetup& setup,
                                                               const lint::HostReport& before);

/// What a check finds on the machine now, after its run.
[[nodiscard]] text::Result<lint::HostReport> check_again(const Session& session,
                                                         const CheckSetup& setup);

}  // namespace shirlint::cli
