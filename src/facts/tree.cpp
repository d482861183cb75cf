#include "facts/tree.h"

#include <algorithm>
#include <functional>

namespace shirlint::facts {

Tree::Tree() : root_(document_.append_child("facts")) {
  inventory_.add_element("facts");
  origins_.reserve(1024);  // a host with thirty certificates has as many
}

pugi::xml_node Tree::add(pugi::xml_node parent, const char* name, Origin origin) {
  pugi::xml_node node = parent.append_child(name);
  inventory_.add_element(name);
  if (origin.source != nullptr) remember(node.internal_object(), origin);
  return node;
}

pugi::xml_attribute Tree::set(pugi::xml_node node, const char* name, std::string_view value) {
  pugi::xml_attribute attribute = node.append_attribute(name);
  attribute.set_value(value.data(), value.size());
  inventory_.add_attribute(name, value);
  return attribute;
}

pugi::xml_attribute Tree::set(pugi::xml_node node, const char* name, std::string_view value,
                              Origin origin) {
  pugi::xml_attribute attribute = set(node, name, value);
  if (origin.source != nullptr) remember(attribute.internal_object(), origin);
  return attribute;
}

void Tree::remember(const void* key, Origin origin) {
  origins_.emplace_back(key, origin);
  sorted_ = false;
}

std::optional<Origin> Tree::find_origin(const void* key) const {
  constexpr unsigned few = 32;
  const auto before = [](const auto& left, const auto& right) {
    return std::less<>()(left.first, right.first);
  };
  if (!sorted_ && ++look_ups_ > few) {
    std::sort(origins_.begin(), origins_.end(), before);
    sorted_ = true;
  }
  const std::pair<const void*, Origin> wanted{key, {}};
  const auto at = sorted_ ? std::lower_bound(origins_.begin(), origins_.end(), wanted, before)
                          : std::find_if(origins_.begin(), origins_.end(),
                                         [&](const auto& known) { return known.first == key; });
  if (at == origins_.end() || at->first != key) return std::nullopt;
  return at->second;
}

std::optional<Origin> Tree::origin(const pugi::xpath_node& node) const {
  if (node.attribute()) {
    if (auto own = find_origin(node.attribute().internal_object())) return own;
  }
  for (pugi::xml_node at = node.attribute() ? node.parent() : node.node(); at; at = at.parent()) {
    if (auto own = find_origin(at.internal_object())) return own;
  }
  return std::nullopt;
}

}  // namespace shirlint::facts
