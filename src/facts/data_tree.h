// The <data> tree: the reference tables, each row an element named by its table, so that a rule can
// ask $data/root[@state='required']/@thumbprint; and one <table> for each with its source and the
// day it was true, for messages.
#pragma once

#include <pugixml.hpp>
#include <span>

#include "shir/data_table.h"

namespace shirlint::facts {

/// Appends <data> to `parent`. The same for every host: built once, in a document of its own.
pugi::xml_node build_data(pugi::xml_node parent, std::span<const shir::DataTable> tables);

}  // namespace shirlint::facts
