// Changes of attributes and values as text edits. Each function is pure and needs a readable
// document; nodes must be of its tree and stand in the file (not put there by `parse_fragment`).
// Offsets of the edits are those of `document.source().text()`. An error is a refusal: one sentence
// that says why the change cannot be made.
#pragma once

#include <string>
#include <string_view>

#include "text/edit.h"
#include "xml/document.h"

namespace shirlint::xml {

/// `value` as it stands between quotes `quote` ('\0': between tags). Refused: characters that XML
/// has no way to write.
[[nodiscard]] text::Result<std::string> escape(std::string_view value, char quote);

/// The value of an attribute or a text node; of an element without child elements its text. What
/// old and new value have in common keeps its spelling (`&#38;`).
[[nodiscard]] text::Result<text::Edits> replace_value(const Document& document,
                                                      const pugi::xpath_node& node,
                                                      std::string_view value);
/// An attribute that is there gets the value; else it is added behind the last one, on a line of
/// its own if the last one has that.
[[nodiscard]] text::Result<text::Edits> set_attribute(const Document& document,
                                                      pugi::xml_node element, std::string_view name,
                                                      std::string_view value);
/// Refused when the element has an attribute of that name.
[[nodiscard]] text::Result<text::Edits> rename_attribute(const Document& document,
                                                         pugi::xml_node element,
                                                         pugi::xml_attribute attribute,
                                                         std::string_view name);
[[nodiscard]] text::Result<text::Edits> remove_attribute(const Document& document,
                                                         pugi::xml_attribute attribute);

/// Is it a name without a namespace prefix? Only ASCII: no name that .NET configuration knows has
/// anything else.
[[nodiscard]] bool is_plain_name(std::string_view name);

}  // namespace shirlint::xml
