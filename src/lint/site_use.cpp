#include "lint/site_use.h"

#include <algorithm>

#include "lint/loaded_host.h"
#include "lint/selection.h"
#include "lint/site_filter.h"
#include "lint/site_tree.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view site_category = "SIT";

}  // namespace

SiteUse::SiteUse(const CheckContext& context) : context_(context) {
  for (const Suppression& entry : context.site.suppressions) globs_.emplace_back(entry.match);
  path_seen_.resize(globs_.size());
}

void SiteUse::add(const HostReport& host) {
  if (globs_.empty()) return;
  add(host.suppressed);
  hosts_.insert(host.name);
  whole_ = whole_ && host.whole && host.errors.empty();
  for (const Unknown& item : host.unknown) open_.insert(item.rule->code);
  for (const FileReport& file : host.files) {
    const std::string path = path_from_site(context_.site, file.path);
    for (std::size_t at = 0; at < globs_.size(); ++at) {
      if (globs_[at].matches(path)) path_seen_[at] = true;
    }
  }
}

void SiteUse::add(const std::vector<Suppressed>& suppressed) {
  for (const Suppressed& item : suppressed) used_.insert(item.by);
}

bool SiteUse::was_due(std::size_t entry) const {
  const Suppression& suppression = context_.site.suppressions[entry];
  const bool asked = std::any_of(
      context_.rules.begin(), context_.rules.end(),
      [&](const rules::Rule* rule) { return rule->code == std::string_view(suppression.code); });
  if (!asked || !whole_ || open_.count(suppression.code) != 0) return false;
  if (context_.site.covered) return true;
  if (suppression.host.empty() && suppression.match.empty()) return false;
  return (suppression.host.empty() || hosts_.count(suppression.host) != 0) &&
         (suppression.match.empty() || path_seen_[entry]);
}

std::optional<HostReport> SiteUse::judge() const {
  CheckContext context;
  for (const rules::Rule* rule : context_.rules) {
    if (category(rule->code) == site_category) context.rules.push_back(rule);
  }
  const Site& site = context_.site;
  if (context.rules.empty() || site.suppressions.empty() || hosts_.empty()) return std::nullopt;
  context.data = context_.data;
  context.today = context_.today;
  context.site.severity = site.severity;
  LoadedHost loaded;
  loaded.source.path = context_.site_file;
  loaded.site_source = &site.source;
  loaded.site_file = context_.site_file;
  loaded.host_node = loaded.tree.add(loaded.tree.root(), "host");
  loaded.site_node = build_site(loaded.tree, site);
  for (std::size_t at = 0; at < site.suppressions.size(); ++at) {
    const Suppression& entry = site.suppressions[at];
    const bool expired = entry.expires < context_.today;
    const bool used = used_.count(entry_name(site, context_.site_file, entry.at)) != 0;
    if (!expired && (used || !was_due(at))) continue;
    add_suppression(loaded.tree, loaded.site_node, site, entry, expired ? "expired" : "unused");
  }
  HostReport report;
  report.path = context_.site_file;
  report.findings = HostChecker(context).check(loaded).findings;
  if (report.findings.empty()) return std::nullopt;
  return report;
}

}  // namespace shirlint::lint
