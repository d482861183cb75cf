#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/check_baseline.h"
#include "cli/check_fix.h"
#include "cli/check_output.h"
#include "cli/check_run.h"
#include "cli/check_setup.h"
#include "cli/commands.h"
#include "cli/from_reports.h"
#include "cli/restart_service.h"
#include "cli/runs.h"
#include "lint/failing.h"

namespace shirlint::cli {
namespace {

constexpr std::array<std::string_view, 4> levels = {"info", "warning", "error", "never"};

text::Result<lint::Failing> failing_of(const Arguments& arguments) {
  const std::string level = arguments.one("--fail-on", "warning");
  const auto at = std::find(levels.begin(), levels.end(), level);
  if (at == levels.end()) {
    return text::fail(
        fmt::format("--fail-on '{}' is unknown; it can be {}", level, fmt::join(levels, ", ")));
  }
  lint::Failing failing;
  failing.least = static_cast<rules::Severity>(at - levels.begin());
  if (level == "never") failing.least.reset();
  failing.strict = arguments.has("--strict");
  failing.strict_categories = arguments.list("--strict");
  const auto all =
      std::find(failing.strict_categories.begin(), failing.strict_categories.end(), "all");
  if (all != failing.strict_categories.end()) failing.strict_categories.clear();
  return failing;
}

text::Result<Asked> asked_of(const Arguments& arguments, const Session& session) {
  Asked asked;
  auto outputs = output_requests(arguments, session);
  if (!outputs) return tl::unexpected<text::Error>(std::move(outputs).error());
  asked.outputs = *std::move(outputs);
  auto failing = failing_of(arguments);
  if (!failing) return tl::unexpected<text::Error>(std::move(failing).error());
  asked.failing = *std::move(failing);
  const auto jobs = jobs_of(arguments);
  if (!jobs) return tl::unexpected<text::Error>(jobs.error());
  asked.jobs = *jobs;
  for (const std::string& usage :
       {from_reports_usage(arguments), fix_usage(arguments), baseline_usage(arguments)}) {
    if (!usage.empty()) return text::fail(usage);
  }
  return asked;
}

report::FormatSettings settings_of(const Arguments& arguments, const Session& session,
                                   const CheckSetup& setup, const FleetReports* reports,
                                   const lint::Failing& failing) {
  report::FormatSettings settings;
  settings.tool = {SHIRLINT_VERSION, setup.context.rules.size(),
                   shir::old_tables(setup.context.data, setup.context.today)};
  settings.date = text::to_text(setup.context.today);
  settings.now = session.now;
  settings.rules = reports != nullptr ? reports->rules->seen() : setup.context.rules;
  settings.baseline = uses_baseline(arguments);
  settings.failing = failing;
  settings.text = text_options(arguments, session);
  settings.text.verbose = arguments.has("--verbose");
  settings.text.quiet = arguments.has("--quiet");
  settings.text.statistics = arguments.has("--statistics");
  settings.folder = session.reader.absolute(".");
  settings.pipeline = session.pipeline;
  return settings;
}

/// What there is to say of reports before any of them is shown.
void tell_of_age(const FleetReports& reports, text::Day today, const Session& session) {
  constexpr int fresh_days = 30;  // as of a snapshot
  if (reports.older != 0) {
    complain(session,
             {fmt::format("warning: {} reports were left out: newer ones of the same hosts "
                          "are there",
                          reports.older),
              {},
              {}});
  }
  if (reports.same_day != 0) {
    complain(session,
             {fmt::format("warning: {} reports were left out for others of the same host and day; "
                          "the last in the order of files and lines counts (such as {})",
                          reports.same_day, reports.same_day_example),
              {},
              {}});
  }
  const auto is_old = [&](const ReportPlace& host) {
    return text::days_between(host.day, today) > fresh_days;
  };
  const auto old = std::count_if(reports.hosts.begin(), reports.hosts.end(), is_old);
  if (old == 0) return;
  const auto oldest =
      std::min_element(reports.hosts.begin(), reports.hosts.end(),
                       [](const auto& left, const auto& right) { return left.day < right.day; });
  complain(session, {fmt::format("warning: {} of {} reports are older than {} days; the oldest is "
                                 "of {}, of the host {}",
                                 old, reports.hosts.size(), fresh_days, text::to_text(oldest->day),
                                 oldest->name),
                     {},
                     {}});
}

}  // namespace

int run_check(const Arguments& arguments, Session& session) {
  const auto asked = asked_of(arguments, session);
  if (!asked) {
    complain(session, asked.error());
    return exit_trouble;
  }
  if (const std::string why = why_no_restart(arguments, session); !why.empty()) {
    complain(session, {why, {}, {}});
    return exit_trouble;
  }
  // First of all: a plan that was made of half a run would be wrong by the time it is written.
  if (!is_fixing(arguments) || is_preview(arguments)) {
    warn_of_interrupted(arguments, session);
  } else if (!ready_to_write(arguments, session)) {
    return exit_trouble;
  }
  const std::unique_ptr<CheckSetup> setup = set_up_check(arguments, session);
  if (!setup) return exit_trouble;

  if (setup->discovery.hosts.size() == 1 && !is_fixing(arguments)) {
    setup->context.reuse = rules::Reuse::one_host;
  }
  if (!setup->title.empty()) {  // whoever reads a machine format reads it to its last byte
    (text_on_standard_output(asked->outputs) ? session.out : session.errors)
        .text(setup->title + "\n");
    session.errors.finish();
  }
  setup->context.hashes = wants_hashes(asked->outputs);
  if (arguments.has("--add-suppressions")) {
    setup->context.comment_from = asked->failing.least.value_or(rules::Severity::info);
    setup->context.comment_reason = arguments.one(
        "--reason", fmt::format("accepted on {}", text::to_text(setup->context.today)));
  }
  FleetReports reports;
  const bool merging = arguments.has("--from-reports");
  if (merging) {
    reports =
        find_reports(arguments.one("--from-reports"), session, setup->choice.rules, asked->jobs);
    tell_of_age(reports, setup->context.today, session);
  }
  const FleetReports* const merged = merging ? &reports : nullptr;
  const report::FormatSettings settings =
      settings_of(arguments, session, *setup, merged, asked->failing);
  lint::Report report;
  report.tool = settings.tool;
  report.date = settings.date;
  report.errors = setup->errors;
  report.errors.insert(report.errors.end(), setup->discovery.errors.begin(),
                       setup->discovery.errors.end());
  report.errors.insert(report.errors.end(), reports.errors.begin(), reports.errors.end());
  if (arguments.has("--diff")) return diff_hosts(arguments, session, *setup, asked->jobs, report);
  return check_all(arguments, session, *setup, *asked, merged, settings, std::move(report));
}

}  // namespace shirlint::cli
