// Values within XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace shirlint::text {

/// `value` as text or within either quotes: & < > " ' as references, the characters of `numbered`
/// as numeric ones ("\n" becomes &#10;, which an attribute's value keeps and a line end does not).
[[nodiscard]] std::string escape_markup(std::string_view value, std::string_view numbered = {});

}  // namespace shirlint::text
