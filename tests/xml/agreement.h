// Tokens and tree of a document held against its text: what must be true of every one.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "xml/document.h"
#include "xml/token.h"

namespace shirlint::xml::test {

/// One after the other, none empty, from the first byte to the last.
inline bool joined_is_the_text(std::string_view text, const std::vector<Token>& tokens) {
  std::uint32_t at = 0;
  for (const Token& token : tokens) {
    if (token.span.start != at || token.span.end <= at) return false;
    at = token.span.end;
  }
  return at == text.size();
}

/// Every node of pugixml's tree stands in the text where its place says.
class Agreement {
 public:
  std::size_t nodes = 0;
  std::size_t attributes = 0;

  /// The first thing that is not so; empty when the two agree. `document` must be readable.
  [[nodiscard]] std::string fault(const Document& document) {
    document_ = &document;
    fault_.clear();
    look_at(document.tree());
    return fault_;
  }

 private:
  [[nodiscard]] std::string_view slice(text::Span span) const {
    return document_->source().slice(span);
  }

  void expect(bool holds, const char* what, text::Span where) {
    if (holds || !fault_.empty()) return;
    fault_ = std::string(what) + ": " + std::string(slice(where));
  }

  /// What pugixml must show for a raw value, where that is the value itself.
  static bool agrees(std::string_view raw, const char* value) {
    return raw.find('&') != std::string_view::npos || raw == value;
  }

  void look_at(pugi::xml_node parent) {  // as deep as Limits lets a document be
    for (const pugi::xml_node node : parent.children()) {
      ++nodes;
      const Place place = document_->place(node);
      expect(!place.whole.empty(), "a node without a place", place.whole);
      expect(place.whole.contains(place.value), "a value outside of its node", place.whole);
      if (parent.type() == pugi::node_element) {
        expect(document_->place(parent).whole.contains(place.whole), "a node outside of its parent",
               place.whole);
      }
      check_node(node, place);
      for (const pugi::xml_attribute attribute : node.attributes()) check_attribute(attribute);
      look_at(node);
    }
  }

  void check_node(pugi::xml_node node, const Place& place) {
    switch (node.type()) {
      case pugi::node_element:
        expect(slice(place.name) == node.name(), "another name", place.whole);
        expect(slice(place.whole).rfind("<" + std::string(node.name()), 0) == 0,
               "an element that begins elsewhere", place.whole);
        expect(slice(place.whole).back() == '>', "an element that ends elsewhere", place.whole);
        break;
      case pugi::node_pcdata:
      case pugi::node_cdata:
      case pugi::node_comment:
        expect(agrees(slice(place.value), node.value()), "another text", place.whole);
        break;
      case pugi::node_pi:
        expect(slice(place.value).rfind(node.name(), 0) == 0, "another instruction", place.whole);
        break;
      default:
        break;
    }
  }

  void check_attribute(pugi::xml_attribute attribute) {
    ++attributes;
    const Place found = document_->place(attribute);
    const std::string_view whole = slice(found.whole);
    expect(slice(found.name) == attribute.name(), "another attribute", found.whole);
    expect(agrees(slice(found.value), attribute.value()), "another value", found.whole);
    expect(whole.rfind(attribute.name(), 0) == 0, "an attribute that begins elsewhere",
           found.whole);
    expect(!whole.empty() && (whole.back() == '"' || whole.back() == '\''),
           "an attribute that ends elsewhere", found.whole);
  }

  const Document* document_ = nullptr;
  std::string fault_;
};

}  // namespace shirlint::xml::test
