#include "lint/group_tree.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "shir/versions.h"

namespace shirlint::lint {
namespace {

auto parts(const shir::Version& version) {
  return std::tie(version.major, version.minor, version.build, version.revision);
}

/// A config of the group and where it is in the tree.
struct Member {
  const NodeSummary* node = nullptr;
  const NodeConfig* config = nullptr;
  pugi::xml_node element;
};

/// The first of those that do what most do. Where there is no most, what somebody set is what was
/// meant, and what is as shipped was forgotten.
const Member& model_of(const std::vector<Member>& members) {
  std::map<std::string_view, std::size_t> count;
  for (const Member& member : members) ++count[member.config->proxy->canonical];
  const auto weight = [&](const Member& member) {
    const ProxySummary& proxy = *member.config->proxy;
    return std::make_pair(count[proxy.canonical], !proxy.shipped_default);
  };
  return *std::max_element(
      members.begin(), members.end(),
      [&](const Member& left, const Member& right) { return weight(left) < weight(right); });
}

/// Nothing: tokens stand in the way that may be filled in alike.
std::optional<bool> differ(const ProxySummary& one, const ProxySummary& other) {
  if (one.canonical == other.canonical) return false;
  const bool unresolved = one.unresolved || other.unresolved;
  if (unresolved && one.shipped_default == other.shipped_default) return std::nullopt;
  return true;
}

}  // namespace

GroupTree::GroupTree(std::span<const NodeSummary> nodes) : nodes_(nodes) {
  group_ = tree_.add(tree_.root(), "group");
  tree_.set(group_, "name", nodes.front().group);
  for (const NodeSummary& node : nodes) add_node(node);
  compare_versions();
  compare_configs();
}

void GroupTree::add_node(const NodeSummary& node) {
  const pugi::xml_node element = tree_.add(group_, "node");
  node_elements_.push_back(element);
  tree_.set(element, "name", node.name);
  tree_.set(element, "path", node.path);
  if (!node.product.empty()) tree_.set(element, "product", node.product);
  if (!node.version.empty()) tree_.set(element, "version", node.version);
  for (const NodeConfig& config : node.configs) add_config(element, config);
}

void GroupTree::add_config(pugi::xml_node parent, const NodeConfig& config) {
  const pugi::xml_node element = tree_.add(parent, "config");
  tree_.set(element, "role", config.role);
  tree_.set(element, "path", config.path);
  if (!config.proxy) return;
  tree_.set(element, "mode", config.proxy->mode);
  if (!config.proxy->address.empty()) tree_.set(element, "address", config.proxy->address);
  tree_.set(element, "entries", std::to_string(config.proxy->entries));
}

void GroupTree::add_entries(pugi::xml_node element, const NodeConfig& config) {
  if (element.child("entry")) return;  // the model of another one too
  for (const std::string& pattern : config.proxy->patterns) {
    tree_.set(tree_.add(element, "entry"), "pattern", pattern);
  }
}

void GroupTree::compare_versions() {
  std::vector<std::optional<shir::Version>> versions;
  const shir::Version* newest = nullptr;
  versions.reserve(nodes_.size());  // `newest` points into it
  for (const NodeSummary& node : nodes_) {
    const auto& version = versions.emplace_back(shir::parse_version(node.version));
    if (!version || (newest != nullptr && parts(*version) <= parts(*newest))) continue;
    newest = &*version;
    group_.remove_attribute("newest-version");
    tree_.set(group_, "newest-version", node.version);
  }
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    if (!versions[at]) continue;
    const bool is_newest = parts(*versions[at]) == parts(*newest);
    tree_.set(node_elements_[at], "newest", is_newest ? "true" : "false");
  }
}

void GroupTree::compare_configs() {
  std::map<std::string_view, std::vector<Member>> by_role;
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    pugi::xml_node element = node_elements_[at].child("config");
    for (const NodeConfig& config : nodes_[at].configs) {
      if (config.proxy) by_role[config.role].push_back({&nodes_[at], &config, element});
      element = element.next_sibling("config");
    }
  }
  for (const auto& [role, members] : by_role) {
    const Member& model = model_of(members);
    for (const Member& member : members) {
      const auto differs = differ(*member.config->proxy, *model.config->proxy);
      if (differs) tree_.set(member.element, "differs", *differs ? "true" : "false");
      tree_.set(member.element, "model", model.node->path);
      if (!differs.value_or(false)) continue;
      add_entries(member.element, *member.config);
      add_entries(model.element, *model.config);
    }
  }
}

std::size_t GroupTree::node_of(const pugi::xpath_node& place) const {
  pugi::xml_node at = place.attribute() ? place.parent() : place.node();
  while (at && at.parent() != group_) at = at.parent();
  const auto found = std::find(node_elements_.begin(), node_elements_.end(), at);
  return found == node_elements_.end() ? 0
                                       : static_cast<std::size_t>(found - node_elements_.begin());
}

const KeptPlace& GroupTree::place(const pugi::xpath_node& place) const {
  const std::size_t index = node_of(place);
  const NodeSummary& node = nodes_[index];
  if (place.attribute() && place.parent() == node_elements_[index] &&
      std::string_view(place.attribute().name()) == "version") {
    return node.version_place;
  }
  pugi::xml_node element = place.attribute() ? place.parent() : place.node();
  if (std::string_view(element.name()) == "entry") element = element.parent();
  pugi::xml_node config = node_elements_[index].child("config");
  for (const NodeConfig& kept : node.configs) {
    if (config == element) return kept.place;
    config = config.next_sibling("config");
  }
  return node.place;
}

}  // namespace shirlint::lint
