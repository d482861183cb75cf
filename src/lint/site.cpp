#include "lint/site.h"

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
