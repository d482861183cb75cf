// The two long ones of the declarations in a document type declaration.
//
// Rule source: ParseElementDecl, ParseAttlistDecl and what they call in DtdParser, .NET Framework
// reference source.
#pragma once

#include "xml/dtd_input.h"

namespace shirlint::xml {

[[nodiscard]] constexpr bool is_quote(char c) { return c == '"' || c == '\''; }

/// Passes the rest of "<!ELEMENT ...>".
void pass_element_declaration(DtdInput& input);
/// Passes the rest of "<!ATTLIST ...>".
void pass_attribute_list(DtdInput& input);

}  // namespace shirlint::xml
