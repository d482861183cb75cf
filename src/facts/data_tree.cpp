#include "facts/data_tree.h"

#include <string>

namespace shirlint::facts {
namespace {

constexpr std::string_view about = "table";

void set(pugi::xml_node node, std::string_view name, std::string_view value) {
  pugi::xml_attribute attribute = node.append_attribute(std::string(name).c_str());
  attribute.set_value(value.data(), value.size());
}

void add_about(pugi::xml_node data, const shir::DataTable& table) {
  const pugi::xml_node node = data.append_child(std::string(about).c_str());
  set(node, "name", table.name);
  set(node, "element", table.element);
  set(node, "source", table.source);
  set(node, "as-of", table.as_of);
}

}  // namespace

DataTree::DataTree(std::span<const shir::DataTable> tables)
    : tables_(tables), data_(document_.append_child("data")) {}

void DataTree::add(std::string_view element) {
  if (added_.find(element) != added_.end()) return;
  added_.emplace(element);
  for (const shir::DataTable& table : tables_) {
    if (element == about) add_about(data_, table);
    if (table.element != element) continue;
    const std::string name(element);
    for (const shir::DataRow row : table.rows) {
      const pugi::xml_node node = data_.append_child(name.c_str());
      for (const shir::DataCell& cell : row) set(node, cell.key, cell.value);
    }
  }
}

void DataTree::add_all() {
  add(about);
  for (const shir::DataTable& table : tables_) add(table.element);
}

}  // namespace shirlint::facts
