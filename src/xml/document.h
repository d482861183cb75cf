// An XML file read twice: as .NET's XmlTextReader reads it (verdict, tokens, spans), and as a
// pugixml tree for XPath. The tokens are the truth; the tree is a view and is never saved.
//
// Rule source: dotnet-config facts 3.1 - `new XmlTextReader(stream) { XmlResolver = null }`,
// Normalization = false.
#pragma once

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"
#include "text/span.h"
#include "xml/token.h"

namespace shirlint::xml {

/// What kind of malformedness, as far as a repair or an explanation depends on it.
enum class FaultCause : std::uint8_t {
  not_well_formed,
  unquoted_attribute,  // <proxy proxyaddress=http://...>
  bare_ampersand,      // & that begins no reference
  encoding,            // bytes contradict the declared encoding or are invalid in it
  outside_root,        // something before the declaration or after the root element
};

/// Why .NET's reader refuses the file.
struct Fault {
  FaultCause cause = FaultCause::not_well_formed;
  std::string message;     // .NET's own text, with its "Line L, position P."
  text::Span span;         // what we would mark for a person; may be empty at the end of the file
  std::uint32_t line = 0;  // .NET's own LineNumber
  std::uint32_t position = 0;  // .NET's own LinePosition
};

struct Limits {
  std::size_t bytes = 16U * 1024U * 1024U;
  std::uint32_t depth = 256;
  std::uint32_t children = 2000;    // per element: past this, sibling predicates go quadratic
  std::uint32_t attributes = 1000;  // per element
};

/// Where a node of the tree stands in the text.
struct Place {
  text::Span whole;  // element: start tag to end tag; attribute: name="value"; else the node
  text::Span name;   // element or attribute name; empty for other nodes
  text::Span value;  // attribute value without quotes; text of a text node; else the start tag
};

class Document {
 public:
  /// Never fails and never throws: what is wrong is in `fault()` or `not_judged()`.
  static Document parse(std::string bytes, const Limits& limits = {});
  /// The same for a fragment (root `system.net` or `defaultProxy`): the tree gets the elements
  /// around it that .NET would need, so that paths from /configuration work; spans stay true.
  static Document parse_fragment(std::string bytes, const Limits& limits = {});

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  [[nodiscard]] const text::Source& source() const;
  /// Of any text, malformed included; one `malformed` token where nothing could be judged. Cut on
  /// first use, so one Document is for one thread at a time.
  [[nodiscard]] const std::vector<Token>& tokens() const;
  /// Set when .NET's reader refuses the file.
  [[nodiscard]] const std::optional<Fault>& fault() const;
  /// Set when shirlint cannot judge it (encoding without a table, past a limit): the sentence.
  [[nodiscard]] const std::optional<std::string>& not_judged() const;
  [[nodiscard]] bool readable() const { return !fault() && !not_judged(); }

  /// Document node of the tree; no children when the file is not readable.
  [[nodiscard]] pugi::xml_node tree() const;
  /// Mutable, for `--values`: values may be replaced, names and structure may not.
  [[nodiscard]] pugi::xml_node tree();
  /// Nodes that only `parse_fragment` put there have empty spans at offset 0.
  [[nodiscard]] Place place(pugi::xml_node node) const;
  [[nodiscard]] Place place(pugi::xml_attribute attribute) const;
  [[nodiscard]] Place place(const pugi::xpath_node& node) const;

 private:
  struct Parts;
  explicit Document(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace shirlint::xml
