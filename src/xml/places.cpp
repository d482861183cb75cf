#include "xml/places.h"

#include <algorithm>
#include <cstring>

namespace shirlint::xml {
namespace {

/// How many bytes of markup stand before and behind the content of a node's token.
std::pair<std::uint32_t, std::uint32_t> delimiters(TokenKind kind) {
  switch (kind) {
    case TokenKind::comment:
      return {4, 3};  // <!-- -->
    case TokenKind::cdata:
      return {9, 3};  // <![CDATA[ ]]>
    case TokenKind::processing_instruction:
    case TokenKind::declaration:
      return {2, 2};  // <? ?>
    case TokenKind::doctype:
      return {9, 1};  // <!DOCTYPE >
    default:
      return {0, 0};
  }
}

}  // namespace

std::size_t find_token(const std::vector<Token>& tokens, std::uint32_t offset) {
  const auto after =
      std::upper_bound(tokens.begin(), tokens.end(), offset,
                       [](std::uint32_t at, const Token& token) { return at < token.span.start; });
  return static_cast<std::size_t>(after - tokens.begin()) - 1;
}

Places::Places(std::string_view text, const std::vector<Token>& tokens, std::string_view buffer,
               std::size_t shift)
    : text_(text),
      tokens_(&tokens),
      buffer_(buffer),
      shift_(static_cast<std::uint32_t>(shift)),
      element_ends_(tokens.size(), 0) {
  std::vector<std::size_t> open;
  std::size_t tag = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const text::Span span = tokens[i].span;
    if (tokens[i].kind == TokenKind::tag_open) {
      tag = i;
    } else if (tokens[i].kind == TokenKind::tag_end) {
      const bool empty = span.size() == 2;
      const bool end_tag = tokens[tag].span.size() == 2;
      if (empty) {
        element_ends_[tag] = span.end;
      } else if (!end_tag) {
        open.push_back(tag);
      } else if (!open.empty()) {
        element_ends_[open.back()] = span.end;
        open.pop_back();
      }
    }
  }
}

std::uint32_t Places::offset_of(const char* pointer) const {
  const auto start = reinterpret_cast<std::uintptr_t>(buffer_.data());
  const auto at = reinterpret_cast<std::uintptr_t>(pointer);
  if (at < start + shift_ || at >= start + shift_ + text_.size()) return nowhere;
  return static_cast<std::uint32_t>(at - start - shift_);
}

Place Places::of(pugi::xml_node node) const {
  if (tokens_ == nullptr || tokens_->empty() || !node) return {};
  const auto size = static_cast<std::uint32_t>(text_.size());
  switch (node.type()) {
    case pugi::node_document:
      return {{0, size}, {}, {}};
    case pugi::node_element: {
      const std::uint32_t name = offset_of(node.name());
      return name == nowhere ? Place{} : element(find_token(*tokens_, name));
    }
    case pugi::node_pi:
    case pugi::node_declaration: {
      const std::uint32_t name = offset_of(node.name());
      return name == nowhere ? Place{} : content(find_token(*tokens_, name));
    }
    default: {
      const std::uint32_t value = offset_of(node.value());
      return value == nowhere ? replaced(node) : content(find_token(*tokens_, value));
    }
  }
}

Place Places::of(pugi::xml_attribute attribute) const {
  if (tokens_ == nullptr || tokens_->empty() || !attribute) return {};
  const std::uint32_t offset = offset_of(attribute.name());
  if (offset == nowhere) return {};
  const std::size_t name = find_token(*tokens_, offset);
  if ((*tokens_)[name].kind == TokenKind::declaration) {
    return in_declaration(offset, static_cast<std::uint32_t>(std::strlen(attribute.name())));
  }
  std::size_t value = name + 1;
  while (value < tokens_->size() && (*tokens_)[value].kind != TokenKind::attribute_value) ++value;
  if (value == tokens_->size()) return {};
  const text::Span at = (*tokens_)[name].span;
  const text::Span quoted = (*tokens_)[value].span;
  return {{at.start, quoted.end}, at, {quoted.start + 1, quoted.end - 1}};
}

Place Places::element(std::size_t name_index) const {
  const std::size_t open = name_index - 1;
  std::size_t end = name_index;
  while ((*tokens_)[end].kind != TokenKind::tag_end) ++end;
  const std::uint32_t start = (*tokens_)[open].span.start;
  return {
      {start, element_ends_[open]}, (*tokens_)[name_index].span, {start, (*tokens_)[end].span.end}};
}

Place Places::content(std::size_t index) const {
  const Token& token = (*tokens_)[index];
  const auto [before, behind] = delimiters(token.kind);
  return {token.span, {}, {token.span.start + before, token.span.end - behind}};
}

Place Places::in_declaration(std::uint32_t offset, std::uint32_t length) const {
  const std::size_t quote = text_.find_first_of("\"'", offset + length);
  if (quote == std::string_view::npos) return {};
  const std::size_t closing = text_.find(text_[quote], quote + 1);
  const auto start = static_cast<std::uint32_t>(quote + 1);
  const auto end = static_cast<std::uint32_t>(closing);
  return {{offset, end + 1}, {offset, offset + length}, {start, end}};
}

/// A node whose value was replaced stands behind its older sibling or its parent's start tag.
Place Places::replaced(pugi::xml_node node) const {
  const pugi::xml_node before = node.previous_sibling();
  const std::uint32_t start = before ? of(before).whole.end : of(node.parent()).value.end;
  if (start >= text_.size()) return {};
  return content(find_token(*tokens_, start));
}

}  // namespace shirlint::xml
