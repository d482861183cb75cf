#include "facts/data_tree.h"

#include <string>
#include <string_view>

namespace shirlint::facts {
namespace {

void set(pugi::xml_node node, std::string_view name, std::string_view value) {
  pugi::xml_attribute attribute = node.append_attribute(std::string(name).c_str());
  attribute.set_value(value.data(), value.size());
}

}  // namespace

pugi::xml_node build_data(pugi::xml_node parent, std::span<const shir::DataTable> tables) {
  pugi::xml_node data = parent.append_child("data");
  for (const shir::DataTable& table : tables) {
    pugi::xml_node about = data.append_child("table");
    set(about, "name", table.name);
    set(about, "element", table.element);
    set(about, "source", table.source);
    set(about, "as-of", table.as_of);
    const std::string element(table.element);
    for (const shir::DataRow row : table.rows) {
      pugi::xml_node node = data.append_child(element.c_str());
      for (const shir::DataCell& at : row) set(node, at.key, at.value);
    }
  }
  return data;
}

}  // namespace shirlint::facts
