// A page of `--format html` as a parser takes it.
#pragma once

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace shirlint::testing {

template <std::size_t Size>
bool is_one_of(std::string_view name, const std::array<std::string_view, Size>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 42> our_elements = {
    "html",    "head",    "meta",   "title",   "style", "body",  "a",     "header", "h1",
    "h2",      "h3",      "p",      "main",    "form",  "label", "input", "output", "div",
    "table",   "thead",   "tbody",  "tr",      "th",    "td",    "br",    "span",   "section",
    "details", "summary", "strong", "article", "code",  "pre",   "mark",  "dl",     "dt",
    "dd",      "ins",     "del",    "ul",      "li",    "script"};
constexpr std::array<std::string_view, 22> our_attributes = {
    "lang",   "charset", "http-equiv",  "content", "name",    "class",     "href",       "role",
    "hidden", "type",    "placeholder", "value",   "checked", "aria-live", "aria-label", "tabindex",
    "scope",  "title",   "data-words",  "id",      "rel",     "open"};

/// The first element, attribute or link in a page that is none of those we write; empty: all are.
inline std::string not_ours(const pugi::xml_document& document) {
  for (const pugi::xpath_node& found : document.select_nodes("//*")) {
    if (!is_one_of(found.node().name(), our_elements)) return found.node().name();
    for (const pugi::xml_attribute& attribute : found.node().attributes()) {
      if (!is_one_of(attribute.name(), our_attributes)) return attribute.name();
    }
  }
  if (document.select_nodes("//script").size() != 1) return "script";
  for (const pugi::xpath_node& link : document.select_nodes("//@href")) {
    const std::string_view target = link.attribute().value();
    if (target.substr(0, 1) != "#" && target.substr(0, 8) != "https://") return std::string(target);
  }
  return {};
}

inline std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    text += child.type() == pugi::node_pcdata ? child.value() : text_of(child);
  }
  return text;
}

}  // namespace shirlint::testing
