#include "lint/site_tree.h"

namespace shirlint::lint {

pugi::xml_node build_site(facts::Tree& tree, const Site& site) {
  const pugi::xml_node node = tree.add(tree.root(), "site");
  const auto text = [&](const char* name, const std::string& value, text::Span at) {
    if (!value.empty()) tree.set(node, name, value, {&site.source, at});
  };
  const auto plain = [&](const char* name, const std::string& value) {
    if (!value.empty()) tree.set(node, name, value);
  };
  const auto flag = [&](const char* name, std::optional<bool> value) {
    if (value) tree.set(node, name, *value ? "true" : "false");
  };
  const auto names = [&](const char* name, const std::vector<SiteName>& list) {
    for (const SiteName& item : list) {
      const pugi::xml_node element = tree.add(node, name, {&site.source, item.at});
      tree.set(element, "host", item.host);
      tree.set(element, "url", item.url);
    }
  };
  text("proxy-mode", site.proxy_mode, site.proxy_mode_at);
  text("proxy", site.proxy, site.proxy_at);
  flag("proxy-authenticates", site.proxy_authenticates);
  flag("managed-identity", site.managed_identity);
  flag("parquet", site.parquet);
  names("must-bypass", site.must_bypass);
  names("must-proxy", site.must_proxy);
  plain("cloud", site.cloud);
  plain("factory", site.factory);
  plain("region", site.region);
  plain("jdk", site.jdk);
  plain("runtime-version", site.runtime_version);
  plain("java-version", site.java_version);
  names("private-endpoint", site.private_endpoints);
  for (const SiteRoot& root : site.roots) {
    const pugi::xml_node element = tree.add(node, "root", {&site.source, root.at});
    tree.set(element, "thumbprint", root.thumbprint);
    if (!root.file.empty()) tree.set(element, "file", root.file);
  }
  return node;
}

}  // namespace shirlint::lint
