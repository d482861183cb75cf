// Where in the text an element goes that is added to a tree, and what stands around it there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/error.h"
#include "xml/document.h"
#include "xml/edit_elements.h"

namespace shirlint::xml {

/// `span` is replaced by `before`, the new elements with `between` between them, and `after`.
struct Slot {
  text::Span span;
  std::string before;
  std::string between;
  std::string after;
  std::optional<std::string> indentation;  // nothing: they share a line with their neighbours
  pugi::xml_node neighbour;                // whose habits they follow
};

/// `leaving` are nodes that will be gone: none of them is a neighbour.
[[nodiscard]] text::Result<Slot> find_slot(const Document& document, const Spot& spot,
                                           const std::vector<pugi::xml_node>& leaving);

}  // namespace shirlint::xml
