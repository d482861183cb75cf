#include "lint/allow_list.h"

#include <algorithm>
#include <string>

#include "shir/endpoints.h"
#include "text/ascii.h"

namespace shirlint::lint {
namespace {

bool is_below(std::string_view name, std::string_view pattern) {
  if (pattern.substr(0, 2) != "*.") return name == pattern;
  const std::string_view suffix = pattern.substr(1);
  return name.size() > suffix.size() && name.substr(name.size() - suffix.size()) == suffix;
}

/// In lower case. What the site file does not tell may be any label: "{datafactory}.{region}.NAME"
/// is "*.NAME".
std::string as_pattern(std::string_view name) {
  std::string host = text::lower_case(name);
  const std::size_t last = host.rfind('}');
  return last == std::string::npos ? host : "*" + host.substr(last + 1);
}

}  // namespace

bool lets_out(std::string_view entry, std::string_view needed) {
  return entry == needed || is_below(needed, entry) || is_below(entry, needed);
}

void add_allow_list(facts::Tree& tree, pugi::xml_node node, const Site& site,
                    std::span<const shir::DataTable> data, std::string_view product) {
  const shir::DataTable* table = shir::find_table(data, "endpoints");
  if (site.allow_list.empty() || table == nullptr) return;
  for (const AllowedName& allowed : site.allow_list) {
    const pugi::xml_node element = tree.add(node, "allowed", {&site.source, allowed.at});
    tree.set(element, "text", allowed.text);
    tree.set(element, "kind", allowed.address ? "address" : "name");
  }
  shir::EndpointNames names;
  names.data_factory = site.factory;
  names.region = site.region;
  const std::string_view cloud = site.cloud.empty() ? std::string_view("public") : site.cloud;
  const std::string_view of = product.empty() ? std::string_view("adf") : product;
  for (const shir::Endpoint& endpoint : shir::service_endpoints(*table, of, cloud, names)) {
    const std::string needed = as_pattern(endpoint.host);
    const bool out = std::any_of(site.allow_list.begin(), site.allow_list.end(),
                                 [&](const AllowedName& allowed) {
                                   return !allowed.address && lets_out(allowed.text, needed);
                                 });
    const pugi::xml_node element = tree.add(node, "needed", {&site.source, site.allow_list_at});
    tree.set(element, "host", endpoint.host);
    tree.set(element, "for", endpoint.needed);
    tree.set(element, "allowed", out ? "true" : "false");
  }
}

}  // namespace shirlint::lint
