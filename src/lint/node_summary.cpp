#include "lint/node_summary.h"

#include <algorithm>

#include "lint/locate.h"
#include "text/secret.h"

namespace shirlint::lint {
namespace {

KeptPlace keep(const LoadedHost& host, const pugi::xpath_node& node) {
  const NodePlace place = Locator(host).place(node);
  KeptPlace kept;
  kept.location = Locator::location(place);
  if (place.config != nullptr) kept.role = place.config->file.role;
  if (place.source != nullptr) kept.value = text::mask(place.source->slice(place.span));
  kept.named = is_named(host, place);
  return kept;
}

std::shared_ptr<const ProxySummary> proxy_of(const dotnet::Net& net) {
  if (!net.proxy) return nullptr;
  auto proxy = std::make_shared<ProxySummary>();
  proxy->mode = dotnet::to_text(net.proxy->mode);
  if (net.proxy->address) proxy->address = dotnet::masked_text(*net.proxy->address);
  proxy->canonical = net.proxy->canonical;
  proxy->entries = net.proxy->entries;
  proxy->shipped_default = net.proxy->shipped_default;
  proxy->unresolved = std::any_of(
      net.settings.begin(), net.settings.end(),
      [](const dotnet::Setting& setting) { return setting.valid == dotnet::Certainty::unknown; });
  for (const dotnet::BypassEntry& entry : net.bypass) {
    proxy->unresolved = proxy->unresolved || entry.verdict == dotnet::BypassVerdict::unknown;
    if (entry.operation == dotnet::BypassOperation::add && entry.in_effect &&
        entry.can_match != dotnet::Certainty::no) {
      proxy->patterns.push_back(entry.pattern);
    }
  }
  return proxy;
}

bool is_whole_file(const LoadedConfig& config) {
  return config.file.role != "fragment" && config.file.role != "transform";
}

}  // namespace

std::shared_ptr<const NodeSummary> summarize(const LoadedHost& host) {
  if (host.group.empty()) return nullptr;
  auto node = std::make_shared<NodeSummary>();
  node->name = host.name;
  node->path = host.source.path;
  node->product = host.product;
  node->group = host.group;
  node->place = keep(host, {host.host_node.attribute("group"), host.host_node});
  const pugi::xml_node runtime = host.host_node.child("runtime");
  if (const pugi::xml_attribute version = runtime.attribute("version")) {
    node->version = version.value();
    node->version_place = keep(host, {version, runtime});
  }
  for (const LoadedConfig& config : host.configs) {
    if (!is_whole_file(config)) continue;
    const pugi::xml_node proxy = config.net_node.child("proxy");
    node->configs.push_back({config.file.role, config.file.path, proxy_of(config.net),
                             keep(host, proxy ? proxy : config.net_node)});
  }
  return node;
}

}  // namespace shirlint::lint
