#include <fmt/format.h>

#include <algorithm>

#include "cli/apply_hosts.h"
#include "cli/check_fix.h"
#include "cli/check_setup.h"
#include "cli/commands.h"
#include "cli/machine_fix.h"
#include "cli/restart_service.h"
#include "cli/runs.h"
#include "report/display.h"
#include "report/json.h"
#include "report/text_run.h"

namespace shirlint::cli {
namespace {

std::string usage(const Arguments& arguments) {
  if (arguments.positional.empty()) return "apply needs the plan: shirlint apply FILE [PATH...]";
  if (std::string wrong = text_or_json_usage(arguments); !wrong.empty()) return wrong;
  if (arguments.has("--diff") && arguments.has("--format")) {
    return "--diff writes a unified diff and has no --format";
  }
  if (arguments.has("--keep-backups") && keep_backups(arguments) == 0) {
    return fmt::format("--keep-backups '{}' is no number from 1 to 999999",
                       arguments.one("--keep-backups"));
  }
  return restart_usage(arguments);
}

/// Where the plan's hosts are looked for.
text::Result<std::vector<std::string>> paths_of(const Arguments& arguments,
                                                const fix::PlanFile& plan,
                                                const std::string& file) {
  std::vector<std::string> paths(arguments.positional.begin() + 1, arguments.positional.end());
  if (!paths.empty()) return paths;
  for (const fix::PlannedHost& host : plan.hosts) {
    if (host.path.empty()) {
      return text::fail(fmt::format("does not say where host '{}' is: name its folder, shirlint "
                                    "apply FILE PATH",
                                    host.name),
                        file);
    }
    paths.push_back(host.path);
  }
  return paths;
}

int write_diffs(const std::vector<AppliedHost>& hosts, const Arguments& arguments,
                Session& session) {
  for (const AppliedHost& host : hosts) {
    for (const fix::Change& change : host.machine.changes) {
      session.out.text(fmt::format("# {}\n", report::visible(fix::describe(change))));
    }
    for (const fix::FileChange& file : host.files) {
      write_change(file, arguments, session);
    }
  }
  return exit_findings;
}

bool changes_machine(const fix::PlanFile& plan) {
  return std::any_of(plan.hosts.begin(), plan.hosts.end(),
                     [](const fix::PlannedHost& host) { return !host.settings.empty(); });
}

/// Why settings may not be changed here; empty: they may, or are not to be.
std::string why_no_settings(const Arguments& arguments, const Session& session,
                            const fix::PlanFile& plan) {
  if (!changes_machine(plan)) return {};
  if (session.machine == nullptr || session.store == nullptr) {
    return "the plan changes settings of a Windows machine, and this is none; nothing was changed";
  }
  return arguments.has("--diff") ? std::string() : why_no_state_fix(session);
}

/// `place`: where it goes; the only one where services are restarted.
void carry(const Arguments& arguments, const Session& session, const fix::PlanFile& plan,
           const lint::HostSource& place, const std::vector<AppliedHost>& hosts,
           lint::Report& report) {
  std::vector<fix::Change> changes;
  std::vector<std::string> restart;
  bool enabling = false;
  for (const AppliedHost& host : hosts) {
    for (const fix::FileChange& file : host.files) {
      changes.push_back(run_change(session.reader, file));
    }
    const auto& settings = host.machine.changes;
    changes.insert(changes.end(), settings.begin(), settings.end());
    enabling = enabling || enables(host.machine);
    for (const std::string& service : host.restart) {
      if (std::find(restart.begin(), restart.end(), service) == restart.end()) {
        restart.push_back(service);
      }
    }
  }
  RestartAfterRun restarting(arguments, session, place);
  if (!restarting.prepare(enabling, report.errors)) return;
  auto run = make_run(arguments, session, std::move(changes), std::move(restart), report.errors);
  if (!run) return;
  run->proof = fix::proof_of(plan.kind);
  if (changes_machine(plan)) run->proof.push_back(machine_proof());
  report.runs.push_back(*std::move(run));
  static_cast<void>(restarting.carry_out(report));  // what it did not do is among the errors
}

int tell(const Arguments& arguments, Session& session, const lint::Report& report) {
  if (arguments.one("--format", "text") == "json") {
    report::write_apply_json(report, arguments.positional.front(), session.out);
  } else {
    const report::RunTextOptions options{session.width, wants_color(arguments, session)};
    for (const lint::RunReport& run : report.runs) report::write_run(run, options, session.out);
    for (const text::Error& error : report.errors) complain(session, error);
  }
  return report.errors.empty() ? exit_ok : exit_trouble;
}

/// Fills the report; a plan that cannot be carried out is among its errors.
int apply(const Arguments& arguments, Session& session, lint::Report& report) {
  const auto refuse = [&](text::Error error) {
    report.errors.push_back(std::move(error));
    return tell(arguments, session, report);
  };
  const std::string file = portable_path(arguments.positional.front());
  const auto bytes = session.reader.read(file, io::file_limit);
  if (!bytes) return refuse(bytes.error());
  const auto plan = fix::parse_plan(*bytes, file);
  if (!plan) return refuse(plan.error());
  if (plan->hosts.empty()) {
    if (arguments.has("--diff")) return exit_ok;
    if (!arguments.has("--format")) session.out.text("the plan changes nothing\n");
    return arguments.has("--format") ? tell(arguments, session, report) : exit_ok;
  }
  if (std::string why = why_no_settings(arguments, session, *plan); !why.empty()) {
    return refuse({std::move(why), {}, {}});
  }
  auto paths = paths_of(arguments, *plan, file);
  if (!paths) return refuse(paths.error());
  Arguments for_files = arguments;
  for_files.positional = *std::move(paths);
  const std::unique_ptr<CheckSetup> setup = set_up_check(for_files, session);
  if (!setup) return exit_trouble;
  report.tool.rules = setup->context.rules.size();
  report.date = text::to_text(setup->context.today);
  report.errors = setup->errors;
  report.errors.insert(report.errors.end(), setup->discovery.errors.begin(),
                       setup->discovery.errors.end());
  if (!report.errors.empty()) return tell(arguments, session, report);
  const std::vector<lint::HostSource>& sources = setup->discovery.hosts;
  if (is_restarting(arguments) &&
      (sources.size() != 1 || !is_this_machines(sources.front(), session))) {
    return refuse(
        {"--restart-service restarts the service of this machine, and the plan is not "
         "applied to the folder of its runtime; nothing was changed",
         {},
         {}});
  }
  const std::vector<AppliedHost> hosts = apply_hosts(*plan, *setup, session, report);
  if (!report.errors.empty()) return tell(arguments, session, report);
  if (arguments.has("--diff")) return write_diffs(hosts, arguments, session);
  carry(arguments, session, *plan, sources.front(), hosts, report);
  return tell(arguments, session, report);
}

}  // namespace

int run_apply(const Arguments& arguments, Session& session) {
  if (const std::string wrong = usage(arguments); !wrong.empty()) {
    complain(session, {wrong, {}, {}});
    return exit_trouble;
  }
  if (const std::string why = why_no_restart(arguments, session); !why.empty()) {
    complain(session, {why, {}, {}});
    return exit_trouble;
  }
  if (arguments.has("--diff")) {
    warn_of_interrupted(arguments, session);
  } else if (!ready_to_write(arguments, session)) {
    return exit_trouble;
  }
  lint::Report report;
  report.tool = {SHIRLINT_VERSION};
  report.date = session.today;
  return apply(arguments, session, report);
}

}  // namespace shirlint::cli
