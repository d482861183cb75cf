#include "lint/rule_test.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/baseline_file.h"
#include "lint/example_facts.h"
#include "lint/example_fix.h"
#include "lint/example_runner.h"
#include "lint/fix_mutants.h"
#include "rules/xpath_mutations.h"
#include "rules/xpath_syntax.h"
#include "text/source.h"

namespace shirlint::lint {
namespace {

/// The same without each fact of host.toml and of the baseline in turn.
std::vector<StatedFacts> deletions_of(const rules::Example& example) {
  std::vector<StatedFacts> out;
  const StatedFacts whole = stated_by(example);
  for (FactDeletion& deletion : without_each_fact(example)) {
    out.push_back(
        {std::move(deletion.host), whole.baseline, std::move(deletion.fact), deletion.node});
  }
  for (FactDeletion& deletion : without_each_memory(whole.baseline)) {
    out.push_back({whole.host, std::move(deletion.host), std::move(deletion.fact)});
  }
  return out;
}

std::string text_of_file(const std::string& file, const rules::Example& example) {
  if (file == example_site_file) return std::string(example.site);
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
      : rule_(rule), data_(data), result_(result), runner_({&rule}, data) {}

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
    const ExampleOutcome outcome = runner_.run(example);
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

  void test_finding(const rules::Example& example, const ExampleOutcome& outcome) {
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
    if (const std::string wrong = wrong_fix(example, outcome.findings); !wrong.empty()) {
      fail(name, wrong);
    } else {
      test_fixed(example, outcome);
    }
  }

  /// A fix that is made again changes nothing.
  void test_fixed(const rules::Example& example, const ExampleOutcome& outcome) {
    const auto& fix = outcome.findings.front().fix;
    const bool makes_file = fix && !fix->edits.empty() && !fix->edits.front().like.empty();
    if (example.fixed.empty() || makes_file || !example.nodes.empty()) return;
    rules::Example after = example;
    std::vector<rules::File> configs(example.configs.begin(), example.configs.end());
    if (example.script.text.empty()) {
      configs.front().text = example.fixed;
      after.configs = configs;
    } else {
      after.script.text = example.fixed;
    }
    if (changes_file(after, runner_.run(after).findings)) {
      fail(std::string(example.name), "its fix, made again, changes the file once more");
    }
  }

  void test_deletions(const rules::Example& example) {
    test_without_baseline(example);
    for (const StatedFacts& stated : deletions_of(example)) {
      ++result_.deletions;
      const ExampleOutcome outcome = runner_.run(example, stated);
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
    ExampleRunner runner({&mutant}, data_);
    return std::any_of(
        rule_.examples.begin(), rule_.examples.end(), [&](const rules::Example& example) {
          if (!shows_fix(example)) return false;
          const ExampleOutcome outcome = runner.run(example);
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
    ExampleRunner runner({&mutant}, data_);
    for (const rules::Example& example : rule_.examples) {
      const ExampleOutcome outcome = runner.run(example);
      if (outcome.verdict != example.verdict) return;
      if (example.verdict == rules::Verdict::bad && outcome.findings.size() != example.findings) {
        return;
      }
      if (deletion_shows(example, runner)) return;
    }
    fail(std::move(description), "no example notices that this condition is gone");
  }

  /// Is there a fact of the example without which the mutant says what it must not?
  static bool deletion_shows(const rules::Example& example, ExampleRunner& runner) {
    for (const StatedFacts& stated : deletions_of(example)) {
      const ExampleOutcome outcome = runner.run(example, stated);
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
  ExampleRunner runner_;
};

}  // namespace

void test_rule(const rules::Rule& rule, std::span<const shir::DataTable> data,
               RuleTestResult& result) {
  RuleTester(rule, data, result).test();
}

std::vector<std::string> same_places(const rules::Rule& rule,
                                     std::span<const rules::Rule* const> pack,
                                     std::span<const shir::DataTable> data) {
  std::vector<std::string> out;
  ExampleRunner runner({pack.begin(), pack.end()}, data);
  for (const rules::Example& example : rule.examples) {
    if (example.verdict != rules::Verdict::bad) continue;
    const ExampleOutcome outcome = runner.run(example);
    for (const Finding& own : outcome.findings) {
      if (own.rule->code != rule.code || own.location.start.line == 0) continue;
      if (own.severity == rules::Severity::info) continue;
      for (const Finding& other : outcome.findings) {
        const Location& place = other.location;
        if (other.rule == own.rule || other.severity == rules::Severity::info ||
            place.file != own.location.file || place.start != own.location.start ||
            place.end != own.location.end) {
          continue;
        }
        out.push_back(fmt::format("{} and {}: {}", rule.code, other.rule->code, example.name));
      }
    }
  }
  return out;
}

}  // namespace shirlint::lint
