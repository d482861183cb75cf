// shirlint.toml: what this organisation intends.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lint/site_entries.h"
#include "lint/site_names.h"
#include "rules/rule.h"
#include "text/error.h"
#include "text/source.h"
#include "text/tokens.h"

namespace shirlint::lint {

struct Site {
  text::Source source;
  std::string proxy_mode;  // "system", "custom", "none" or "" (not said)
  text::Span proxy_mode_at;
  std::string proxy;  // as .NET spells the URL: "http://proxy.contoso.com:8080/"
  text::Span proxy_at;
  std::optional<bool> proxy_authenticates;
  std::optional<bool> managed_identity;
  std::vector<SiteName> must_bypass;
  std::vector<SiteName> must_proxy;
  std::optional<bool> parquet;
  std::vector<text::DeploymentTokenPattern> token_patterns;
  std::map<std::string, rules::Severity, std::less<>> severity;  // by code
  std::string cloud;                                             // "public", "government", "china"
  std::string factory;
  std::string region;  // "westeurope"
  std::string jdk;     // the folder that JAVA_HOME should name
  std::string runtime_version;
  std::string java_version;
  std::vector<SiteName> private_endpoints;
  std::vector<AllowedName> allow_list;
  text::Span allow_list_at;
  std::vector<SiteRoot> roots;
  std::vector<PathSettings> paths;
  std::vector<Suppression> suppressions;
  std::vector<NamedCode> codes;  // all that it names, for check_site_codes()

  // Where it stands and where the tool was started, from the root; empty: paths are taken as given.
  std::string folder;
  std::string started_in;
  bool covered = false;  // the run looks at all that is in `folder`
};

struct LoadedSite {
  Site site;
  std::vector<text::Error> errors;  // not empty: the site file must not be used
};

[[nodiscard]] LoadedSite read_site(const std::string& bytes, const std::string& file);

/// Codes that no rule has are errors with "did you mean"; the code of a rule that redirects means
/// the rule it names.
[[nodiscard]] std::vector<text::Error> check_site_codes(Site& site, const std::string& file,
                                                        std::span<const rules::Rule* const> known);

}  // namespace shirlint::lint
