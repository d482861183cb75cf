// The site file's allow list, held against the names that the runtime needs.
#pragma once

#include <pugixml.hpp>
#include <span>
#include <string_view>

#include "facts/tree.h"
#include "lint/site.h"
#include "shir/data_table.h"

namespace shirlint::lint {

/// Appends <allowed> and <needed> to `node`, a <site>; nothing without an allow list. `product`:
/// the host's; empty is Data Factory. `site` must outlive the tree.
void add_allow_list(facts::Tree& tree, pugi::xml_node node, const Site& site,
                    std::span<const shir::DataTable> data, std::string_view product);

/// Does an allow list with this entry let `needed` out? Either may be "*.NAME"; of a name that is
/// needed with one, an entry for a single host is enough: the portal tells which one it is.
[[nodiscard]] bool lets_out(std::string_view entry, std::string_view needed);

}  // namespace shirlint::lint
