#include "xml/places.h"

#include <algorithm>
#include <cstring>

#include "xml/names.h"
#include "xml/tokenizer.h"

namespace shirlint::xml {
namespace {

struct Delimiters {
  std::string_view opening;
  std::string_view closing;
};

constexpr Delimiters delimiters[] = {
    {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {doctype_opening, ">"}};

std::string_view opening_of(pugi::xml_node_type type) {
  switch (type) {
    case pugi::node_comment:
      return "<!--";
    case pugi::node_cdata:
      return "<![CDATA[";
    default:
      return "";
  }
}

}  // namespace

std::size_t find_token(const std::vector<Token>& tokens, std::uint32_t offset) {
  const auto after =
      std::upper_bound(tokens.begin(), tokens.end(), offset,
                       [](std::uint32_t at, const Token& token) { return at < token.span.start; });
  return static_cast<std::size_t>(after - tokens.begin()) - 1;
}

std::uint32_t Places::offset_of(const char* pointer) const {
  const auto start = reinterpret_cast<std::uintptr_t>(buffer_.data());
  const auto at = reinterpret_cast<std::uintptr_t>(pointer);
  if (at < start + shift_ || at >= start + shift_ + text_.size()) return nowhere;
  return static_cast<std::uint32_t>(at - start - shift_);
}

Place Places::of(pugi::xml_node node) const {
  if (text_.empty() || !node) return {};
  switch (node.type()) {
    case pugi::node_document:
      return {{0, static_cast<std::uint32_t>(text_.size())}, {}, {}};
    case pugi::node_element: {
      const std::uint32_t name = offset_of(node.name());
      return name == nowhere ? Place{} : element(node, name);
    }
    case pugi::node_pi:
    case pugi::node_declaration: {
      const std::uint32_t name = offset_of(node.name());
      return name == nowhere ? Place{} : construct(name - 2);
    }
    case pugi::node_doctype: {
      const std::uint32_t value = offset_of(node.value());
      return value == nowhere ? replaced(node) : construct(text_.rfind(doctype_opening, value));
    }
    default: {
      const std::uint32_t value = offset_of(node.value());
      return value == nowhere ? replaced(node) : construct(value - opening_of(node.type()).size());
    }
  }
}

Place Places::of(pugi::xml_attribute attribute) const {
  if (text_.empty() || !attribute) return {};
  const std::uint32_t start = offset_of(attribute.name());
  if (start == nowhere) return {};
  const auto length = static_cast<std::uint32_t>(std::strlen(attribute.name()));
  const auto quote = static_cast<std::uint32_t>(end_of_run(text_, start + length, in_tag));
  if (quote == text_.size()) return {};
  const auto closing = static_cast<std::uint32_t>(text_.find(text_[quote], quote + 1));
  return {{start, closing + 1}, {start, start + length}, {quote + 1, closing}};
}

Place Places::element(pugi::xml_node node, std::uint32_t name) const {
  const auto length = static_cast<std::uint32_t>(std::strlen(node.name()));
  const std::uint32_t start_tag = end_of_start_tag(name);
  return {
      {name - 1, end_of_element(node, start_tag)}, {name, name + length}, {name - 1, start_tag}};
}

std::uint32_t Places::end_of_start_tag(std::uint32_t name) const {
  std::size_t at = end_of_run(text_, name, in_tag);
  while (text_[at] != '>') at = end_of_run(text_, text_.find(text_[at], at + 1) + 1, in_tag);
  return static_cast<std::uint32_t>(at + 1);
}

/// An element ends with its end tag, which follows its last child, which ends with its end tag...
std::uint32_t Places::end_of_element(pugi::xml_node node, std::uint32_t start_tag) const {
  std::size_t at = start_tag;
  std::size_t end_tags = 0;
  while (text_[at - 2] != '/') {
    ++end_tags;
    const pugi::xml_node last = node.last_child();
    if (last.type() != pugi::node_element) {
      if (last) at = of(last).whole.end;
      break;
    }
    at = end_of_start_tag(offset_of(last.name()));
    node = last;
  }
  for (; end_tags > 0; --end_tags) at = text_.find('>', at) + 1;
  return static_cast<std::uint32_t>(at);
}

/// What is not an element and begins at `start`.
Place Places::construct(std::size_t start) const {
  const auto place = [start](std::size_t end, std::size_t before, std::size_t behind) -> Place {
    const auto first = static_cast<std::uint32_t>(start);
    const auto last = static_cast<std::uint32_t>(end);
    return {{first, last},
            {},
            {static_cast<std::uint32_t>(start + before), static_cast<std::uint32_t>(end - behind)}};
  };
  for (const auto& [opening, closing] : delimiters) {
    if (text_.compare(start, opening.size(), opening) != 0) continue;
    const std::size_t content = start + opening.size();
    const std::size_t end = opening == doctype_opening
                                ? end_of_doctype(text_, content)
                                : text_.find(closing, content) + closing.size();
    return place(end, opening.size(), closing.size());
  }
  return place(std::min(text_.find('<', start), text_.size()), 0, 0);
}

/// A node whose value was replaced stands behind its older sibling or its parent's start tag.
Place Places::replaced(pugi::xml_node node) const {
  std::size_t start = 0;
  if (const pugi::xml_node before = node.previous_sibling()) {
    start = of(before).whole.end;
  } else if (const std::uint32_t name = offset_of(node.parent().name()); name != nowhere) {
    start = end_of_start_tag(name);
  }
  return start >= text_.size() ? Place{} : construct(start);
}

}  // namespace shirlint::xml
