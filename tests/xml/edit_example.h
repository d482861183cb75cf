// Before and after: what an edit makes of a config.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "text/edit.h"
#include "xml/document.h"

namespace shirlint::xml::test {

inline pugi::xml_node at(const Document& document, const char* path) {
  const pugi::xml_node node = document.tree().select_node(path).node();
  REQUIRE(node);
  return node;
}

inline std::vector<pugi::xml_node> all(const Document& document, const char* path) {
  std::vector<pugi::xml_node> nodes;
  for (const pugi::xpath_node& node : document.tree().select_nodes(path)) {
    nodes.push_back(node.node());
  }
  return nodes;
}

inline pugi::xml_attribute attribute(const Document& document, const char* path) {
  const pugi::xml_attribute found = document.tree().select_node(path).attribute();
  REQUIRE(found);
  return found;
}

/// The file after `edits`, or "refused: why".
inline std::string edited(const Document& document, const text::Result<text::Edits>& edits) {
  if (!edits) return "refused: " + edits.error().message;
  auto combined = text::combine(*edits);
  if (!combined) return "refused: " + combined.error().message;
  const std::string_view text = document.source().text();
  REQUIRE(text::are_apart(*combined, text.size()));
  const auto disk = text::encode_edits(document.source(), text::minimal(text, *combined));
  if (!disk) return "refused: " + disk.error().message;
  return text::apply_edits(document.source().bytes(), *disk);
}

/// `edit` is given the document that `before` is.
template <class Edit>
std::string after(const std::string& before, Edit edit) {
  const Document document = Document::parse(before);
  REQUIRE(document.readable());
  return edited(document, edit(document));
}

}  // namespace shirlint::xml::test
