// The strict pass: everything XmlTextReader checks while System.Configuration reads a file.
//
// Rule source: XmlTextReaderImpl of the .NET Framework reference source, as set up by
// `new XmlTextReader(stream) { XmlResolver = null }`: DTDs are read, entities are not expanded in
// content, character references may name any character, line ends are left as they are.
#pragma once

#include <optional>
#include <string>

#include "xml/document.h"
#include "xml/opening.h"
#include "xml/scanner.h"

namespace shirlint::xml {

struct Reading {
  std::optional<Refusal> refusal;
  std::optional<std::string> not_judged;  // a limit was passed before any fault
  /// Where .NET stopped reading: the end, or a NUL behind the root element, at which it ends.
  std::size_t end = 0;
};

/// Reads `opening.text()` behind its declaration to the end. Bounded time and memory, no recursion.
Reading read(const Opening& opening, const Limits& limits);

}  // namespace shirlint::xml
