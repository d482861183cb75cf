#include "cli/check_fix.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/machine_fix.h"
#include "cli/plan_hosts.h"
#include "cli/progress.h"
#include "cli/restart_service.h"
#include "cli/runs.h"
#include "fix/plan_carry.h"
#include "report/display.h"

namespace shirlint::cli {
namespace {

using Plans = std::vector<fix::HostPlan>;

lint::RefusedPlan refused_plan(const fix::HostPlan& plan) {
  lint::RefusedPlan refused{plan.before.name, plan.before.path, plan.codes, {}, plan.refusal};
  for (const fix::FileChange& file : plan.files) refused.files.push_back(file.path);
  return refused;
}

/// `take` gets the plans in the order of the hosts; what was refused is in `report` by then.
template <class Take>
void plan_each(const Arguments& arguments, const Session& session, const CheckSetup& setup,
               const Planning& planning, lint::Report& report, Take take) {
  const fix::Policy policy = policy_of(arguments);
  const auto plan = [&](lint::HostChecker& checker, const lint::HostSource& host) {
    return fix::plan_host(checker, setup.context, host, session.reader, policy);
  };
  plan_hosts(setup, setup.discovery.hosts, planning.jobs, plan, [&](fix::HostPlan made) {
    planning.planned(made.before.findings.size());
    report.unapplied.insert(report.unapplied.end(), made.left.begin(), made.left.end());
    if (!made.refusal.empty()) {
      report.refused.push_back(refused_plan(made));
      report.errors.push_back(
          {fmt::format("no fix was applied: {}", made.refusal), made.before.path, {}});
    }
    take(std::move(made));
  });
}

/// Each host is planned and proved by itself: one that is refused holds up no other.
bool changes_files(const fix::HostPlan& plan) {
  return plan.refusal.empty() && !plan.files.empty();
}

/// Writes the plans that stood their proof, in one run; their bytes are given away to it. False:
/// nothing was written, and `report.errors` says why.
bool apply(const Arguments& arguments, const Session& session, Plans& plans,
           const fix::MachinePlan& machine, lint::Report& report) {
  std::vector<fix::Change> changes;
  std::vector<std::string> restart;
  for (fix::HostPlan& plan : plans) {
    if (!changes_files(plan)) continue;
    for (fix::FileChange& file : plan.files) {
      changes.push_back(run_change(session.reader, std::move(file)));
    }
    for (const std::string& service : plan.restart) {
      if (std::find(restart.begin(), restart.end(), service) == restart.end()) {
        restart.push_back(service);
      }
    }
  }
  changes.insert(changes.end(), machine.changes.begin(), machine.changes.end());
  for (const std::string& service : services_to_restart(machine, plans.front().before)) {
    if (std::find(restart.begin(), restart.end(), service) == restart.end()) {
      restart.push_back(service);
    }
  }
  auto run = make_run(arguments, session, std::move(changes), std::move(restart), report.errors);
  if (!run) return false;
  const bool unsafe = policy_of(arguments).least == rules::Applicability::unsafe;
  run->proof = fix::proof_of(unsafe ? fix::PlanKind::unsafe : fix::PlanKind::safe);
  if (!machine.changes.empty()) {
    run->proof.push_back(machine_proof());
  }
  report.runs.push_back(*std::move(run));
  return true;
}

/// What is done to the live machine itself. Nothing: that is refused, and nothing else is done
/// either; `report.errors` says why.
std::optional<fix::MachinePlan> plan_machine_of(const Arguments& arguments, const Session& session,
                                                const CheckSetup& setup,
                                                const lint::HostReport& host,
                                                lint::Report& report) {
  auto plan = plan_live_machine(arguments, session, setup, host, is_preview(arguments));
  if (!plan) {
    report.errors.push_back(std::move(plan.error()));
    return std::nullopt;
  }
  report.unapplied.insert(report.unapplied.end(), plan->left.begin(), plan->left.end());
  return *std::move(plan);
}

/// The run, and the restart that was asked for with it.
struct Made {
  bool run = false;   // it was made
  bool kept = false;  // and was not taken back
};

Made make(const Arguments& arguments, const Session& session, const CheckSetup& setup, Plans& plans,
          const fix::MachinePlan& machine, lint::Report& report) {
  RestartAfterRun restart(arguments, session, setup.discovery.hosts.front());
  if (!restart.prepare(enables(machine), report.errors)) return {};
  if (!apply(arguments, session, plans, machine, report)) return {};
  return {true, restart.carry_out(report)};
}

std::uint64_t fixed_findings(const fix::HostPlan& plan) {
  const auto counted = [&](const lint::HostReport& host) {
    return std::count_if(host.findings.begin(), host.findings.end(), [&](const auto& finding) {
      return std::find(plan.codes.begin(), plan.codes.end(), finding.rule->code) !=
             plan.codes.end();
    });
  };
  return static_cast<std::uint64_t>(
      std::max<std::ptrdiff_t>(0, counted(plan.before) - counted(plan.after)));
}

/// What would be done to the live machine itself; false: nothing.
bool show_machine_changes(const Arguments& arguments, Session& session, const CheckSetup& setup,
                          const lint::HostReport& host, lint::Report& report) {
  const auto machine = plan_machine_of(arguments, session, setup, host, report);
  if (!machine) return false;
  for (const fix::Change& change : machine->changes) {
    session.out.text(fmt::format("# {}\n", report::visible(fix::describe(change))));
  }
  return !machine->changes.empty();
}

}  // namespace

fix::Policy policy_of(const Arguments& arguments) {
  fix::Policy policy;
  if (arguments.has("--unsafe-fixes")) policy.least = rules::Applicability::unsafe;
  // Which findings get a comment is chosen already, and a comment changes nothing for .NET: a file
  // that it refuses may have one too.
  if (arguments.has("--add-suppressions")) {
    policy.least = rules::Applicability::unsafe;
    return policy;
  }
  // Contract: on a live host warnings and infos are mended only where somebody asked for them.
  if (arguments.has("--live") && !arguments.has("--select")) {
    policy.least_severity = rules::Severity::error;
  }
  return policy;
}

bool is_refuted(const lint::Report& report) {
  return std::any_of(report.unapplied.begin(), report.unapplied.end(),
                     [](const lint::UnappliedFix& fix) { return !fix.refuted.empty(); });
}

bool is_fixing(const Arguments& arguments) {
  return arguments.has("--fix") || arguments.has("--unsafe-fixes") ||
         arguments.has("--add-suppressions");
}

bool is_preview(const Arguments& arguments) {
  return arguments.has("--diff") || arguments.has("--what-if");
}

std::string fix_usage(const Arguments& arguments) {
  const bool fixing = is_fixing(arguments);
  if (arguments.has("--diff") && arguments.has("--format")) {
    return "--diff writes a unified diff and has no --format";
  }
  if (arguments.has("--add-suppressions") &&
      (arguments.has("--fix") || arguments.has("--unsafe-fixes"))) {
    return "--add-suppressions mends nothing: run --fix first, by itself";
  }
  for (const std::string_view option :
       {"--reason", "--backup-dir", "--no-backup", "--keep-backups"}) {
    if (arguments.has(option) && !fixing) return fmt::format("{} belongs to --fix", option);
  }
  if (arguments.has("--keep-backups") && keep_backups(arguments) == 0) {
    return fmt::format("--keep-backups '{}' is no number from 1 to 999999",
                       arguments.one("--keep-backups"));
  }
  if (arguments.has("--unsafe-fixes") && arguments.has("--live") && !arguments.has("--select")) {
    return "--unsafe-fixes on a live host needs the codes that are meant: --select CODES";
  }
  return restart_usage(arguments);
}

std::vector<lint::HostReport> fix_hosts(const Arguments& arguments, const Session& session,
                                        const CheckSetup& setup, const Planning& planning,
                                        lint::Report& report) {
  Plans plans;
  plan_each(arguments, session, setup, planning, report, [&](fix::HostPlan plan) {
    if (!changes_files(plan)) plan.after = {};  // of many hosts they are much memory
    plans.push_back(std::move(plan));
  });
  std::optional<fix::MachinePlan> machine = fix::MachinePlan{};
  if (plans.size() == 1) {
    machine = plan_machine_of(arguments, session, setup, plans.front().before, report);
  }
  const bool changes = machine && (!machine->changes.empty() ||
                                   std::any_of(plans.begin(), plans.end(), changes_files));
  const bool preview = is_preview(arguments);
  if (!changes && is_restarting(arguments) && report.errors.empty()) {
    complain(session, {"nothing was changed, so no service is restarted", {}, {}});
  }
  Made made{changes, changes};
  if (changes && !preview) made = make(arguments, session, setup, plans, *machine, report);
  std::vector<lint::HostReport> hosts;
  if (made.kept) report.summary.fixed += machine->mended.size();
  if (made.run && !preview && (!machine->changes.empty() || is_restarting(arguments))) {
    auto now = check_again(session, setup);
    if (now) {
      for (const fix::HostPlan& plan : plans) {
        if (made.kept && changes_files(plan)) report.summary.fixed += fixed_findings(plan);
      }
      hosts.push_back(*std::move(now));
      return hosts;
    }
    report.errors.push_back(now.error());
  }
  for (fix::HostPlan& plan : plans) {
    const bool mended = made.kept && changes_files(plan);
    if (mended && !setup.context.comment_from) report.summary.fixed += fixed_findings(plan);
    hosts.push_back(std::move(mended ? plan.after : plan.before));
  }
  return hosts;
}

int diff_hosts(const Arguments& arguments, Session& session, const CheckSetup& setup, unsigned jobs,
               lint::Report& report) {
  const std::size_t count = setup.discovery.hosts.size();
  Progress progress(session, !session.terminal, count);
  const Planning planning{jobs, [&](std::size_t findings) { progress.step(findings); }};
  bool changes = false;
  bool unreadable = false;
  plan_each(arguments, session, setup, planning, report, [&](const fix::HostPlan& plan) {
    const std::vector<text::Error> complaints = complaints_of(plan);
    if (!complaints.empty()) progress.clear();
    for (const text::Error& complaint : complaints) complain(session, complaint);
    unreadable = unreadable || !plan.before.errors.empty();
    if (count == 1) changes = show_machine_changes(arguments, session, setup, plan.before, report);
    if (!changes_files(plan)) return;
    changes = true;
    for (const fix::FileChange& file : plan.files) write_change(file, arguments, session);
  });
  progress.clear();
  if (changes && is_restarting(arguments)) {
    const RestartAfterRun restart(arguments, session, setup.discovery.hosts.front());
    session.out.text(fmt::format("# {}\n", restart.preview()));
  }
  for (const text::Error& error : report.errors) complain(session, error);
  const bool trouble = unreadable || !report.errors.empty() || is_refuted(report);
  return trouble ? exit_trouble : changes ? exit_findings : exit_ok;
}

}  // namespace shirlint::cli
