// The XML declaration "<?xml ...?>" at the start of a text.
//
// Rule source: XmlTextReaderImpl.ParseXmlDeclaration and CheckEncoding, .NET Framework reference
// source.
#pragma once

#include <string>
#include <string_view>

#include "text/span.h"
#include "xml/scanner.h"

namespace shirlint::xml {

/// What .NET reads the file with until the declaration says more.
enum class First : std::uint8_t {
  bytes,  // one byte, one character; UTF-8 if the declaration names nothing else
  utf8,   // because of the byte order mark
  utf16,
  ucs4,
};

/// The declaration names an encoding that .NET may know and shirlint does not. Thrown and caught in
/// this room only.
struct UnknownEncoding {
  std::string name;
};

class Declaration {
 public:
  explicit Declaration(Scanner& scanner) : in_(scanner) {}

  /// False when there is none. The scanner stands behind it afterwards.
  bool parse(First first);
  /// The name of the encoding; empty when none is declared.
  [[nodiscard]] text::Span declared() const { return declared_; }

 private:
  enum class Next : std::uint8_t { version, encoding, standalone, nothing };

  bool ended();
  void attribute();
  void value(char quote);
  void check_encoding(std::string_view name) const;
  [[noreturn]] void fail_syntax(std::size_t offset, int back = 0) const;

  Scanner& in_;
  First first_ = First::bytes;
  Next next_ = Next::version;
  text::Span declared_;
};

}  // namespace shirlint::xml
