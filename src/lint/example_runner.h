// An example of a rule as a real check on a machine in memory.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/baseline.h"
#include "lint/checker.h"
#include "lint/example_fix.h"
#include "lint/report.h"
#include "rules/rule.h"
#include "shir/data_table.h"

namespace shirlint::lint {

constexpr std::string_view example_site_file = "shirlint.toml";

/// Where the files of an example's host stand; `node` counts those of a group.
[[nodiscard]] std::string folder_of(const rules::Example& example, std::size_t node);

/// What came of one example.
struct ExampleOutcome {
  rules::Verdict verdict = rules::Verdict::good;
  std::vector<Finding> findings;
  std::vector<text::Error> errors;
};

/// What an example tells of its host, or what a deletion leaves of it.
struct StatedFacts {
  std::string host;      // host.toml
  std::string baseline;  // empty: none
  std::string missing;   // what was deleted
  std::size_t node = 0;  // whose host.toml, in an example about a group
};

[[nodiscard]] StatedFacts stated_by(const rules::Example& example);

class ExampleRunner {
 public:
  /// `rules` are those that are asked; they must outlive it.
  ExampleRunner(std::vector<const rules::Rule*> rules, std::span<const shir::DataTable> data);

  ExampleOutcome run(const rules::Example& example);
  /// With another host.toml for one of its hosts, or another baseline.
  ExampleOutcome run(const rules::Example& example, const StatedFacts& stated);

 private:
  void prepare(const rules::Example& example, ExampleOutcome& outcome);
  void read_baseline_of(const StatedFacts& stated, ExampleOutcome& outcome);

  CheckContext context_;
  Baseline baseline_;
  std::optional<ExampleBackup> backup_;
};

}  // namespace shirlint::lint
