#include "lint/example_runner.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "io/memory_reader.h"
#include "lint/baseline_file.h"
#include "lint/group.h"
#include "lint/site_use.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view default_day = "2026-11-22";

void take(ExampleOutcome& outcome, std::vector<Finding>& findings) {
  std::move(findings.begin(), findings.end(), std::back_inserter(outcome.findings));
}

HostReport check(HostChecker& checker, const rules::Example& example, const rules::Node& host,
                 const std::string& folder) {
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

}  // namespace

std::string folder_of(const rules::Example& example, std::size_t node) {
  return example.nodes.empty() ? "host" : fmt::format("node-{}", node + 1);
}

StatedFacts stated_by(const rules::Example& example) {
  const std::string_view host = example.nodes.empty() ? example.host : example.nodes.front().host;
  return {std::string(host), std::string(example.baseline), {}};
}

ExampleRunner::ExampleRunner(std::vector<const rules::Rule*> rules,
                             std::span<const shir::DataTable> data) {
  context_.rules = std::move(rules);
  context_.data = data;
}

ExampleOutcome ExampleRunner::run(const rules::Example& example) {
  return run(example, stated_by(example));
}

ExampleOutcome ExampleRunner::run(const rules::Example& example, const StatedFacts& stated) {
  ExampleOutcome outcome;
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

void ExampleRunner::prepare(const rules::Example& example, ExampleOutcome& outcome) {
  LoadedSite site = read_site(std::string(example.site), std::string(example_site_file));
  outcome.errors = std::move(site.errors);
  context_.site = std::move(site.site);
  context_.site.covered = true;
  context_.site_file = example.site.empty() ? "" : example_site_file;
  context_.tokens_are_values = example.live;
  context_.backups = &backup_.emplace(example);
  context_.today =
      text::parse_day(example.date.empty() ? default_day : example.date).value_or(text::Day{});
}

void ExampleRunner::read_baseline_of(const StatedFacts& stated, ExampleOutcome& outcome) {
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

}  // namespace shirlint::lint
