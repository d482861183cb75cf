#include "lint/site_use.h"

#include <algorithm>

#include "lint/site_filter.h"
#include "lint/suppression_rules.h"

namespace shirlint::lint {
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
  const Site& site = context_.site;
  if (hosts_.empty()) return std::nullopt;
  std::vector<IdleSuppression> idle;
  for (std::size_t at = 0; at < site.suppressions.size(); ++at) {
    const Suppression& entry = site.suppressions[at];
    const bool expired = entry.expires < context_.today;
    const bool used = used_.count(entry_name(site, context_.site_file, entry.at)) != 0;
    if (!expired && (used || !was_due(at))) continue;
    idle.push_back({entry.at,
                    expired ? "expired" : "unused",
                    entry.code,
                    entry.owner,
                    entry.reason,
                    text::to_text(entry.expires),
                    {}});
  }
  HostReport report;
  report.path = context_.site_file;
  report.findings = judge_suppressions(context_, site.source, context_.site_file, idle);
  if (report.findings.empty()) return std::nullopt;
  return report;
}

}  // namespace shirlint::lint
