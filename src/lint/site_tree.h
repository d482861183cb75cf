// The <site> tree: what shirlint.toml says, as rules see it. Names: facts/vocabulary_site.cpp.
#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "facts/tree.h"
#include "lint/site.h"

namespace shirlint::lint {

/// Appends <site> to the root of `tree`; `site` must outlive it.
pugi::xml_node build_site(facts::Tree& tree, const Site& site);

/// Appends an entry that is of no more use to `node`, a <site>.
void add_suppression(facts::Tree& tree, pugi::xml_node node, const Site& site,
                     const Suppression& entry, std::string_view state);

}  // namespace shirlint::lint
