// Writes nodes of one document as the author of another would have: his indentation, line ends,
// quotes and way to close an empty element. Names, values, comments and the order of attributes
// stay as they are.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/error.h"
#include "xml/document.h"
#include "xml/edit_layout.h"

namespace shirlint::xml {

enum class LineBreaks : std::uint8_t {
  kept,    // where the model has them
  joined,  // none between nodes: it goes into a line
  made,    // one before each element: the model's layout means nothing
};

struct SubtreeStyle {
  Layout layout;
  std::string indentation;  // of the line that the first node begins
  LineBreaks breaks = LineBreaks::kept;
};

/// The text of the nodes in `span` of `model` (whole nodes; no document type), without white space
/// before and behind it.
[[nodiscard]] std::string write_subtree(const Document& model, text::Span span,
                                        const SubtreeStyle& style);

/// Why the nodes in `span` would mean something else in another place: an entity or a namespace
/// prefix that is declared outside of them. `same_file`: entities are the same there.
[[nodiscard]] std::optional<std::string> depends_on_context(const Document& model, text::Span span,
                                                            bool same_file);

}  // namespace shirlint::xml
