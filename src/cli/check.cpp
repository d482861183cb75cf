#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>

#include "cli/check_baseline.h"
#include "cli/check_fix.h"
#include "cli/check_output.h"
#include "cli/check_setup.h"
#include "cli/commands.h"
#include "cli/parallel.h"
#include "cli/restart_service.h"
#include "cli/runs.h"
#include "lint/failing.h"
#include "lint/group.h"
#include "lint/site_use.h"

namespace shirlint::cli {
namespace {

constexpr std::array<std::string_view, 4> levels = {"info", "warning", "error", "never"};

/// What the options ask for that is not the hosts' own.
struct Asked {
  std::vector<OutputRequest> outputs;
  lint::Failing failing;
  unsigned jobs = 1;
};

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

/// 0 for a number that is none.
unsigned jobs_of(const Arguments& arguments) {
  if (!arguments.has("--jobs")) return std::max(1U, std::thread::hardware_concurrency());
  const std::string text = arguments.one("--jobs");
  const bool number =
      !text.empty() && text.size() <= 3 &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return number ? static_cast<unsigned>(std::stoul(text)) : 0;
}

text::Result<Asked> asked_of(const Arguments& arguments, const Session& session) {
  Asked asked;
  auto outputs = output_requests(arguments, session);
  if (!outputs) return tl::unexpected<text::Error>(std::move(outputs).error());
  asked.outputs = *std::move(outputs);
  auto failing = failing_of(arguments);
  if (!failing) return tl::unexpected<text::Error>(std::move(failing).error());
  asked.failing = *std::move(failing);
  asked.jobs = jobs_of(arguments);
  if (asked.jobs == 0) {
    return text::fail(
        fmt::format("--jobs '{}' is no number from 1 to 999", arguments.one("--jobs")));
  }
  for (const std::string& usage : {fix_usage(arguments), baseline_usage(arguments)}) {
    if (!usage.empty()) return text::fail(usage);
  }
  return asked;
}

template <class Take>
void check_hosts(CheckSetup& setup, unsigned jobs, const Session& session, Take take) {
  std::vector<lint::HostSource>& hosts = setup.discovery.hosts;
  for_each_ordered<lint::HostReport>(
      hosts.size(), jobs,
      [&] {
        return [&, checker = lint::HostChecker(setup.context)](std::size_t index) mutable {
          // Its names are not needed again: of many hosts they are more than what is reported.
          const lint::HostSource source = std::move(hosts[index]);
          return checker.check(source, session.reader);
        };
      },
      take);
}

template <class Item>
void append(std::vector<Item>& to, std::vector<Item>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Puts what groups say of hosts among what is said of these themselves.
void add_groups(const lint::Groups& groups, const lint::CheckContext& context,
                std::vector<lint::HostReport>& hosts) {
  for (lint::GroupReport& group : groups.judge(context)) {
    for (lint::NodeVerdict& node : group.nodes) {
      lint::HostReport& host = hosts.at(node.host);
      append(host.findings, node.findings);
      append(host.unknown, node.unknown);
      append(host.suppressed, node.suppressed);
      lint::sort_findings(host.findings);
    }
  }
}

/// One report for all that is said of a group's nodes, for formats that have written these.
lint::HostReport group_report(lint::GroupReport& group) {
  lint::HostReport report;
  report.group = group.name;
  report.snapshot = true;  // it tells the group's name
  for (lint::NodeVerdict& node : group.nodes) {
    append(report.findings, node.findings);
    append(report.unknown, node.unknown);
    append(report.suppressed, node.suppressed);
  }
  return report;
}

report::FormatSettings settings_of(const Arguments& arguments, const Session& session,
                                   const CheckSetup& setup, const lint::Failing& failing) {
  report::FormatSettings settings;
  settings.tool = {SHIRLINT_VERSION, setup.context.rules.size(),
                   shir::old_tables(setup.context.data, setup.context.today)};
  settings.date = text::to_text(setup.context.today);
  settings.now = session.now;
  settings.rules = setup.context.rules;
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

/// One run over all hosts, from the first of them to the exit code.
class CheckRun {
 public:
  CheckRun(const Arguments& arguments, Session& session, CheckSetup& setup, const Asked& asked,
           const report::FormatSettings& settings, lint::Report report)
      : arguments_(arguments),
        session_(session),
        setup_(setup),
        asked_(asked),
        output_(asked.outputs, settings, session),
        report_(std::move(report)),
        site_use_(setup.context) {}

  int run() {
    // What groups say belongs to their hosts. Where these need not be held until the end, it comes
    // behind them.
    if (is_fixing(arguments_) || uses_baseline(arguments_) ||
        wants_groups_within_hosts(asked_.outputs)) {
      report_all_at_the_end();
    } else {
      report_as_they_come();
    }
    trouble_ = trouble_ || !report_.errors.empty() || is_refuted(report_);
    trouble_ = !output_.finish(report_) || trouble_;
    return trouble_ ? exit_trouble : failed_ ? exit_findings : exit_ok;
  }

 private:
  void report_as_they_come() {
    std::size_t number = 0;
    check_hosts(setup_, asked_.jobs, session_, [&](lint::HostReport host) {
      add_node(number++, host);
      site_use_.add(host);
      take(std::move(host));
    });
    for (lint::GroupReport& group : groups_.judge(setup_.context)) {
      lint::HostReport said = group_report(group);
      report_.summary.suppressed += said.suppressed.size();
      site_use_.add(said.suppressed);
      take_group(std::move(said));
    }
    if (auto said = site_use_.judge()) take_group(*std::move(said));
  }

  void report_all_at_the_end() {
    std::vector<lint::HostReport> hosts;
    const auto hold = [&](lint::HostReport host) {
      add_node(hosts.size(), host);
      hosts.push_back(std::move(host));
    };
    if (is_fixing(arguments_)) {
      for (lint::HostReport& host : fix_hosts(arguments_, session_, setup_, report_)) {
        hold(std::move(host));
      }
    } else {
      check_hosts(setup_, asked_.jobs, session_, hold);
    }
    add_groups(groups_, setup_.context, hosts);
    settle_baseline(arguments_, session_, setup_, hosts, report_);
    for (const lint::HostReport& host : hosts) site_use_.add(host);
    std::optional<lint::HostReport> said = site_use_.judge();
    if (said && wants_groups_within_hosts(asked_.outputs) && !hosts.empty()) {
      append(hosts.back().findings, said->findings);
      said.reset();
    }
    for (lint::HostReport& host : hosts) take(std::move(host));
    if (said) take_group(*std::move(said));
  }

  void add_node(std::size_t number, lint::HostReport& host) {
    if (host.node) groups_.add(number, *std::exchange(host.node, nullptr));
  }

  void take(lint::HostReport host) {
    trouble_ = trouble_ || !host.errors.empty();
    lint::count(report_.summary, host);
    failed_ = failed_ || asked_.failing.fails(host);
    for (text::Error warning : host.warnings) {
      warning.message = "warning: " + warning.message;
      complain(session_, warning);
    }
    output_.take(std::move(host));
  }

  void take_group(lint::HostReport said) {
    lint::count(report_.summary, said.findings, said.unknown);
    failed_ = failed_ || asked_.failing.fails(said);
    output_.take_group(std::move(said));
  }

  const Arguments& arguments_;
  Session& session_;
  CheckSetup& setup_;
  const Asked& asked_;
  CheckOutput output_;
  lint::Report report_;
  lint::Groups groups_;
  lint::SiteUse site_use_;
  bool failed_ = false;
  bool trouble_ = false;
};

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
  const report::FormatSettings settings = settings_of(arguments, session, *setup, asked->failing);
  lint::Report report;
  report.tool = settings.tool;
  report.date = settings.date;
  report.errors = setup->errors;
  report.errors.insert(report.errors.end(), setup->discovery.errors.begin(),
                       setup->discovery.errors.end());
  if (arguments.has("--diff")) return diff_hosts(arguments, session, *setup, report);
  return CheckRun(arguments, session, *setup, *asked, settings, std::move(report)).run();
}

}  // namespace shirlint::cli
