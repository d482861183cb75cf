#include <fmt/format.h>

#include <algorithm>

#include "cli/check_fix.h"
#include "cli/check_setup.h"
#include "cli/commands.h"
#include "cli/machine_fix.h"
#include "cli/plan_hosts.h"
#include "cli/progress.h"
#include "cli/runs.h"
#include "fix/fragment.h"
#include "fix/plan_carry.h"
#include "fix/plan_settings.h"
#include "io/replace_file.h"
#include "lint/host_loader.h"
#include "text/secret.h"

namespace shirlint::cli {
namespace {

/// Makes the plans of all hosts, and says what cannot be.
class PlanMaker {
 public:
  PlanMaker(const Arguments& arguments, const Session& session, const CheckSetup& setup)
      : arguments_(arguments),
        session_(session),
        setup_(setup),
        hosts_(hosts_of(setup)),
        progress_(session, true, hosts_.size()) {
    plan_.tool = fmt::format("shirlint {}", SHIRLINT_VERSION);
    plan_.date = text::to_text(setup.context.today);
    plan_.kind = arguments.has("--fragment")       ? fix::PlanKind::fragment
                 : arguments.has("--unsafe-fixes") ? fix::PlanKind::unsafe
                                                   : fix::PlanKind::safe;
  }

  /// False: there was trouble, but what could be planned is.
  bool make(unsigned jobs) {
    std::optional<fix::Fragment> fragment;
    if (plan_.kind == fix::PlanKind::fragment) {
      auto read = read_golden();
      if (!read) return fail(read.error());
      fragment.emplace(*std::move(read));
      for (lint::HostSource& host : hosts_) keep_role(host);
    }
    fix::Policy policy = policy_of(arguments_);
    policy.shown = true;
    const auto plan = [&](lint::HostChecker& checker, const lint::HostSource& host) {
      return fragment ? plan_fragment(checker, setup_.context, host, session_.reader, *fragment)
                      : plan_host(checker, setup_.context, host, session_.reader, policy);
    };
    std::size_t taken = 0;
    plan_hosts(setup_, hosts_, jobs, plan, [&](const fix::HostPlan& made) {
      progress_.step(made.before.findings.size());
      add(made, plan_machine_of(hosts_[taken++], made));
    });
    progress_.clear();
    return !trouble_;
  }

  /// Nothing of a plan is of use when a host had to be left out.
  [[nodiscard]] bool is_refused() const { return refused_; }
  [[nodiscard]] const fix::PlanFile& plan() const { return plan_; }

 private:
  static std::vector<lint::HostSource> hosts_of(const CheckSetup& setup) {
    std::vector<lint::HostSource> hosts;
    for (const lint::HostSource& host : setup.discovery.hosts) {
      if (host.script.empty()) hosts.push_back(host);  // on no host: it is mended where it is kept
    }
    return hosts;
  }

  void tell(const text::Error& error) {
    progress_.clear();
    complain(session_, error);
  }

  bool fail(const text::Error& error) {
    tell(error);
    refused_ = true;
    return false;
  }

  text::Result<fix::Fragment> read_golden() {
    const std::string file = portable_path(arguments_.one("--fragment"));
    const auto bytes = session_.reader.read(file, io::file_limit);
    if (!bytes) return tl::unexpected<text::Error>(bytes.error());
    const lint::CheckContext& context = setup_.context;
    return fix::read_fragment(*bytes, file,
                              {text::DeploymentTokenFinder(context.site.token_patterns),
                               context.values, context.tokens_are_values});
  }

  /// --role narrows: the other files are read, and not given the fragment.
  void keep_role(lint::HostSource& host) const {
    const std::string role = arguments_.one("--role");
    for (lint::ConfigFile& config : host.configs) {
      config.named = config.named && (role.empty() || config.role == role);
    }
  }

  void add(const fix::HostPlan& plan, fix::MachinePlan machine) {
    for (const text::Error& complaint : complaints_of(plan)) tell(complaint);
    for (const lint::UnappliedFix& one : machine.left) tell(left_alone(one));
    trouble_ = trouble_ || !plan.before.errors.empty() || is_trouble(plan.left) ||
               is_trouble(machine.left);
    const std::vector<fix::PlannedSetting> settings = fix::planned_settings(machine);
    std::string why = plan.refusal;
    if (why.empty() && (!plan.files.empty() || !settings.empty())) {
      auto host = planned_host(plan, plan_.kind);
      if (host) {
        if (!settings.empty()) add_settings(settings, machine, plan.before, *host);
        plan_.hosts.push_back(*std::move(host));
      } else {
        why = host.error().message;
      }
    }
    if (why.empty()) return;
    tell({fmt::format("no plan was made: {}", why), plan.before.path, {}});
    refused_ = trouble_ = true;
  }

  static bool is_trouble(const std::vector<lint::UnappliedFix>& left) {
    return std::any_of(left.begin(), left.end(), [](const lint::UnappliedFix& one) {
      return one.secret || !one.refuted.empty();
    });
  }

