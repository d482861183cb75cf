// Places in a text: byte spans in the UTF-8 text, and lines and columns for people.
#pragma once

#include <compare>
#include <cstdint>

namespace shirlint::text {

/// Half-open range of byte offsets into the UTF-8 text of a `Source`.
struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - start; }
  [[nodiscard]] constexpr bool empty() const { return start == end; }
  [[nodiscard]] constexpr bool contains(Span inner) const {
    return start <= inner.start && inner.end <= end;
  }
  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

/// Both 1-based; columns count Unicode code points. {0, 0} is "no place".
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

}  // namespace shirlint::text
