// The way from the nodes of the tree back to the text: pugixml leaves names and values where they
// stand in its buffer, so a pointer is an offset, and the span is read off the text there. Only
// for texts that .NET's reader takes: nothing is checked again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "xml/document.h"
#include "xml/token.h"

namespace shirlint::xml {

/// Index of the token that holds `offset`; `tokens` must not be empty.
[[nodiscard]] std::size_t find_token(const std::vector<Token>& tokens, std::uint32_t offset);

/// Views into a document's text and buffer, which must stay where they are.
class Places {
 public:
  Places() = default;
  /// `buffer` holds the text from `shift` on.
  Places(std::string_view text, std::string_view buffer, std::size_t shift)
      : text_(text), buffer_(buffer), shift_(static_cast<std::uint32_t>(shift)) {}

  [[nodiscard]] Place of(pugi::xml_node node) const;
  [[nodiscard]] Place of(pugi::xml_attribute attribute) const;

 private:
  static constexpr std::uint32_t nowhere = 0xFFFFFFFFU;

  [[nodiscard]] std::uint32_t offset_of(const char* pointer) const;
  [[nodiscard]] Place element(pugi::xml_node node, std::uint32_t name) const;
  [[nodiscard]] std::uint32_t end_of_start_tag(std::uint32_t name) const;
  [[nodiscard]] std::uint32_t end_of_element(pugi::xml_node node, std::uint32_t start_tag) const;
  [[nodiscard]] Place construct(std::size_t start) const;
  [[nodiscard]] Place replaced(pugi::xml_node node) const;

  std::string_view text_;
  std::string_view buffer_;
  std::uint32_t shift_ = 0;
};

}  // namespace shirlint::xml
