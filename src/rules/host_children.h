// The children of <host> by their names. Most queries begin with $host/NAME, where pugixml compares
// NAME with that of each child, each time, and a host has dozens. Here they are looked at once, and
// the queries read them from variables.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shirlint::rules {

class HostChildren {
 public:
  explicit HostChildren(pugi::xml_node host);

  /// In the order of the document; empty when there is none.
  [[nodiscard]] pugi::xpath_node_set named(std::string_view name) const;

 private:
  std::vector<std::pair<std::string_view, std::vector<pugi::xpath_node>>> names_;
};

/// "service" of "/service[1]/@state", which follows "$host" in a query; empty where another step
/// than a child's name does.
[[nodiscard]] std::string_view host_child(std::string_view after_host);

/// "$host/service[1]" -> "$host.service[1]": the same nodes, since $host is one node. No variable
/// of a rule has a dot in its name. Texts between quotes stay.
[[nodiscard]] std::string with_host_children(std::string_view query);

/// Letters, digits, "-" and "_", of which the names in queries are made.
[[nodiscard]] std::string_view name_at_start(std::string_view text);

}  // namespace shirlint::rules
