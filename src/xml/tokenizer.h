// Cuts any text into the tokens of token.h. It judges nothing: what is not XML becomes `malformed`
// tokens, and the verdict is the reader's.
#pragma once

#include <string_view>
#include <vector>

#include "xml/token.h"

namespace shirlint::xml {

/// The tokens of `text` in order, without gaps: joined again they are `text`. `text` must be
/// shorter than 4 GiB.
std::vector<Token> tokenize(std::string_view text);

inline constexpr std::string_view doctype_opening = "<!DOCTYPE";
/// Behind the ">" of the document type declaration that `from` is in; 0 when it has none.
[[nodiscard]] std::size_t end_of_doctype(std::string_view text, std::size_t from);

}  // namespace shirlint::xml
