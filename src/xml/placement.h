// Where, seen from a node, an element is put.
#pragma once

#include <cstdint>

namespace shirlint::xml {

enum class Placement : std::uint8_t {
  last,    // the last child of the node
  first,   // its first child
  before,  // the sibling before it
  after,   // the sibling behind it
};

}  // namespace shirlint::xml
