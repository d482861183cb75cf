#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/rules_mutate.h"
#include "lint/rule_test.h"

namespace shirlint::cli {

int run_rules_test(const Arguments& arguments, Session& session) {
  if (arguments.has("--mutate")) return mutate_golden_hosts(arguments, session);
  RuleChoice choice;
  if (arguments.positional.empty()) {
    choice = choose_rules(arguments, session.reader);
  } else {
    // A folder under test stands for itself: its codes need not begin with X.
    choice = choose_rules({}, session.reader);
    choice.rules.clear();
    for (const std::string& path : arguments.positional) {
      choice.folders.push_back(
          std::make_unique<rules::RuleFolder>(rules::read_rule_folder(session.reader, path)));
      const rules::RuleFolder& folder = *choice.folders.back();
      choice.errors.insert(choice.errors.end(), folder.errors.begin(), folder.errors.end());
      for (const rules::Rule* rule : folder.pack.rules()) choice.rules.push_back(rule);
    }
  }
  for (const text::Error& error : choice.errors) complain(session, error);
  if (!choice.errors.empty()) return exit_trouble;
  if (choice.rules.empty()) {
    complain(session, {"no rule to test was found", {}, {}});
    return exit_trouble;
  }
  // A rule that redirects has nothing to test.
  choice.rules.erase(
      std::remove_if(choice.rules.begin(), choice.rules.end(),
                     [](const rules::Rule* rule) { return !rule->redirect.empty(); }),
      choice.rules.end());
  lint::RuleTestResult result;
  for (const rules::Rule* rule : choice.rules) lint::test_rule(*rule, choice.data, result);
  for (const lint::RuleTestFailure& failure : result.failures) {
    session.out.text(fmt::format("{}: {}: {}\n", failure.code, failure.example, failure.message));
  }
  session.out.text(
      fmt::format("{} rules, {} examples, {} with a fact deleted, {} mutants of rules, {} of "
                  "fixes: {} failed\n",
                  choice.rules.size(), result.examples, result.deletions, result.mutants,
                  result.fix_mutants, result.failures.size()));
  return result.failures.empty() ? exit_ok : exit_findings;
}

}  // namespace shirlint::cli
