// The root element of an XML file, found without judging the rest.
#pragma once

#include <string>
#include <string_view>

namespace shirlint::lint {

struct RootElement {
  std::string name;  // empty when none was found
  bool has_xdt_namespace = false;
};

/// Reads as far as the root's start tag. UTF-16 is seen through by leaving NULs out.
[[nodiscard]] RootElement root_element(std::string_view bytes);

}  // namespace shirlint::lint
