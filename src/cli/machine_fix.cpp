#include "cli/machine_fix.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/live_host.h"
#include "fix/hosts_file.h"
#include "state/live/planned_machine.h"
#include "state/live/recorded.h"

namespace shirlint::cli {
namespace {

constexpr std::string_view policy_name = "HKLM\\SOFTWARE\\Policies\\shirlint, AllowFix";

std::string hosts_file(const Session& session) {
  const auto folder = session.machine->folder(state::live::KnownFolder::windows);
  if (!folder || !*folder) return {};
  return reader_path(**folder) + "/System32/drivers/etc/hosts";
}

lint::HostReport check(const CheckSetup& setup, const Session& session,
                       const state::live::Collection& collection) {
  lint::HostChecker checker(setup.context);
  return checker.check(live_source(collection), session.reader);
}

text::Result<state::live::Collection> look(const Session& session,
                                           const std::shared_ptr<const state::live::Machine>& at) {
  return state::live::collect(at, fmt::format("shirlint {}", SHIRLINT_VERSION), session.now);
}

/// What a probe would find on the machine as it is planned. Which roots are trusted the rules ask
/// the stores; who may be reached nothing here changes.
Probed planned_probe(Probed probed, const fix::MachinePlan& plan) {
  for (const fix::Change& change : plan.changes) {
    const bool hosts = change.kind.empty() && change.after;
    if (hosts && fix::gives_loopback(*change.after, "localhost")) probed.localhost = true;
  }
  return probed;
}

}  // namespace

AllowFix allowed_fixes(const Session& session) {
  if (session.machine == nullptr) return AllowFix::state;
  const auto value = session.machine->value("HKLM\\SOFTWARE\\Policies\\shirlint", "AllowFix");
  if (!value) return AllowFix::nothing;
  if (!*value) return AllowFix::state;
  const auto number = state::live::number_of(**value);
  if (number == 2) return AllowFix::state;
  return number == 1 ? AllowFix::config_files : AllowFix::nothing;
}

std::string why_no_fix(const Session& session) {
  if (allowed_fixes(session) != AllowFix::nothing) return {};
  return fmt::format("a policy of this machine ({}) allows no fixes; nothing was changed",
                     policy_name);
}

std::string why_no_state_fix(const Session& session) {
  if (allowed_fixes(session) != AllowFix::state) {
    return fmt::format(
        "a policy of this machine ({}) allows no changes of its state; nothing was changed",
        policy_name);
  }
  if (session.elevated) return {};
  return "changing the machine itself needs administrator rights: start the shell as "
         "administrator; nothing was changed";
}

text::Result<fix::MachinePlan> plan_live_machine(const Arguments& arguments, const Session& session,
                                                 const CheckSetup& setup,
                                                 const lint::HostReport& before) {
  const bool asked = arguments.has("--live") && arguments.has("--unsafe-fixes");
  if (!asked || session.store == nullptr || session.machine == nullptr) return fix::MachinePlan{};
  fix::MachinePlan plan = fix::plan_machine(
      before, {*session.store, session.reader, setup.context.site, hosts_file(session)});
  if (plan.changes.empty()) return plan;
  if (std::string why = why_no_state_fix(session); !why.empty() && !arguments.has("--diff")) {
    return text::fail(std::move(why));
  }
  auto then = look(session, planned_machine(session.machine, planned_state(plan)));
  if (!then) return tl::unexpected<text::Error>(then.error());
  if (setup.probed) add_probed(planned_probe(*setup.probed, plan), then->snapshot);
  if (const std::string why = why_not_proved(plan, before, check(setup, session, *then));
      !why.empty()) {
    return text::fail(fmt::format("the machine is not changed: {}", why));
  }
  return plan;
}

text::Result<lint::HostReport> check_again(const Session& session, const CheckSetup& setup) {
  auto now = look(session, session.machine);
  if (!now) return tl::unexpected<text::Error>(now.error());
  if (setup.probed) add_probed(probe_network(session, setup.context, *now), now->snapshot);
  return check(setup, session, *now);
}

}  // namespace shirlint::cli