  /// What is done to the machine itself: by its own states, or by those that a snapshot tells.
  fix::MachinePlan plan_machine_of(const lint::HostSource& host, const fix::HostPlan& plan) {
    const bool any =
        std::any_of(plan.before.findings.begin(), plan.before.findings.end(), fix::acts_on_machine);
    if (!any || plan_.kind != fix::PlanKind::unsafe) return {};
    if (arguments_.has("--live")) {
      auto machine = plan_live_machine(arguments_, session_, setup_, plan.before, true);
      if (machine) return *std::move(machine);
      tell(machine.error());
      trouble_ = true;
      return {};
    }
    if (!arguments_.has("--select")) {
      tell_actions(plan.before);
      return {};
    }
    const auto loaded = lint::read_host(host, session_.reader, setup_.context);
    if (!loaded->snapshot) return {};
    return fix::plan_snapshot_machine(plan.before, *loaded->snapshot, session_.reader,
                                      setup_.context.site);
  }

  void tell_actions(const lint::HostReport& host) {
    for (const lint::Finding& finding : host.findings) {
      if (!fix::acts_on_machine(finding)) continue;
      tell({fmt::format("{} changes the machine itself: it is in a plan only where "
                        "its code is named, --select {}",
                        finding.rule->code, finding.rule->code),
            {},
            {}});
    }
  }

  void add_settings(const std::vector<fix::PlannedSetting>& settings,
                    const fix::MachinePlan& machine, const lint::HostReport& before,
                    fix::PlannedHost& host) const {
    host.settings = settings;
    if (arguments_.has("--live")) {
      host.proof.push_back(machine_proof());
    } else {
      host.notes.emplace_back(
          "made of a snapshot: apply proves the settings on the machine itself");
    }
    for (const std::string& service : services_to_restart(machine, before)) {
      if (std::find(host.restart.begin(), host.restart.end(), service) == host.restart.end()) {
        host.restart.push_back(service);
      }
    }
  }

  const Arguments& arguments_;
  const Session& session_;
  const CheckSetup& setup_;
  std::vector<lint::HostSource> hosts_;
  Progress progress_;
  fix::PlanFile plan_;
  bool trouble_ = false;
  bool refused_ = false;
};

std::string usage(const Arguments& arguments) {
  if (arguments.has("--fragment") && arguments.has("--unsafe-fixes")) {
    return "--fragment puts a fragment in and applies no fixes: leave --unsafe-fixes out";
  }
  return fix_usage(arguments);
}

text::Result<void> write_plan(const Session& session, const std::string& file,
                              const std::string& text) {
  if (session.store == nullptr) return text::fail("this session cannot write", file);
  const std::string name = io::full_name(session.reader, file);
  const auto status = session.store->status(name);
  if (!status) return io::refusal(file, "cannot be looked at", status.error());
  if (status->kind == io::Kind::missing) {
    auto lock = io::lock_file(*session.store, name);
    if (!lock) return tl::unexpected<text::Error>(lock.error());
    return io::put_ordinary_file(*session.store, name, text);
  }
  const auto old = session.reader.read(file, io::file_limit);
  if (!old) return tl::unexpected<text::Error>(old.error());
  if (*old == text) return {};
  if (!old->empty() && !fix::parse_plan(*old, file)) {
    return text::fail("is there already and is no plan: choose another name", file);
  }
  return io::replace_file(*session.store, name, *old, text);
}

}  // namespace

int run_plan(const Arguments& arguments, Session& session) {
  if (const std::string wrong = usage(arguments); !wrong.empty()) {
    complain(session, {wrong, {}, {}});
    return exit_trouble;
  }
  const auto jobs = jobs_of(arguments);
  if (!jobs) {
    complain(session, jobs.error());
    return exit_trouble;
  }
  warn_of_interrupted(arguments, session);
  Arguments for_files = arguments;
  if (arguments.has("--fragment")) for_files.values.erase("--role");
  const std::unique_ptr<CheckSetup> setup = set_up_check(for_files, session);
  if (!setup) return exit_trouble;
  bool trouble = !setup->errors.empty() || !setup->discovery.errors.empty();
  for (const text::Error& error : setup->errors) complain(session, error);
  for (const text::Error& error : setup->discovery.errors) complain(session, error);
  PlanMaker maker(arguments, session, *setup);
  trouble = !maker.make(*jobs) || trouble;
  if (maker.is_refused()) return exit_trouble;
  const std::string text = fix::to_toml(maker.plan());
  if (text::mask(text) != text) {
    complain(session, {"no plan was made: it would show a secret", {}, {}});
    return exit_trouble;
  }
  if (!arguments.has("--output")) {
    session.out.machine(text);
  } else if (const auto done = write_plan(session, portable_path(arguments.one("--output")), text);
             !done) {
    complain(session, done.error());
    return exit_trouble;
  }
  return trouble ? exit_trouble : maker.plan().hosts.empty() ? exit_ok : exit_findings;
}

}  // namespace shirlint::cli
