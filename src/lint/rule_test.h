// Runs a rule's own examples, on made-up machines in memory, through the same code as a check.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rules/rule.h"
#include "shir/data_table.h"

namespace shirlint::lint {

struct RuleTestFailure {
  std::string_view code;
  std::string example;  // its name, or the mutant's description
  std::string message;
};

struct RuleTestResult {
  std::size_t examples = 0;
  std::size_t deletions = 0;    // examples with one fact deleted
  std::size_t mutants = 0;      // rules with one condition dropped
  std::size_t fix_mutants = 0;  // rules with a part of a fix gone or other
  std::vector<RuleTestFailure> failures;
};

/// Each example must give its verdict, mark the text it names and be fixed to the text it gives, in
/// which the fix then finds nothing more to change.
/// With each fact of host.toml deleted in turn the verdict stays or becomes unknown. With each
/// predicate, term and guard dropped in turn some example gives another verdict; with each part of
/// a fix gone or other in turn, another text or fix.
void test_rule(const rules::Rule& rule, std::span<const shir::DataTable> data,
               RuleTestResult& result);

/// "CODE and OTHER: example" for each place where another rule of `pack` says something of the very
/// text that a bad example of `rule` marks.
[[nodiscard]] std::vector<std::string> same_places(const rules::Rule& rule,
                                                   std::span<const rules::Rule* const> pack,
                                                   std::span<const shir::DataTable> data);

}  // namespace shirlint::lint
