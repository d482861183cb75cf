// `rules test --mutate HOST`: one known fault at a time is put into a golden host; which rules
// notice?
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "cli/check_setup.h"
#include "cli/commands.h"
#include "cli/rules_mutate.h"
#include "io/overlay_reader.h"
#include "lint/golden_mutants.h"
#include "report/wrap.h"

namespace shirlint::cli {
namespace {

constexpr std::size_t least_score = 90;  // percent

/// What is found, and how often.
std::map<std::string, std::size_t> found_in(const lint::HostReport& report) {
  std::map<std::string, std::size_t> out;
  for (const lint::Finding& finding : report.findings) {
    ++out[fmt::format("{} {}", finding.rule->code, to_text(finding.severity))];
  }
  return out;
}

struct Score {
  std::size_t mutants = 0;
  std::size_t noticed = 0;
  std::map<std::string, std::size_t> rules;  // by code: how many faults
};

class Mutation {
 public:
  Mutation(CheckSetup& setup, Session& session) : session_(session), checker_(setup.context) {}

  void host(const lint::HostSource& host) {
    before_ = found_in(checker_.check(host, session_.reader));
    std::vector<std::string> configs;
    for (const lint::ConfigFile& config : host.configs) configs.push_back(config.path);
    for (const std::string& path : configs) file(host, path, lint::config_mutants);
    if (!host.snapshot.empty()) file(host, host.snapshot, lint::snapshot_mutants);
  }

  Score score;

 private:
  template <class Mutants>
  void file(const lint::HostSource& host, const std::string& path, Mutants mutants) {
    const text::Result<std::string> bytes = session_.reader.read(path, io::file_limit);
    if (!bytes) return complain(session_, bytes.error());
    for (lint::GoldenMutant& mutant : mutants(path, *bytes)) {
      io::OverlayReader overlay(session_.reader);
      overlay.replace(path, std::move(mutant.bytes));
      judge(checker_.check(host, overlay), mutant);
    }
  }

  void judge(const lint::HostReport& after, const lint::GoldenMutant& mutant) {
    ++score.mutants;
    std::set<std::string> by;
    for (const auto& [what, count] : found_in(after)) {
      const auto at = before_.find(what);
      if (at != before_.end() && at->second >= count) continue;
      by.insert(what.substr(0, what.find(' ')));
    }
    // What .NET or the snapshot's reader would refuse is told as an error.
    if (!by.empty() || !after.errors.empty()) {
      ++score.noticed;
      for (const std::string& code : by) ++score.rules[code];
    } else {
      session_.out.text(fmt::format("{}: {}: no rule notices\n", mutant.file, mutant.fault));
    }
  }

  Session& session_;
  lint::HostChecker checker_;
  std::map<std::string, std::size_t> before_;
};

/// "CFG003 12, PRX009 2": the rules that noticed, and how many faults each.
void write_rules(const Score& score, Session& session) {
  std::string text;
  for (const auto& [code, count] : score.rules) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", code, count);
  }
  const std::size_t width = std::max(session.width, 40U) - 1;
  for (const std::string& line : report::wrap(text, width)) session.out.text(line + "\n");
}

}  // namespace

int mutate_golden_hosts(const Arguments& arguments, Session& session) {
  if (!arguments.positional.empty()) {
    complain(session,
             {"--mutate asks the rules of a check: give a folder of rules with --rules", {}, {}});
    return exit_trouble;
  }
  Arguments of_hosts = arguments;
  of_hosts.positional = arguments.many("--mutate");
  const std::unique_ptr<CheckSetup> setup = set_up_check(of_hosts, session);
  if (!setup) return exit_trouble;
  std::vector<text::Error> errors = setup->errors;
  errors.insert(errors.end(), setup->discovery.errors.begin(), setup->discovery.errors.end());
  for (const text::Error& error : errors) complain(session, error);
  if (!errors.empty()) return exit_trouble;
  Mutation mutation(*setup, session);
  for (const lint::HostSource& host : setup->discovery.hosts) mutation.host(host);
  const Score& score = mutation.score;
  if (score.mutants == 0) {
    complain(session, {"--mutate: nothing in it could be changed", {}, {}});
    return exit_trouble;
  }
  write_rules(score, session);
  session.out.text(fmt::format("{} of {} faults noticed, by {} rules: {}%\n", score.noticed,
                               score.mutants, score.rules.size(),
                               score.noticed * 100 / score.mutants));
  return score.noticed * 100 >= score.mutants * least_score ? exit_ok : exit_findings;
}

}  // namespace shirlint::cli
