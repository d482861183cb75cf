// Repairs of files that .NET's reader refuses. Each is offered only if the file can be read
// afterwards, or after the other repairs on top (a file may have two faults, and the reader stops
// at the first); else the result is a refusal, one sentence that says why. The edits are in bytes
// on disk, because the encoding itself may be what changes.
#pragma once

#include "text/edit.h"
#include "xml/document.h"

namespace shirlint::xml {

/// <proxy proxyaddress=http://proxy:8080 />: quotes around each value that has none. Typographic
/// quotes at its ends become straight ones.
[[nodiscard]] text::Result<text::Edits> quote_values(const Document& document);

/// &amp; for each & in text and values that begins no reference.
[[nodiscard]] text::Result<text::Edits> escape_ampersands(const Document& document);

/// What may not stand before the declaration or behind the root element goes. A comment in front
/// of the declaration is kept: the declaration moves before it.
[[nodiscard]] text::Result<text::Edits> trim_outside_root(const Document& document);

/// Bytes that are sound in the encoding they begin in: the declaration names that one afterwards.
/// Bytes of windows-1252 where UTF-8 is declared: they become UTF-8.
[[nodiscard]] text::Result<text::Edits> re_encode(const Document& document);

}  // namespace shirlint::xml
