// The entries of shirlint.toml that are tables: roots, settings for paths, suppressions.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "rules/toml_fields.h"
#include "text/date.h"
#include "text/span.h"
#include "text/toml.h"

namespace shirlint::lint {

/// A rule's code as the site file names it; a category ("PRX") where that may stand too.
struct NamedCode {
  std::string code;
  text::Span at;
  bool category_too = false;
};

/// [[root]]: an authority that this organisation's machines must trust.
struct SiteRoot {
  std::string thumbprint;  // SHA-1 in upper case
  std::string file;
  text::Span at;
};

using Severities = std::map<std::string, rules::Severity, std::less<>>;

/// [[path]]: what counts for files whose path, seen from the site file, matches.
struct PathSettings {
  std::string match;  // a glob
  std::vector<std::string> ignore;
  Severities severity;
  text::Span at;
};

/// [[suppress]]: findings that somebody answers for until a day.
struct Suppression {
  std::string code;
  std::string match;  // a glob on the file's path; empty: any
  std::string host;   // empty: any
  std::string reason;
  std::string owner;
  text::Day expires;  // the last day on which it counts
  text::Span at;
};

/// What the three kinds of entries are read into; all that is wrong goes to the fields' errors.
struct SiteEntries {
  std::vector<SiteRoot> roots;
  std::vector<PathSettings> paths;
  std::vector<Suppression> suppressions;
  std::vector<NamedCode> codes;
};
[[nodiscard]] SiteEntries read_site_entries(rules::TomlFields& fields, rules::FileErrors& errors);

/// The table `key`: a severity for each code, which is added to `codes`.
[[nodiscard]] Severities read_severities(rules::TomlFields& fields, std::string_view key,
                                         rules::FileErrors& errors, std::vector<NamedCode>& codes);

}  // namespace shirlint::lint
