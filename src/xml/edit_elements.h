// Changes of elements as text edits: insert, remove, move, rename, copy from another file. Each
// function is pure and needs readable documents; nodes must be of their trees and stand in the
// file. Offsets of the edits are those of `document.source().text()`. An error is a refusal: one
// sentence that says why the change cannot be made.
//
// What is written looks as its neighbours do: on a line of its own with their indentation, or in
// their line if they share one.
#pragma once

#include <string_view>
#include <vector>

#include "text/edit.h"
#include "xml/document.h"
#include "xml/placement.h"

namespace shirlint::xml {

struct Spot {
  pugi::xml_node node;
  Placement placement = Placement::last;
};

/// `markup` is one or more elements, in any layout: it gets the file's own.
[[nodiscard]] text::Result<text::Edits> insert_elements(const Document& document, const Spot& spot,
                                                        std::string_view markup);
/// Nothing else goes: neither what stands between the elements nor comments about them.
[[nodiscard]] text::Result<text::Edits> remove_elements(
    const Document& document, const std::vector<pugi::xml_node>& elements);
/// In their order in the file. Refused when one of them holds the spot.
[[nodiscard]] text::Result<text::Edits> move_elements(const Document& document,
                                                      const std::vector<pugi::xml_node>& elements,
                                                      const Spot& spot);
/// An element called `name` is put around siblings. What stands between them goes along if it is
/// white space or a comment, else it is refused.
[[nodiscard]] text::Result<text::Edits> wrap_elements(const Document& document,
                                                      const std::vector<pugi::xml_node>& elements,
                                                      std::string_view name);
[[nodiscard]] text::Result<text::Edits> rename_element(const Document& document,
                                                       pugi::xml_node element,
                                                       std::string_view name);
/// `element` becomes what `model`, an element of the tree of `from`, is there.
[[nodiscard]] text::Result<text::Edits> copy_subtree(const Document& document,
                                                     pugi::xml_node element, const Document& from,
                                                     pugi::xml_node model);
/// The copy of `model` is put at `spot`.
[[nodiscard]] text::Result<text::Edits> insert_copy(const Document& document, const Spot& spot,
                                                    const Document& from, pugi::xml_node model);
/// Text between elements, with the white space around it as when an element is removed. Refused
/// for a span that holds markup.
[[nodiscard]] text::Result<text::Edits> remove_text(const Document& document, text::Span span);

}  // namespace shirlint::xml
