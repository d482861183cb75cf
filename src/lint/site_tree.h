// The <site> tree: what shirlint.toml says, as rules see it. Names: facts/vocabulary_site.cpp.
#pragma once

#include <pugixml.hpp>

#include "facts/tree.h"
#include "lint/site.h"

namespace shirlint::lint {

/// Appends <site> to the root of `tree`; `site` must outlive it.
pugi::xml_node build_site(facts::Tree& tree, const Site& site);

}  // namespace shirlint::lint
