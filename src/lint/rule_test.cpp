#include "lint/rule_test.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "io/memory_reader.h"
#include "lint/baseline_file.h"
#include "lint/checker.h"
#include "lint/example_facts.h"
#include "lint/example_fix.h"
#include "lint/fix_mutants.h"
#include "lint/group.h"
#include "lint/site_use.h"
#include "rules/xpath_mutations.h"
#include "rules/xpath_syntax.h"
#include "text/source.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view default_day = "2026-11-22";
constexpr std::string_view site_file = "shirlint.toml";

/// Where the files of an example's host stand; `node` counts those of a group.
std::string folder_of(const rules::Example& example, std::size_t node) {
  return example.nodes.empty() ? "host" : fmt::format("node-{}", node + 1);
}

/// What came of one example.
struct Outcome {
  rules::Verdict verdict = rules::Verdict::good;
  std::vector<Finding> findings;
  std::vector<text::Error> errors;
};

/// What an example tells of its host, or what a deletion leaves of it.
struct Stated {
  std::string host;      // host.toml
  std::string baseline;  // empty: none
  std::string missing;   // what was deleted
  std::size_t node = 0;  // whose host.toml, in an example about a group
};

Stated stated_by(const rules::Example& example) {
  const std::string_view host = example.nodes.empty() ? example.host : example.nodes.front().host;
  return {std::string(host), std::string(example.baseline), {}};
}

/// The same without each fact of host.toml and of the baseline in turn.
std::vector<Stated> deletions_of(const rules::Example& example) {
  std::vector<Stated> out;
  const Stated whole = stated_by(example);
  for (FactDeletion& deletion : without_each_fact(example)) {
    out.push_back(
        {std::move(deletion.host), whole.baseline, std::move(deletion.fact), deletion.node});
  }
  for (FactDeletion& deletion : without_each_memory(whole.baseline)) {
    out.push_back({whole.host, std::move(deletion.host), std::move(deletion.fact)});
  }
  return out;
}

class Runner {
 public:
  Runner(const rules::Rule& rule, std::span<const shir::DataTable> data) : rule_(rule) {
    context_.rules = {&rule_};
    context_.data = data;
  }

  Outcome run(const rules::Example& example) { return run(example, stated_by(example)); }

  /// With another host.toml for one of its hosts, or another baseline.
  Outcome run(const rules::Example& example, const Stated& stated) {
    Outcome outcome;
    prepare(example, outcome);
    read_baseline_of(stated, outcome);
    std::vector<rules::Node> hosts(example.nodes.begin(), example.nodes.end());
    if (hosts.empty()) hosts.push_back({example.configs, example.host});
    hosts[stated.node].host = stated.host;
    HostChecker checker(context_);
    Groups groups;
    SiteUse site_use(context_);
    bool unknown = false;
    for (std::size_t at = 0; at < hosts.size(); ++at) {
      HostReport report = check(checker, example, hosts[at], folder_of(example, at));
      if (report.node) groups.add(at, *report.node);
      site_use.add(report);
      take(outcome, report.findings);
      unknown = unknown || !report.unknown.empty();
      outcome.errors.insert(outcome.errors.end(), report.errors.begin(), report.errors.end());
    }
    for (GroupReport& group : groups.judge(context_)) {
      for (NodeVerdict& node : group.nodes) {
        take(outcome, node.findings);
        unknown = unknown || !node.unknown.empty();
      }
    }
    if (auto said = site_use.judge()) take(outcome, said->findings);
    outcome.verdict = !outcome.findings.empty() ? rules::Verdict::bad
                      : unknown                 ? rules::Verdict::unknown
                                                : rules::Verdict::good;
    return outcome;
  }

 private:
  static void take(Outcome& outcome, std::vector<Finding>& findings) {
    std::move(findings.begin(), findings.end(), std::back_inserter(outcome.findings));
  }

  static HostReport check(HostChecker& checker, const rules::Example& example,
                          const rules::Node& host, const std::string& folder) {
    io::MemoryReader files;
    HostSource source;
    source.path = folder;
    source.kind = example.live    ? facts::InputKind::live
                  : example.alone ? facts::InputKind::files
                                  : facts::InputKind::folder;
    if (!example.script.text.empty()) {
      source.kind = facts::InputKind::script;
      source.script = fmt::format("{}/{}", folder, example.script.role);
      files.add(source.script, std::string(example.script.text));
    }
    for (const rules::File& config : host.configs) {
      const std::string path = config_path(folder, config.role);
      files.add(path, whole_config(config.text));
      source.configs.push_back({path, std::string(config.role), true});
    }
    if (!host.host.empty()) {
      source.snapshot = folder + "/host.toml";
      files.add(source.snapshot, std::string(host.host));
    }
    return checker.check(source, files);
  }

