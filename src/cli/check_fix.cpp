#include "cli/check_fix.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/runs.h"
#include "fix/backup.h"
#include "fix/plan.h"
#include "fix/run.h"
#include "report/diff.h"
#include "xml/document.h"

namespace shirlint::cli {
namespace {

using Plans = std::vector<fix::HostPlan>;

fix::Policy policy_of(const Arguments& arguments) {
  fix::Policy policy;
  if (arguments.has("--unsafe-fixes")) policy.least = rules::Applicability::unsafe;
  // Contract: on a live host warnings and infos are mended only where somebody asked for them.
  if (arguments.has("--live") && !arguments.has("--select")) {
    policy.least_severity = rules::Severity::error;
  }
  return policy;
}

Plans plan_all(const Arguments& arguments, const Session& session, const CheckSetup& setup,
               lint::Report& report) {
  lint::HostChecker checker(setup.context);
  const fix::Policy policy = policy_of(arguments);
  Plans plans;
  for (const lint::HostSource& host : setup.discovery.hosts) {
    plans.push_back(fix::plan_host(checker, setup.context, host, session.reader, policy));
    fix::HostPlan& plan = plans.back();
    report.unapplied.insert(report.unapplied.end(), plan.left.begin(), plan.left.end());
    if (plan.refusal.empty()) continue;
    report.errors.push_back(
        {fmt::format("no fix was applied: {}", plan.refusal), plan.before.path, {}});
  }
  return plans;
}

bool is_refused(const Plans& plans) {
  return std::any_of(plans.begin(), plans.end(),
                     [](const fix::HostPlan& plan) { return !plan.refusal.empty(); });
}

/// 0 for a number that is none.
std::size_t number_of(const std::string& text) {
  const bool digits =
      !text.empty() && text.size() <= 6 &&
      std::all_of(text.begin(), text.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
  return digits ? std::stoul(text) : 0;
}

/// Of the name that was given, not of what a link leads to: replace_file refuses links.
std::string full_name(const io::Reader& reader, const std::string& path) {
  return io::join_path(reader.absolute(io::parent_path(path)), io::file_name(path));
}

fix::RunRequest request_of(const Arguments& arguments, const Session& session, const Plans& plans,
                           fix::RunOrigin origin) {
  fix::RunRequest request;
  request.origin = std::move(origin);
  request.keep_backups = !arguments.has("--no-backup");
  for (const fix::HostPlan& plan : plans) {
    for (const fix::FileChange& file : plan.files) {
      request.changes.push_back({full_name(session.reader, file.path),
                                 file.before,
                                 file.after,
                                 {file.codes.begin(), file.codes.end()}});
    }
    for (const std::string& service : plan.restart) {
      if (std::find(request.restart.begin(), request.restart.end(), service) ==
          request.restart.end()) {
        request.restart.push_back(service);
      }
    }
  }
  return request;
}

/// What plan_host() has shown by the time anything is written.
std::vector<std::string> proof_of(const Arguments& arguments) {
  std::vector<std::string> proof = {
      "the new bytes parse and .NET refuses nothing new",
      "only the named places differ",
      "line ends, and but for CFG006 the encoding, are kept",
      "no new finding but of what could not be judged before",
      "a second run would change nothing",
  };
  if (!arguments.has("--unsafe-fixes")) {
    proof.emplace_back(
        "every route is kept, or the file was refused before, or diawp follows diahost");
  }
  return proof;
}

/// Writes the plans. False: nothing was written, and `report.errors` says why.
bool apply(const Arguments& arguments, const Session& session, const Plans& plans,
           lint::Report& report) {
  auto origin = run_origin(arguments, session);
  if (!origin) {
    report.errors.push_back(std::move(origin.error()));
    return false;
  }
  const std::string state = origin->state;
  const auto done =
      fix::apply_run(*session.store, request_of(arguments, session, plans, *std::move(origin)));
  if (!done) {
    report.errors.push_back(done.error());
    return false;
  }
  report.runs.push_back(run_report(*done, *session.store, state, arguments.one("--backup-dir")));
  report.runs.back().proof = proof_of(arguments);
  if (arguments.has("--keep-backups")) {
    const auto pruned =
        fix::prune(*session.store, state, number_of(arguments.one("--keep-backups")));
    if (!pruned) report.errors.push_back(pruned.error());
  }
  return true;
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

}  // namespace

bool is_fixing(const Arguments& arguments) {
  return arguments.has("--fix") || arguments.has("--unsafe-fixes");
}

std::string fix_usage(const Arguments& arguments) {
  const bool fixing = is_fixing(arguments);
  if (arguments.has("--diff") && arguments.has("--format")) {
    return "--diff writes a unified diff and has no --format";
  }
  for (const std::string_view option :
       {"--reason", "--backup-dir", "--no-backup", "--keep-backups"}) {
    if (arguments.has(option) && !fixing) return fmt::format("{} belongs to --fix", option);
  }
  if (arguments.has("--keep-backups") && number_of(arguments.one("--keep-backups")) == 0) {
    return fmt::format("--keep-backups '{}' is no number from 1 to 999999",
                       arguments.one("--keep-backups"));
  }
  if (arguments.has("--unsafe-fixes") && arguments.has("--live") && !arguments.has("--select")) {
    return "--unsafe-fixes on a live host needs the codes that are meant: --select CODES";
  }
  return {};
}

std::vector<lint::HostReport> fix_hosts(const Arguments& arguments, const Session& session,
                                        const CheckSetup& setup, lint::Report& report) {
  Plans plans = plan_all(arguments, session, setup, report);
  const bool changes = std::any_of(plans.begin(), plans.end(),
                                   [](const fix::HostPlan& plan) { return !plan.files.empty(); });
  const bool written = changes && !is_refused(plans) && apply(arguments, session, plans, report);
  std::vector<lint::HostReport> hosts;
  for (fix::HostPlan& plan : plans) {
    if (written) report.summary.fixed += fixed_findings(plan);
    hosts.push_back(std::move(written ? plan.after : plan.before));
  }
  return hosts;
}

int diff_hosts(const Arguments& arguments, Session& session, const CheckSetup& setup,
               lint::Report& report) {
  const Plans plans = plan_all(arguments, session, setup, report);
  bool changes = false;
  for (const fix::HostPlan& plan : plans) {
    for (const fix::FileChange& file : plan.files) {
      changes = true;
      const xml::Document before = xml::Document::parse(file.before);
      const xml::Document after = xml::Document::parse(file.after);
      report::write_diff(file.path, before.source(), after.source(),
                         wants_color(arguments, session), session.out);
    }
    for (const lint::UnappliedFix& fix : plan.left) {
      complain(session, {fmt::format("{} is left alone: {}", fix.code, fix.reason),
                         fix.location.file, fix.location.start});
    }
  }
  for (const text::Error& error : report.errors) complain(session, error);
  return !report.errors.empty() ? exit_trouble : changes ? exit_findings : exit_ok;
}

}  // namespace shirlint::cli
