#include "cli/check_run.h"

#include <fmt/format.h>

#include <exception>
#include <iterator>
#include <optional>
#include <utility>

#include "cli/check_baseline.h"
#include "cli/check_fix.h"
#include "cli/parallel.h"
#include "cli/progress.h"
#include "cli/report_lines.h"
#include "lint/group.h"
#include "lint/site_use.h"

namespace shirlint::cli {
namespace {

/// One of many hosts. Memory that runs out for one of them stops no other.
lint::HostReport check_host(lint::HostChecker& checker, const CheckSetup& setup,
                            const lint::HostSource& source, const Session& session) {
  try {
    return checker.check(source, session.reader);
  } catch (const std::exception& error) {
    checker = lint::HostChecker(setup.context);  // it was left in the middle of something
    return given_up(source, error);
  }
}

/// How many were looked at: all, or those until somebody interrupted it.
template <class Take>
std::size_t check_hosts(CheckSetup& setup, unsigned jobs, const Session& session, Take take) {
  std::vector<lint::HostSource>& hosts = setup.discovery.hosts;
  return for_each_ordered<lint::HostReport>(
      hosts.size(), jobs,
      [&] {
        return [&, checker = lint::HostChecker(setup.context)](std::size_t index) mutable {
          // Its names are not needed again: of many hosts they are more than what is reported.
          const lint::HostSource source = std::move(hosts[index]);
          return check_host(checker, setup, source, session);
        };
      },
      take, session.interrupted);
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

class CheckRun {
 public:
  /// `reports`: of hosts that checked themselves; null: they are checked here.
  CheckRun(const Arguments& arguments, Session& session, CheckSetup& setup, const Asked& asked,
           const FleetReports* reports, const report::FormatSettings& settings, lint::Report report)
      : arguments_(arguments),
        session_(session),
        setup_(setup),
        asked_(asked),
        reports_(reports),
        total_(reports != nullptr ? reports->hosts.size() : setup.discovery.hosts.size()),
        output_(asked.outputs, settings, session),
        progress_(session, !streams_to_terminal(asked.outputs, session), total_),
        report_(std::move(report)),
        site_use_(setup.context) {
    if (reports == nullptr) return;
    lines_.emplace(*reports, session, setup.context,
                   lint::Selection{arguments.list("--select"), arguments.list("--ignore")});
  }

  int run() {
    // What groups say belongs to their hosts. Where these need not be held until the end, it comes
    // behind them.
    if (is_fixing(arguments_) || uses_baseline(arguments_) ||
        wants_groups_within_hosts(asked_.outputs)) {
      report_all_at_the_end();
    } else {
      report_as_they_come();
    }
    progress_.clear();
    trouble_ = trouble_ || !report_.errors.empty() || is_refuted(report_);
    trouble_ = !output_.finish(report_) || trouble_;
    if (interrupted_) return exit_interrupted;
    return trouble_ ? exit_trouble : failed_ ? exit_findings : exit_ok;
  }

 private:
  /// Each host in order, until somebody interrupts it.
  template <class Take>
  void look_at_hosts(Take take) {
    const auto watched = [&](lint::HostReport host) {
      progress_.step(host.findings.size());
      take(std::move(host));
    };
    std::size_t looked_at = 0;
    if (reports_ != nullptr) {
      looked_at = for_each_ordered<lint::HostReport>(
          total_, asked_.jobs,
          [&] { return [&](std::size_t at) { return lines_->host(reports_->hosts[at]); }; },
          watched, session_.interrupted);
    } else {
      looked_at = check_hosts(setup_, asked_.jobs, session_, watched);
    }
    interrupted_ = looked_at < total_ || (reports_ != nullptr && !reports_->whole);
    if (!interrupted_) return;
    report_.errors.push_back(
        {looked_at < total_
             ? fmt::format("interrupted: {} of {} hosts were looked at", looked_at, total_)
             : std::string("interrupted: not all reports were read"),
         {},
         {}});
  }

  void report_as_they_come() {
    std::size_t number = 0;
    look_at_hosts([&](lint::HostReport host) {
      add_node(number++, host);
      site_use_.add(host);
      take(std::move(host));
    });
    if (lines_) {
      for (const ReportPlace& place : reports_->groups) {
        if (!interrupted_) take_reported_group(lines_->group(place));
      }
      return;
    }
    groups_.judge(setup_.context, [&](lint::GroupReport group) {
      lint::HostReport said = group_report(group);
      report_.summary.suppressed += said.suppressed.size();
      site_use_.add(said.suppressed);
      take_group(std::move(said));
    });
    if (auto said = judge_site_use()) take_group(*std::move(said));
  }

  /// What a suppression was not needed for may stand among what was not looked at.
  std::optional<lint::HostReport> judge_site_use() const {
    if (interrupted_ || lines_) return std::nullopt;
    return site_use_.judge();
  }

  void take_reported_group(lint::HostReport said) {
    if (said.findings.empty() && said.unknown.empty() && said.suppressed.empty()) return;
    report_.summary.suppressed += said.suppressed.size();
    take_group(std::move(said));
  }

  void report_all_at_the_end() {
    std::vector<lint::HostReport> hosts;
    const auto hold = [&](lint::HostReport host) {
      add_node(hosts.size(), host);
      hosts.push_back(std::move(host));
    };
    if (is_fixing(arguments_)) {
      const Planning planning{asked_.jobs, [&](std::size_t found) { progress_.step(found); }};
      for (lint::HostReport& host : fix_hosts(arguments_, session_, setup_, planning, report_)) {
        hold(std::move(host));
      }
    } else {
      look_at_hosts(hold);
    }
    std::optional<lint::HostReport> rest;
    if (lines_) rest = lines_->add_groups(hosts);
    add_groups(groups_, setup_.context, hosts);
    settle_baseline(arguments_, session_, setup_, hosts, report_);
    for (const lint::HostReport& host : hosts) site_use_.add(host);
    std::optional<lint::HostReport> said = rest ? std::move(rest) : judge_site_use();
    if (said && wants_groups_within_hosts(asked_.outputs) && !hosts.empty()) {
      append(hosts.back().findings, said->findings);
      said.reset();
    }
    for (lint::HostReport& host : hosts) take(std::move(host));
    if (said) take_reported_group(*std::move(said));
  }

  void add_node(std::size_t number, lint::HostReport& host) {
    if (host.node) groups_.add(number, *std::exchange(host.node, nullptr));
  }

  void take(lint::HostReport host) {
    trouble_ = trouble_ || !host.errors.empty();
    lint::count(report_.summary, host);
    failed_ = failed_ || asked_.failing.fails(host);
    for (const text::Error& doubt : host.warnings) {
      progress_.clear();
      complain(session_, as_warning(doubt));
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
  const FleetReports* reports_;
  std::size_t total_;
  CheckOutput output_;
  Progress progress_;
  lint::Report report_;
  std::optional<ReportLines> lines_;
  lint::Groups groups_;
  lint::SiteUse site_use_;
  bool failed_ = false;
  bool trouble_ = false;
  bool interrupted_ = false;
};

}  // namespace

int check_all(const Arguments& arguments, Session& session, CheckSetup& setup, const Asked& asked,
              const FleetReports* reports, const report::FormatSettings& settings,
              lint::Report report) {
  return CheckRun(arguments, session, setup, asked, reports, settings, std::move(report)).run();
}

}  // namespace shirlint::cli
