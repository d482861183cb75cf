// Do two elements say the same? Layout, comments and the order of attributes do not count; the
// spelling of values does.
#pragma once

#include <pugixml.hpp>

namespace shirlint::xml {

[[nodiscard]] bool equal_elements(pugi::xml_node one, pugi::xml_node other);

}  // namespace shirlint::xml
