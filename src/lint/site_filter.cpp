#include "lint/site_filter.h"

#include <fmt/format.h>

#include "io/reader.h"
#include "lint/selection.h"

namespace shirlint::lint {

std::string entry_name(const Site& site, std::string_view site_file, text::Span at) {
  return fmt::format("{}:{}", site_file, site.source.position(at.start).line);
}

std::string path_from_site(const Site& site, const std::string& file) {
  if (site.folder.empty()) return file;
  const std::string whole = io::absolute_path(site.started_in, file);
  const std::string below = site.folder.back() == '/' ? site.folder : site.folder + "/";
  return whole.compare(0, below.size(), below) == 0 ? whole.substr(below.size()) : whole;
}

SiteFilter::SiteFilter(const Site& site, std::string_view site_file, text::Day today)
    : site_(site) {
  for (const PathSettings& path : site.paths) {
    paths_.push_back({&path, Glob(path.match), entry_name(site, site_file, path.at)});
  }
  for (const Suppression& entry : site.suppressions) {
    if (entry.expires < today) continue;
    entries_.push_back({&entry, Glob(entry.match), entry_name(site, site_file, entry.at)});
  }
}

bool SiteFilter::silence(Finding& finding, Suppressed& why) const {
  const std::string path = path_from_site(site_, finding.location.file);
  const std::string_view code = finding.rule->code;
  for (const Path& item : paths_) {
    if (!item.glob.matches(path)) continue;
    if (matches_code(item.settings->ignore, code)) {
      why = {{}, item.name, fmt::format("not asked of {}", item.settings->match), {}};
      return true;
    }
    const auto severity = item.settings->severity.find(code);
    if (severity != item.settings->severity.end()) finding.severity = severity->second;
  }
  for (const Entry& item : entries_) {
    const Suppression& entry = *item.suppression;
    if (entry.code != code || (!entry.host.empty() && entry.host != finding.host)) continue;
    if (!entry.match.empty() && !item.glob.matches(path)) continue;
    why = {{},
           item.name,
           fmt::format("{} ({})", entry.reason, entry.owner),
           text::to_text(entry.expires)};
    return true;
  }
  return false;
}

void SiteFilter::apply(std::vector<Finding>& findings, std::vector<Suppressed>& suppressed) const {
  if (paths_.empty() && entries_.empty()) return;
  std::vector<Finding> left;
  for (Finding& finding : findings) {
    Suppressed why;
    if (silence(finding, why)) {
      why.finding = std::move(finding);
      suppressed.push_back(std::move(why));
    } else {
      left.push_back(std::move(finding));
    }
  }
  findings = std::move(left);
}

}  // namespace shirlint::lint
