#include "lint/group.h"

#include <algorithm>

#include "facts/data_tree.h"
#include "lint/group_tree.h"
#include "lint/site_filter.h"

namespace shirlint::lint {
namespace {

/// The product of all nodes; empty when they differ.
std::string_view product_of(const std::vector<NodeSummary>& nodes) {
  const std::string& first = nodes.front().product;
  const bool same = std::all_of(nodes.begin(), nodes.end(),
                                [&](const NodeSummary& node) { return node.product == first; });
  return same ? std::string_view(first) : std::string_view();
}

/// Nothing when none of its places is in a file that was named.
std::optional<Finding> make_finding(const rules::Hit& hit, const GroupTree& tree,
                                    const std::string& host, const Site& site) {
  const KeptPlace* place = &tree.place(hit.node);
  Finding finding;
  finding.rule = hit.rule;
  const auto site_severity = site.severity.find(hit.rule->code);
  finding.severity = site_severity != site.severity.end() ? site_severity->second : hit.severity;
  finding.message = hit.message;
  finding.host = host;
  finding.fingerprint =
      fingerprint(hit.rule->code, place->role, place->location.fact, place->value);
  finding.location = place->location;
  bool named = place->named;
  for (const rules::RelatedHit& related : hit.related) {
    const KeptPlace& other = tree.place(related.node);
    finding.related.push_back({other.location, related.message});
    if (!named && other.named) {
      std::swap(finding.location, finding.related.back().location);
      named = true;
    }
  }
  if (!named) return std::nullopt;
  return finding;
}

GroupReport report_of(const rules::Verdicts& verdicts, const GroupTree& tree,
                      const std::vector<NodeSummary>& nodes, const std::vector<std::size_t>& hosts,
                      const CheckContext& context) {
  std::map<std::size_t, NodeVerdict> by_node;
  for (const rules::Hit& hit : verdicts.hits) {
    const std::size_t index = tree.node_of(hit.node);
    auto finding = make_finding(hit, tree, nodes[index].name, context.site);
    if (finding) by_node[index].findings.push_back(std::move(*finding));
  }
  for (const rules::Miss& miss : verdicts.misses) {
    const std::size_t index = tree.node_of(miss.item);
    if (miss.item && !tree.place(miss.item).named) continue;
    by_node[index].unknown.push_back({miss.rule, nodes[index].name, miss.needs, miss.reason});
  }
  const SiteFilter filter(context.site, context.site_file, context.today);
  GroupReport report;
  report.name = nodes.front().group;
  for (auto& [index, verdict] : by_node) {
    verdict.host = hosts[index];
    sort_findings(verdict.findings);
    filter.apply(verdict.findings, verdict.suppressed);
    report.nodes.push_back(std::move(verdict));
  }
  return report;
}

}  // namespace

void Groups::add(std::size_t host, const NodeSummary& node) {
  groups_[node.group].push_back({host, packed_.keep(pack(node, texts_))});
}

std::vector<NodeSummary> Groups::nodes_of(const Members& members) const {
  std::vector<NodeSummary> nodes;
  nodes.reserve(members.size());
  for (const Member& member : members) nodes.push_back(unpack(member.node, texts_));
  return nodes;
}

std::vector<GroupReport> Groups::judge(const CheckContext& context) const {
  std::vector<GroupReport> reports;
  judge(context, [&](GroupReport report) { reports.push_back(std::move(report)); });
  return reports;
}

void Groups::judge(const CheckContext& context,
                   const std::function<void(GroupReport)>& take) const {
  if (!asks_of_groups(context)) return;
  rules::Evaluator evaluator(context.rules);
  facts::DataTree data(context.data);
  for (const auto& [name, members] : groups_) {
    if (members.size() < 2) continue;
    const std::vector<NodeSummary> nodes = nodes_of(members);
    std::vector<std::size_t> hosts;
    hosts.reserve(members.size());
    for (const Member& member : members) hosts.push_back(member.host);
    const GroupTree tree(nodes);
    const rules::Verdicts verdicts = evaluator.judge_group(
        {tree.root(), tree.group(), &data, &tree.inventory(), product_of(nodes)});
    GroupReport report = report_of(verdicts, tree, nodes, hosts, context);
    if (!report.nodes.empty()) take(std::move(report));
  }
}

std::string Groups::trees() const {
  struct Text final : pugi::xml_writer {
    std::string out;
    void write(const void* data, std::size_t size) override {
      out.append(static_cast<const char*>(data), size);
    }
  } text;
  for (const auto& [name, members] : groups_) {
    if (members.size() < 2) continue;
    const std::vector<NodeSummary> nodes = nodes_of(members);
    GroupTree(nodes).root().print(text, "  ");
  }
  return std::move(text.out);
}

bool asks_of_groups(const CheckContext& context) {
  return std::any_of(context.rules.begin(), context.rules.end(),
                     [](const rules::Rule* rule) { return rule->scope == rules::Scope::group; });
}

}  // namespace shirlint::lint
