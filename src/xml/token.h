// Lossless tokens of an XML text: every byte belongs to exactly one token, in order.
#pragma once

#include <cstdint>

#include "text/span.h"

namespace shirlint::xml {

enum class TokenKind : std::uint8_t {
  declaration,             // <?xml ... ?>, whole
  doctype,                 // <!DOCTYPE ... >, whole
  processing_instruction,  // whole
  comment,                 // whole
  cdata,                   // <![CDATA[ ... ]]>, whole
  text,                    // character data between markup, entity references included
  tag_open,                // "<" or "</"
  element_name,
  space,            // white space inside a tag
  attribute_name,   //
  equals,           //
  attribute_value,  // with its quotes; without quotes in a malformed file
  tag_end,          // ">" or "/>"
  malformed,        // what fits nowhere, up to the next place where a tag can begin
};

struct Token {
  TokenKind kind = TokenKind::text;
  text::Span span;
};

}  // namespace shirlint::xml
