#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <thread>
#include <utility>

#include "cli/check_baseline.h"
#include "cli/check_fix.h"
#include "cli/check_output.h"
#include "cli/check_setup.h"
#include "cli/commands.h"
#include "cli/parallel.h"
#include "cli/runs.h"
#include "lint/group.h"
#include "lint/selection.h"

namespace shirlint::cli {
namespace {

constexpr std::array<std::string_view, 4> formats = {"text", "concise", "json", "jsonl"};
constexpr std::array<std::string_view, 4> levels = {"info", "warning", "error", "never"};

/// Complains and says false when `value` is none of `allowed`.
template <std::size_t Size>
bool is_one_of(const Session& session, const std::array<std::string_view, Size>& allowed,
               std::string_view option, std::string_view value) {
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return true;
  complain(session, {fmt::format("{} '{}' is unknown; it can be {}", option, value,
                                 fmt::join(allowed, ", ")),
                     {},
                     {}});
  return false;
}

/// What decides between exit codes 0 and 1.
struct Failing {
  std::string level;
  bool strict = false;
  std::vector<std::string> strict_categories;  // empty: all

  bool fails(const lint::Finding& finding) const {
    if (level == "never") return false;
    const auto wanted = std::find(levels.begin(), levels.end(), level) - levels.begin();
    return static_cast<std::ptrdiff_t>(finding.severity) >= wanted;
  }

  bool fails(const lint::Unknown& unknown) const {
    return strict &&
           (strict_categories.empty() || lint::matches_code(strict_categories, unknown.rule->code));
  }

  bool fails(const lint::HostReport& host) const {
    return std::any_of(host.findings.begin(), host.findings.end(),
                       [&](const lint::Finding& finding) { return fails(finding); }) ||
           std::any_of(host.unknown.begin(), host.unknown.end(),
                       [&](const lint::Unknown& unknown) { return fails(unknown); });
  }
};

Failing failing_of(const Arguments& arguments) {
  Failing failing;
  failing.level = arguments.one("--fail-on", "warning");
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

/// With --quiet people see only what makes the run fail.
void keep_failing(lint::HostReport& host, const Failing& failing) {
  const auto passes = [&](const lint::Finding& finding) { return !failing.fails(finding); };
  host.findings.erase(std::remove_if(host.findings.begin(), host.findings.end(), passes),
                      host.findings.end());
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
  }
  return report;
}

}  // namespace

int run_check(const Arguments& arguments, Session& session) {
  const std::string format = arguments.one("--format", "text");
  const Failing failing = failing_of(arguments);
  const unsigned jobs = jobs_of(arguments);
  if (!is_one_of(session, formats, "--format", format) ||
      !is_one_of(session, levels, "--fail-on", failing.level)) {
    return exit_trouble;
  }
  if (jobs == 0) {
    complain(
        session,
        {fmt::format("--jobs '{}' is no number from 1 to 999", arguments.one("--jobs")), {}, {}});
    return exit_trouble;
  }
  for (const std::string& usage : {fix_usage(arguments), baseline_usage(arguments)}) {
    if (usage.empty()) continue;
    complain(session, {usage, {}, {}});
    return exit_trouble;
  }
  // First of all: a plan that was made of half a run would be wrong by the time it is written.
  if (!is_fixing(arguments)) {
    warn_of_interrupted(arguments, session);
  } else if (!ready_to_write(arguments, session)) {
    return exit_trouble;
  }
  const std::unique_ptr<CheckSetup> setup = set_up_check(arguments, session);
  if (!setup) return exit_trouble;

  if (setup->discovery.hosts.size() == 1 && !is_fixing(arguments)) {
    setup->context.reuse = rules::Reuse::one_host;
  }
  // Whoever reads a machine format reads it to its last byte.
  if (!setup->title.empty()) {
    (format == "text" ? session.out : session.errors).text(setup->title + "\n");
    session.errors.finish();
  }
  setup->context.hashes = format == "json" || format == "jsonl";
  lint::Report report;
  report.tool = {SHIRLINT_VERSION, setup->context.rules.size()};
  report.date = text::to_text(setup->context.today);
  report.errors = setup->errors;
  report.errors.insert(report.errors.end(), setup->discovery.errors.begin(),
                       setup->discovery.errors.end());
  if (arguments.has("--diff")) return diff_hosts(arguments, session, *setup, report);
  CheckOutput output(format, arguments, report, session);
  bool failed = false;
  bool trouble = false;
  lint::Groups groups;
  const bool for_people = format == "text" || format == "concise";
  const auto settle = [&](lint::HostReport& host) {
    failed = failed || failing.fails(host);
    if (arguments.has("--quiet") && for_people) keep_failing(host, failing);
  };
  const auto take = [&](lint::HostReport host) {
    trouble = trouble || !host.errors.empty();
    lint::count(report.summary, host);
    settle(host);
    for (text::Error warning : host.warnings) {
      warning.message = "warning: " + warning.message;
      complain(session, warning);
    }
    output.take(std::move(host));
  };
  // What groups say belongs to their hosts. Where these need not be held until the end, it comes
  // behind them.
  if (is_fixing(arguments) || uses_baseline(arguments) || format == "json") {
    std::vector<lint::HostReport> hosts;
    const auto hold = [&](lint::HostReport host) {
      if (host.node) groups.add(hosts.size(), std::exchange(host.node, nullptr));
      hosts.push_back(std::move(host));
    };
    if (is_fixing(arguments)) {
      for (lint::HostReport& host : fix_hosts(arguments, session, *setup, report)) {
        hold(std::move(host));
      }
    } else {
      check_hosts(*setup, jobs, session, hold);
    }
    add_groups(groups, setup->context, hosts);
    settle_baseline(arguments, session, *setup, hosts, report);
    for (lint::HostReport& host : hosts) take(std::move(host));
  } else {
    std::size_t number = 0;
    check_hosts(*setup, jobs, session, [&](lint::HostReport host) {
      if (host.node) groups.add(number, std::exchange(host.node, nullptr));
      ++number;
      take(std::move(host));
    });
    for (lint::GroupReport& group : groups.judge(setup->context)) {
      lint::HostReport said = group_report(group);
      lint::count(report.summary, said.findings, said.unknown);
      settle(said);
      output.take_group(std::move(said));
    }
  }
  trouble = trouble || !report.errors.empty();
  output.finish();
  return trouble ? exit_trouble : failed ? exit_findings : exit_ok;
}

}  // namespace shirlint::cli
