// What shirlint.toml says of findings: severities and silence for paths, and suppressions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/ignore_rules.h"
#include "lint/report.h"
#include "lint/site.h"
#include "text/date.h"

namespace shirlint::lint {

/// "conf/shirlint.toml:12": how a report names an entry of the site file.
[[nodiscard]] std::string entry_name(const Site& site, std::string_view site_file, text::Span at);

/// `file` as the globs of the site file see it: from the site file's folder, if it lies below.
[[nodiscard]] std::string path_from_site(const Site& site, const std::string& file);

class SiteFilter {
 public:
  /// `site` must outlive it.
  SiteFilter(const Site& site, std::string_view site_file, text::Day today);

  /// Sets severities, and moves what does not count to `suppressed`. Of several entries for one
  /// finding the first counts. An entry that has expired does nothing.
  void apply(std::vector<Finding>& findings, std::vector<Suppressed>& suppressed) const;

 private:
  struct Path {
    const PathSettings* settings = nullptr;
    Glob glob;
    std::string name;
  };
  struct Entry {
    const Suppression* suppression = nullptr;
    Glob glob;
    std::string name;
  };

  /// Who silences it; null when nobody does.
  bool silence(Finding& finding, Suppressed& why) const;

  const Site& site_;
  std::vector<Path> paths_;
  std::vector<Entry> entries_;
};

}  // namespace shirlint::lint
