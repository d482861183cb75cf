// The <group> tree: the nodes of one group side by side, as rules about groups see them.
// Names: facts/vocabulary_group.cpp.
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <span>
#include <vector>

#include "facts/tree.h"
#include "lint/node_summary.h"

namespace shirlint::lint {

class GroupTree {
 public:
  /// `nodes`: of one group, two or more; must outlive this.
  explicit GroupTree(std::span<const NodeSummary> nodes);

  [[nodiscard]] pugi::xml_node root() const { return tree_.root(); }  // <facts>
  [[nodiscard]] pugi::xml_node group() const { return group_; }
  [[nodiscard]] const facts::Inventory& inventory() const { return tree_.inventory(); }
  /// Which of the nodes `place` belongs to; the first one for what stands above all.
  [[nodiscard]] std::size_t node_of(const pugi::xpath_node& place) const;
  [[nodiscard]] const KeptPlace& place(const pugi::xpath_node& place) const;

 private:
  void add_node(const NodeSummary& node);
  void add_config(pugi::xml_node parent, const NodeConfig& config);
  void add_entries(pugi::xml_node element, const NodeConfig& config);
  void compare_versions();
  void compare_configs();

  std::span<const NodeSummary> nodes_;
  facts::Tree tree_;
  pugi::xml_node group_;
  std::vector<pugi::xml_node> node_elements_;  // as `nodes_`
};

}  // namespace shirlint::lint