  void prepare(const rules::Example& example, Outcome& outcome) {
    LoadedSite site = read_site(std::string(example.site), std::string(site_file));
    outcome.errors = std::move(site.errors);
    context_.site = std::move(site.site);
    context_.site.covered = true;
    context_.site_file = example.site.empty() ? "" : site_file;
    context_.tokens_are_values = example.live;
    context_.backups = &backup_.emplace(example);
    context_.today =
        text::parse_day(example.date.empty() ? default_day : example.date).value_or(text::Day{});
  }

  void read_baseline_of(const Stated& stated, Outcome& outcome) {
    context_.baseline = nullptr;
    if (stated.baseline.empty()) return;
    auto memory = read_memory(stated.baseline);
    if (!memory) {
      outcome.errors.push_back(memory.error());
      return;
    }
    baseline_.hosts = {{"host", std::move(*memory)}};
    context_.baseline = &baseline_;
  }

  const rules::Rule& rule_;
  CheckContext context_;
  Baseline baseline_;
  std::optional<ExampleBackup> backup_;
};

std::string text_of_file(const std::string& file, const rules::Example& example) {
  if (file == site_file) return std::string(example.site);
  if (!example.script.text.empty()) return std::string(example.script.text);
  std::vector<rules::Node> hosts(example.nodes.begin(), example.nodes.end());
  if (hosts.empty()) hosts.push_back({example.configs, example.host});
  for (std::size_t at = 0; at < hosts.size(); ++at) {
    const std::string folder = folder_of(example, at);
    if (file == folder + "/host.toml") return std::string(hosts[at].host);
    for (const rules::File& config : hosts[at].configs) {
      if (file == config_path(folder, config.role)) return whole_config(config.text);
    }
  }
  return std::string(example.host);
}

/// The text that a finding marks, taken from the file it stands in.
std::string marked_text(const Finding& finding, const rules::Example& example) {
  const text::Source source(text_of_file(finding.location.file, example));
  const auto offset = [&](text::Position at) {
    std::uint32_t low = 0;
    while (low < source.text().size() && source.position(low) < at) ++low;
    return low;
  };
  if (finding.location.start.line == 0) return {};
  const std::uint32_t start = offset(finding.location.start);
  const std::uint32_t end = std::max(start, offset(finding.location.end));
  return std::string(source.slice({start, end}));
}

class RuleTester {
 public:
  RuleTester(const rules::Rule& rule, std::span<const shir::DataTable> data, RuleTestResult& result)
      : rule_(rule), data_(data), result_(result), runner_(rule, data) {}

  void test() {
    for (const rules::Example& example : rule_.examples) {
      ++result_.examples;
      test_example(example);
      test_deletions(example);
    }
    if (result_.failures.empty() || result_.failures.back().code != rule_.code) test_mutants();
  }

 private:
  void fail(std::string example, std::string message) {
    result_.failures.push_back({rule_.code, std::move(example), std::move(message)});
  }

  void test_example(const rules::Example& example) {
    const Outcome outcome = runner_.run(example);
    const std::string name(example.name);
    for (const text::Error& error : outcome.errors) {
      fail(name,
           fmt::format("{}:{}:{}: {}", error.file, error.at.line, error.at.column, error.message));
    }
    if (outcome.verdict != example.verdict) {
      fail(name, fmt::format("is {}, but should be {}", to_text(outcome.verdict),
                             to_text(example.verdict)));
      return;
    }
    if (example.verdict != rules::Verdict::bad) return;
    if (outcome.findings.size() != example.findings) {
      fail(name, fmt::format("has {} findings, but should have {}", outcome.findings.size(),
                             example.findings));
    }
    test_finding(example, outcome);
  }

  void test_finding(const rules::Example& example, const Outcome& outcome) {
    const Finding& finding = outcome.findings.front();
    const std::string name(example.name);
    if (!example.marks.empty() && marked_text(finding, example) != example.marks) {
      fail(name, fmt::format("marks '{}', but should mark '{}'", marked_text(finding, example),
                             example.marks));
    }
    if (finding.message.find(example.message) == std::string::npos) {
      fail(name, fmt::format("says '{}', but should say '{}'", finding.message, example.message));
    }
    if (!example.severity.empty() && to_text(finding.severity) != example.severity) {
      fail(name,
           fmt::format("is {}, but should be {}", to_text(finding.severity), example.severity));
    }
    if (const std::string wrong = wrong_fix(example, outcome.findings); !wrong.empty())
      fail(name, wrong);
  }

  void test_deletions(const rules::Example& example) {
    test_without_baseline(example);
    for (const Stated& stated : deletions_of(example)) {
      ++result_.deletions;
      const Outcome outcome = runner_.run(example, stated);
      if (!outcome.errors.empty()) continue;  // without it this is no snapshot any more
      if (outcome.verdict == example.verdict || outcome.verdict == rules::Verdict::unknown)
        continue;
      fail(std::string(example.name),
           fmt::format("without '{}' it is {}, but must stay {} or become unknown", stated.missing,
                       to_text(outcome.verdict), to_text(example.verdict)));
    }
  }

