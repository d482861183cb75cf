// The <script> tree: what rules of scope `script` ask of. Names and meanings: facts/
// vocabulary_script.cpp.
#pragma once

#include <span>
#include <string_view>

#include "facts/tree.h"
#include "runbook/document.h"
#include "shir/data_table.h"
#include "text/source.h"

namespace shirlint::runbook {

/// Appends <script> to `tree`'s root; places are those of `source`, which must outlive the tree.
/// Of `tables`, "dmgcmd" tells the options.
pugi::xml_node build_script(facts::Tree& tree, const text::Source& source, std::string_view name,
                            Kind kind, std::span<const shir::DataTable> tables);

}  // namespace shirlint::runbook
