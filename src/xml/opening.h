// How XmlTextReader gets from bytes to text: the encoding that the first bytes show, the XML
// declaration, and the encoding that the declaration switches to.
//
// Rule source: XmlTextReaderImpl.DetectEncoding, ParseXmlDeclaration, CheckEncoding and
// SwitchEncoding of the .NET Framework reference source.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/encoding.h"
#include "xml/document.h"
#include "xml/scanner.h"

namespace shirlint::xml {

struct Opening {
  /// How the file is read from its first byte on; what `Source` is to be built with.
  text::Encoding encoding;
  /// Set when .NET refuses the file before its content, or when shirlint cannot read it.
  std::optional<Refusal> refusal;
  std::optional<std::string> not_judged;
  /// What .NET reads, from behind the byte order mark. Where the declaration contradicts the bytes,
  /// the part behind it is garbage, as it is for .NET.
  [[nodiscard]] std::string_view text() const { return is_own ? own_text : view; }
  std::string_view view;  // of the bytes
  std::string own_text;
  bool is_own = false;
  bool ends_in_fault = false;
  bool fault_has_place = true;  // of that fault
  bool contradiction = false;
  std::size_t content = 0;  // offset behind the declaration
  /// Where the first chunk ends that .NET decodes, behind a byte order mark; else 0.
  std::size_t chunk_end = 0;
  [[nodiscard]] Scanner scanner(std::string_view of) const {
    Scanner result(of, ends_in_fault, fault_has_place);
    result.set_chunk_end(chunk_end);
    return result;
  }
  /// The name of the declared encoding, in the text of `encoding`; empty when there is none.
  text::Span declared;
};

/// `bytes` must outlive the result.
Opening open(std::string_view bytes);

}  // namespace shirlint::xml
