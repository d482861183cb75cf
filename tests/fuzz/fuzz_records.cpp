// Files that shirlint writes and reads back, which others may have changed since: baselines, plans,
// records of runs, reports. What is taken is written as it was read. The first byte chooses.
#include <string>
#include <vector>

#include "fix/journal.h"
#include "fix/plan_file.h"
#include "fuzz.h"
#include "lint/baseline_file.h"
#include "loader_errors.h"
#include "report/read_jsonl.h"
#include "rules/builtin_pack.h"
#include "text/source.h"

using namespace shirlint;
using fuzz::expect;

namespace {

void check_baseline(const std::string& bytes) {
  const auto read = lint::read_baseline(bytes, "baseline.json");
  if (!read) return expect(!read.error().message.empty(), "a refusal has a sentence");
  const std::string written = lint::write_baseline(*read);
  const auto again = lint::read_baseline(written, "baseline.json");
  expect(again.has_value(), "a baseline that is written is read", written);
  fuzz::expect_same(written, lint::write_baseline(*again), "and written as it was");
}

void check_plan(const std::string& bytes) {
  const auto plan = fix::parse_plan(bytes, "plan.toml");
  if (!plan) return fuzz::check_errors({plan.error()}, text::Source(bytes));
  const std::string written = fix::to_toml(*plan);
  const auto again = fix::parse_plan(written, "plan.toml");
  expect(again.has_value(), "a plan that is written is read",
         again ? "" : again.error().message + "\n" + written);
  fuzz::expect_same(written, fix::to_toml(*again), "and written as it was");
}

void check_record(const std::string& bytes) {
  const auto record = fix::parse_manifest(bytes, "run.toml");
  if (!record) return fuzz::check_errors({record.error()}, text::Source(bytes));
  const std::string written = fix::to_toml(*record);
  const auto again = fix::parse_manifest(written, "run.toml");
  expect(again && *again == *record, "a record says what was read", written);
}

void check_report(const std::string& line) {
  static const std::vector<const rules::Rule*> known = [] {
    std::vector<const rules::Rule*> all;
    for (const rules::Rule& rule : rules::builtin_rules()) all.push_back(&rule);
    return all;
  }();
  report::NamedRules rules(known);
  const auto read = report::read_jsonl_line(line, rules);
  if (!read) return expect(!read.error().message.empty(), "a refusal has a sentence");
  for (const lint::Finding& finding : read->report.findings) {
    expect(finding.rule != nullptr, "a finding that was read has its rule");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const unsigned which = input.byte() % 4;
  const std::string bytes = input.rest();
  if (which == 0) check_baseline(bytes);
  if (which == 1) check_plan(bytes);
  if (which == 2) check_record(bytes);
  if (which == 3) check_report(bytes);
  return 0;
}
