#include "xml/equality.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace shirlint::xml {
namespace {

bool is_layout(pugi::xml_node node) {
  const std::string_view value = node.value();
  return node.type() == pugi::node_comment || node.type() == pugi::node_pi ||
         (node.type() == pugi::node_pcdata &&
          value.find_first_not_of(" \t\r\n") == std::string_view::npos);
}

pugi::xml_node without_layout(pugi::xml_node node) {
  while (node && is_layout(node)) node = node.next_sibling();
  return node;
}

bool equal_attributes(pugi::xml_node one, pugi::xml_node other) {
  const auto all = one.attributes();
  const auto others = other.attributes();
  return std::distance(all.begin(), all.end()) == std::distance(others.begin(), others.end()) &&
         std::all_of(all.begin(), all.end(), [&](const pugi::xml_attribute& attribute) {
           const pugi::xml_attribute same = other.attribute(attribute.name());
           return same && std::string_view(same.value()) == attribute.value();
         });
}

}  // namespace

bool equal_elements(pugi::xml_node one, pugi::xml_node other) {
  if (one.type() != other.type() || std::string_view(one.name()) != other.name() ||
      std::string_view(one.value()) != other.value() || !equal_attributes(one, other)) {
    return false;
  }
  pugi::xml_node first = without_layout(one.first_child());
  pugi::xml_node second = without_layout(other.first_child());
  while (first && second && equal_elements(first, second)) {
    first = without_layout(first.next_sibling());
    second = without_layout(second.next_sibling());
  }
  return !first && !second;
}

}  // namespace shirlint::xml
