// How the author of a file lays out his XML, so that what is added looks as if he had typed it.
// Everything is asked of the text around a place; there is no house style.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/span.h"
#include "xml/document.h"

namespace shirlint::xml {

inline constexpr std::string_view white_space = " \t\r\n";  // XML's white space

struct Layout {
  std::string line_end;      // "\r\n", "\n" or "\r"
  std::string step;          // what one level more is indented by
  char quote = '"';          // around attribute values
  std::string before_slash;  // " " for <a />, "" for <a/>
};

/// The habits around `element`, which must stand in the file: those of the nearest neighbours
/// before it, else of those behind it, else of the shipped files.
[[nodiscard]] Layout layout_around(const Document& document, pugi::xml_node element);

[[nodiscard]] bool is_blank(std::string_view text);

/// The blanks before `offset` when nothing else stands before it on its line.
[[nodiscard]] std::optional<std::string_view> indentation(std::string_view text,
                                                          std::uint32_t offset);

/// The blanks at the start of the line that `offset` is in.
[[nodiscard]] std::string_view line_indentation(std::string_view text, std::uint32_t offset);

/// What to delete so that the nodes in `span` are gone and neither a blank line nor a second blank
/// is left where they stood. `span` begins and ends between nodes.
[[nodiscard]] text::Span removal(const Document& document, text::Span span);

}  // namespace shirlint::xml