  /// Who gives no --baseline has nothing to compare with, and must not be told so for each rule.
  void test_without_baseline(const rules::Example& example) {
    if (example.baseline.empty() || example.verdict == rules::Verdict::unknown) return;
    ++result_.deletions;
    if (runner_.run(example, {std::string(example.host), {}, {}}).verdict !=
        rules::Verdict::unknown) {
      return;
    }
    fail(std::string(example.name), "without a baseline it is unknown, but must say nothing");
  }

  void test_mutants() {
    mutate(rule_.select, "select", [](rules::Rule& rule, std::string_view query) {
      rule.select = query;
      rule.premises = {};  // they were of the old one
    });
    mutate(rule_.when, "when", [](rules::Rule& rule, std::string_view query) {
      rule.when = query;
      rule.premises = {};
    });
    if (!rule_.when.empty()) {
      rules::Rule mutant = rule_;
      mutant.when = {};
      mutant.premises = {};
      try_mutant(mutant, "without 'when'");
    }
    test_guards();
    for_each_fix_mutant(rule_, [&](const rules::Rule& mutant, const std::string& what) {
      ++result_.fix_mutants;
      if (!shows_in_fixed(mutant)) fail(what, "no example notices");
    });
  }

  [[nodiscard]] bool shows_in_fixed(const rules::Rule& mutant) const {
    Runner runner(mutant, data_);
    return std::any_of(
        rule_.examples.begin(), rule_.examples.end(), [&](const rules::Example& example) {
          if (!shows_fix(example)) return false;
          const Outcome outcome = runner.run(example);
          return outcome.findings.empty() || !wrong_fix(example, outcome.findings).empty();
        });
  }

  /// What keeps the rule from being asked, or from passing, is a guard too.
  void test_guards() {
    drop_each(rule_.needs, "needs", [](rules::Rule& rule, auto left) { rule.needs = left; });
    drop_each(rule_.needs_for_pass, "needs-for-pass",
              [](rules::Rule& rule, auto left) { rule.needs_for_pass = left; });
    drop_each(rule_.each, "each", [](rules::Rule& rule, auto left) { rule.each = left; });
    drop_all(rule_.roles, "roles", [](rules::Rule& rule) { rule.roles = {}; });
    drop_all(rule_.products, "products", [](rules::Rule& rule) { rule.products = {}; });
  }

  template <class Item, class Set>
  void drop_each(std::span<const Item> items, std::string_view name, Set set) {
    for (std::size_t dropped = 0; dropped < items.size(); ++dropped) {
      std::vector<Item> left(items.begin(), items.end());
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(dropped));
      rules::Rule mutant = rule_;
      set(mutant, std::span<const Item>(left));
      try_mutant(mutant, fmt::format("without number {} of '{}'", dropped + 1, name));
    }
  }

  template <class Set>
  void drop_all(std::span<const std::string_view> items, std::string_view name, Set set) {
    if (items.empty()) return;
    rules::Rule mutant = rule_;
    set(mutant);
    try_mutant(mutant, fmt::format("without '{}'", name));
  }

  template <class Set>
  void mutate(std::string_view query, std::string_view where, Set set) {
    if (query.empty()) return;
    const auto ast = rules::xpath::parse(std::string(query));
    if (!ast) return;
    for (const rules::xpath::Mutation& mutation : rules::xpath::mutations(*ast)) {
      rules::Rule mutant = rule_;
      set(mutant, mutation.query);
      try_mutant(mutant, fmt::format("{} {}", where, mutation.description));
    }
  }

  void try_mutant(const rules::Rule& mutant, std::string description) {
    ++result_.mutants;
    Runner runner(mutant, data_);
    for (const rules::Example& example : rule_.examples) {
      const Outcome outcome = runner.run(example);
      if (outcome.verdict != example.verdict) return;
      if (example.verdict == rules::Verdict::bad && outcome.findings.size() != example.findings) {
        return;
      }
      if (deletion_shows(example, runner)) return;
    }
    fail(std::move(description), "no example notices that this condition is gone");
  }

  /// Is there a fact of the example without which the mutant says what it must not?
  static bool deletion_shows(const rules::Example& example, Runner& runner) {
    for (const Stated& stated : deletions_of(example)) {
      const Outcome outcome = runner.run(example, stated);
      if (outcome.errors.empty() && outcome.verdict != example.verdict &&
          outcome.verdict != rules::Verdict::unknown) {
        return true;
      }
    }
    return false;
  }

  const rules::Rule& rule_;
  std::span<const shir::DataTable> data_;
  RuleTestResult& result_;
  Runner runner_;
};

}  // namespace

void test_rule(const rules::Rule& rule, std::span<const shir::DataTable> data,
               RuleTestResult& result) {
  RuleTester(rule, data, result).test();
}

}  // namespace shirlint::lint
