#include "cli/machine_fix.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/live_host.h"
#include "fix/hosts_file.h"
#include "fix/plan_settings.h"
#include "fix/setting_change.h"
#include "shir/products.h"
#include "state/fact_key.h"
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

lint::HostReport check(const lint::CheckContext& context, const Session& session,
                       const state::live::Collection& collection) {
  lint::HostChecker checker(context);
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

fix::MachineSources sources(const Session& session, const CheckSetup& setup) {
  io::Store& store = *session.store;
  return {[&store](const io::Setting& setting) { return fix::look_at_setting(store, setting); },
          session.reader, setup.context.site, hosts_file(session)};
}

/// The collectors and the rules look at the machine as it would be.
text::Result<void> prove(const fix::MachinePlan& plan, const Session& session,
                         const CheckSetup& setup, const lint::CheckContext& context,
                         const lint::HostReport& before) {
  auto then = look(session, planned_machine(session.machine, planned_state(plan)));
  if (!then) return tl::unexpected<text::Error>(then.error());
  if (setup.probed) add_probed(planned_probe(*setup.probed, plan), then->snapshot);
  const std::string why = why_not_proved(plan, before, check(context, session, *then));
  if (why.empty()) return {};
  return text::fail(fmt::format("the machine is not changed: {}", why));
}

/// With the rules that the plan was made with, as `plan --select` judged: what is there besides is
/// not its matter.
lint::CheckContext judged_by(const fix::PlannedHost& planned, const lint::CheckContext& all) {
  lint::CheckContext context = all;
  std::erase_if(context.rules, [&](const rules::Rule* rule) {
    return std::none_of(planned.settings.begin(), planned.settings.end(),
                        [&](const fix::PlannedSetting& setting) {
                          const auto& codes = setting.codes;
                          return std::find(codes.begin(), codes.end(), rule->code) != codes.end();
                        });
  });
  return context;
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
                                                 const lint::HostReport& before, bool shown) {
  const bool asked = arguments.has("--live") && arguments.has("--unsafe-fixes");
  if (!asked || session.store == nullptr || session.machine == nullptr) return fix::MachinePlan{};
  fix::MachinePlan plan = fix::plan_machine(before, sources(session, setup));
  if (plan.changes.empty()) return plan;
  if (std::string why = why_no_state_fix(session); !why.empty() && !shown) {
    return text::fail(std::move(why));
  }
  if (auto proved = prove(plan, session, setup, setup.context, before); !proved) {
    return tl::unexpected<text::Error>(proved.error());
  }
  return plan;
}

text::Result<fix::MachinePlan> machine_of_plan(const fix::PlannedHost& planned,
                                               const Session& session, const CheckSetup& setup) {
  const auto now = look(session, session.machine);
  if (!now) return tl::unexpected<text::Error>(now.error());
  if (!state::same_name(now->snapshot.name, planned.name)) {
    return text::fail(fmt::format("the plan changes settings of the machine {}, and this is {}",
                                  planned.name, now->snapshot.name));
  }
  const lint::CheckContext context = judged_by(planned, setup.context);
  const lint::HostReport before = check(context, session, *now);
  auto plan = fix::machine_of(planned.settings, sources(session, setup), before);
  if (!plan) return plan;
  if (auto proved = prove(*plan, session, setup, context, before); !proved) {
    return tl::unexpected<text::Error>(proved.error());
  }
  return plan;
}

std::string machine_proof() {
  return "with the changed state none of these is found, and nothing new";
}

std::set<std::string> services_to_restart(const fix::MachinePlan& machine,
                                          const lint::HostReport& host) {
  std::set<std::string> services;
  const auto starts = [](const fix::Change& change) {
    return change.kind == io::to_text(io::SettingKind::service_run);
  };
  if (machine.changes.empty() ||
      std::any_of(machine.changes.begin(), machine.changes.end(), starts)) {
    return services;
  }
  for (const lint::FileReport& file : host.files) {
    services.emplace(shir::service_of_role(file.role));
  }
  services.erase("");
  return services;
}

bool enables(const fix::MachinePlan& machine) {
  return std::any_of(machine.changes.begin(), machine.changes.end(), [](const fix::Change& change) {
    return change.kind == io::to_text(io::SettingKind::service_start);
  });
}

text::Result<lint::HostReport> check_again(const Session& session, const CheckSetup& setup) {
  auto now = look(session, session.machine);
  if (!now) return tl::unexpected<text::Error>(now.error());
  if (setup.probed) add_probed(probe_network(session, setup.context, *now), now->snapshot);
  return check(setup.context, session, *now);
}

}  // namespace shirlint::cli
