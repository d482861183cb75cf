#include "lint/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/toml_fields.h"

namespace shirlint::lint {
namespace {

constexpr std::array<std::string_view, 3> proxy_modes = {"system", "custom", "none"};
constexpr std::array<std::string_view, 3> severities = {"info", "warning", "error"};

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
  if (const text::TomlValue* table = fields.table("severity")) {
    rules::TomlFields inner(*table, errors);
    for (const text::TomlEntry& entry : table->entries) {
      const std::size_t level = inner.choice(entry.key, severities, 2, true);
      site.severity[entry.key] = static_cast<rules::Severity>(level);
    }
  }
  fields.finish();
  loaded.errors = std::move(errors.errors);
  return loaded;
}

}  // namespace shirlint::lint
