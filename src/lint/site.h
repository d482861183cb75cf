// shirlint.toml: what this organisation intends.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

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
};

struct LoadedSite {
  Site site;
  std::vector<text::Error> errors;  // not empty: the site file must not be used
};

[[nodiscard]] LoadedSite read_site(const std::string& bytes, const std::string& file);

}  // namespace shirlint::lint
