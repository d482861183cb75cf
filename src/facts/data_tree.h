// The <data> tree: the reference tables, each row an element named by its table, so that a rule can
// ask $data/root[@state='required']/@thumbprint; and one <table> for each with its source and the
// day it was true, for messages.
#pragma once

#include <functional>
#include <pugixml.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "shir/data_table.h"

namespace shirlint::facts {

/// The same for every host. Most runs ask for few of the tables: rows are added when their element
/// is first asked for.
class DataTree {
 public:
  /// `tables` must outlive this.
  explicit DataTree(std::span<const shir::DataTable> tables);

  [[nodiscard]] pugi::xml_node root() const { return data_; }  // <data>
  /// Makes the elements of this name complete: a table's rows, or the <table>s.
  void add(std::string_view element);
  /// Adds all there are.
  void add_all();

 private:
  std::span<const shir::DataTable> tables_;
  pugi::xml_document document_;
  pugi::xml_node data_;
  std::set<std::string, std::less<>> added_;  // own copies: a query's text may be gone
};

}  // namespace shirlint::facts
