// The way from the nodes of the tree back to the text: pugixml leaves names and values where they
// stand in its buffer, so a pointer is an offset, and the token at that offset is the span.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "xml/document.h"
#include "xml/token.h"

namespace shirlint::xml {

/// Index of the token that holds `offset`; `tokens` must not be empty.
[[nodiscard]] std::size_t find_token(const std::vector<Token>& tokens, std::uint32_t offset);

/// Views into a document's text, tokens and buffer, which must stay where they are.
class Places {
 public:
  Places() = default;
  /// `buffer` holds the text from `shift` on.
  Places(std::string_view text, const std::vector<Token>& tokens, std::string_view buffer,
         std::size_t shift);

  [[nodiscard]] Place of(pugi::xml_node node) const;
  [[nodiscard]] Place of(pugi::xml_attribute attribute) const;

 private:
  static constexpr std::uint32_t nowhere = 0xFFFFFFFFU;

  [[nodiscard]] std::uint32_t offset_of(const char* pointer) const;
  [[nodiscard]] Place element(std::size_t name_index) const;
  [[nodiscard]] Place content(std::size_t index) const;
  [[nodiscard]] Place in_declaration(std::uint32_t offset, std::uint32_t length) const;
  [[nodiscard]] Place replaced(pugi::xml_node node) const;

  std::string_view text_;
  const std::vector<Token>* tokens_ = nullptr;
  std::string_view buffer_;
  std::uint32_t shift_ = 0;
  // For the token of each "<" the end of its element: of the end tag, or of an empty element.
  std::vector<std::uint32_t> element_ends_;
};

}  // namespace shirlint::xml
