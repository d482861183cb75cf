#include "lint/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/selection.h"
#include "rules/toml_fields.h"
#include "text/ascii.h"
#include "text/spelling.h"

namespace shirlint::lint {
namespace {

constexpr std::array<std::string_view, 3> proxy_modes = {"system", "custom", "none"};
constexpr std::array<std::string_view, 3> clouds = {"public", "government", "china"};

std::optional<bool> optional_boolean(rules::TomlFields& fields, const text::TomlValue& root,
                                     std::string_view key) {
  const bool value = fields.boolean(key, false);
  return root.find(key) != nullptr ? std::optional(value) : std::nullopt;
}

/// A name cannot both go directly and through the proxy.
void refuse_contradictions(const Site& site, rules::FileErrors& errors) {
  for (const SiteName& name : site.must_proxy) {
    const bool both = std::any_of(site.must_bypass.begin(), site.must_bypass.end(),
                                  [&](const SiteName& other) { return other.url == name.url; });
    if (both) {
      errors.add(name.at, fmt::format("'{}' stands in 'must_bypass' too; it can only be in one of "
                                      "the two lists",
                                      name.host));
    }
  }
}

/// Azure's own name of a region: people also write "West Europe".
std::string read_region(rules::TomlFields& fields, const text::TomlValue& root,
                        rules::FileErrors& errors) {
  const std::string_view text = fields.text("region");
  std::string plain;
  for (const char c : text) {
    if (text::is_letter(c) || text::is_digit(c)) plain += text::lower(c);
  }
  if (plain != text) {
    errors.add(root.find("region")->value.at,
               fmt::format("'{}' is no name of a region; did you mean '{}'?", text, plain));
  }
  return plain;
}

/// What there is to know of Azure and of the machines.
void read_intentions(rules::TomlFields& fields, const text::TomlValue& root, Site& site,
                     rules::FileErrors& errors) {
  const std::size_t cloud = fields.choice("cloud", clouds, clouds.size());
  if (cloud < clouds.size()) site.cloud = clouds.at(cloud);
  site.factory = fields.text("factory");
  site.region = read_region(fields, root, errors);
  site.private_endpoints = read_site_names(fields, root, "private_endpoints", errors);
  site.allow_list = read_allow_list(fields, root, errors);
  if (!site.allow_list.empty()) site.allow_list_at = root.find("allow_list")->value.at;
  site.jdk = fields.text("jdk");
  if (const text::TomlValue* table = fields.table("versions")) {
    rules::TomlFields inner(*table, errors);
    site.runtime_version = inner.text("runtime");
    site.java_version = inner.text("java");
    inner.finish();
  }
}

/// "PRX": what all codes of a category begin with.
bool is_category(std::string_view code, std::string_view word) { return category(code) == word; }

}  // namespace

LoadedSite read_site(const std::string& bytes, const std::string& file) {
  LoadedSite loaded;
  Site& site = loaded.site;
  site.source = text::Source(bytes);
  const text::Result<text::TomlValue> root = text::parse_toml(site.source.text(), file);
  if (!root) {
    loaded.errors.push_back(root.error());
    return loaded;
  }
  rules::FileErrors errors{site.source, file, {}};
  rules::TomlFields fields(*root, errors);
  const std::size_t mode = fields.choice("proxy_mode", proxy_modes, proxy_modes.size());
  if (mode < proxy_modes.size()) {
    site.proxy_mode = proxy_modes.at(mode);
    site.proxy_mode_at = root->find("proxy_mode")->value.at;
  }
  if (const std::string_view proxy = fields.text("proxy"); !proxy.empty()) {
    site.proxy_at = root->find("proxy")->value.at;
    site.proxy = read_site_proxy(proxy, site.proxy_at, errors);
  }
  site.must_bypass = read_site_names(fields, *root, "must_bypass", errors);
  site.must_proxy = read_site_names(fields, *root, "must_proxy", errors);
  refuse_contradictions(site, errors);
  site.managed_identity = optional_boolean(fields, *root, "managed_identity");
  site.proxy_authenticates = optional_boolean(fields, *root, "proxy_authenticates");
  site.parquet = optional_boolean(fields, *root, "parquet");
  for (const text::TomlValue* token : fields.tables("token")) {
    rules::TomlFields inner(*token, errors);
    site.token_patterns.push_back(
        {std::string(inner.text("prefix", true)), std::string(inner.text("suffix", true))});
    inner.finish();
  }
  read_intentions(fields, *root, site, errors);
  SiteEntries entries = read_site_entries(fields, errors);
  site.roots = std::move(entries.roots);
  site.paths = std::move(entries.paths);
  site.suppressions = std::move(entries.suppressions);
  site.codes = std::move(entries.codes);
  site.severity = read_severities(fields, "severity", errors, site.codes);
  fields.finish();
  loaded.errors = std::move(errors.errors);
  return loaded;
}

std::vector<text::Error> check_site_codes(Site& site, const std::string& file,
                                          std::span<const rules::Rule* const> known) {
  std::vector<std::string_view> codes;
  for (const rules::Rule* rule : known) codes.push_back(rule->code);
  rules::FileErrors errors{site.source, file, {}};
  for (const NamedCode& named : site.codes) {
    const bool found = std::any_of(codes.begin(), codes.end(), [&](std::string_view code) {
      return code == named.code || (named.category_too && is_category(code, named.code));
    });
    if (found) continue;
    errors.add(named.at, fmt::format("there is no rule '{}'{}", named.code,
                                     text::did_you_mean(named.code, codes)));
  }
  const auto meant = [&](Severities& severities) {
    const Severities written = severities;  // a code that is named itself counts more
    for (const auto& [code, severity] : written) {
      severities.emplace(redirected(known, code), severity);
    }
  };
  meant(site.severity);
  for (PathSettings& path : site.paths) {
    meant(path.severity);
    for (std::string& code : path.ignore) code = redirected(known, code);
  }
  for (Suppression& entry : site.suppressions) entry.code = redirected(known, entry.code);
  return std::move(errors.errors);
}

}  // namespace shirlint::lint
