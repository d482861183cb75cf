// The $net tree: what .NET makes of one config, as elements that rules ask about.
#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "dotnet/net.h"
#include "facts/tree.h"
#include "xml/document.h"

namespace shirlint::facts {

/// Appends <net role="..."> to `parent`. Origins point into `document`, which must outlive `tree`;
/// `net` must have been made from it and may be dropped afterwards.
pugi::xml_node build_net(Tree& tree, pugi::xml_node parent, const dotnet::Net& net,
                         std::string_view role, const xml::Document& document);

}  // namespace shirlint::facts
