// Document type declarations: .NET reads the internal subset and never fetches the external one.
//
// Rule source: DtdParser of the .NET Framework reference source, without validation.
#pragma once

#include "xml/scanner.h"

namespace shirlint::xml {

/// Passes a document type declaration behind "<!DOCTYPE" and the white space there.
void pass_doctype(Scanner& in);

}  // namespace shirlint::xml
