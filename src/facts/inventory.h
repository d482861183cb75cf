// Which names, and which names with which values, occur in a facts document: enough to tell for
// most rules that they cannot find anything in it, without asking them.
//
// It may say "perhaps" of what is not there (keys are hashes, and share bits), never "no" of what
// is.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace shirlint::facts {

/// Part of the built-in rules: computed when they are packed, and again when a host is read.
using Key = std::uint32_t;

/// Longer values are kept by the name of their attribute only: rules compare with short words.
inline constexpr std::size_t longest_kept_value = 24;

/// Four bytes from `at` as a number, the little end first on every machine.
[[nodiscard]] constexpr std::uint64_t four_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) {
    return std::uint32_t{static_cast<unsigned char>(text[at + index])};
  };
  return byte(0) | byte(1) << 8U | byte(2) << 16U | byte(3) << 24U;
}
/// Of the text's length, its first eight bytes and its last eight: what tells names and words
/// apart.
[[nodiscard]] constexpr Key extended(Key key, std::string_view text) {
  const std::size_t size = text.size();
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  if (size >= 8) {
    first = four_at(text, 0) | four_at(text, 4) << 32U;
    last = four_at(text, size - 8) | four_at(text, size - 4) << 32U;
  } else if (size >= 4) {
    first = four_at(text, 0);
    last = four_at(text, size - 4);
  } else if (size > 0) {
    for (const char byte : text) first = first << 8U | static_cast<unsigned char>(byte);
  }
  std::uint64_t mixed = (first ^ key) * 0x9E3779B97F4A7C15U;
  mixed = (mixed ^ (mixed >> 32U) ^ last) * 0xD6E8FEB86659FD93U + size;
  return static_cast<Key>(mixed ^ (mixed >> 32U));
}
[[nodiscard]] constexpr Key element_key(std::string_view name) { return extended(1, name); }
[[nodiscard]] constexpr Key attribute_key(std::string_view name) { return extended(2, name); }
[[nodiscard]] constexpr Key value_key(Key attribute, std::string_view value) {
  return extended(attribute, value);
}

class Inventory {
 public:
  void add_element(std::string_view name) { add(element_key(name)); }
  void add_attribute(std::string_view name, std::string_view value) {
    const Key key = attribute_key(name);
    add(key);
    if (value.size() <= longest_kept_value) add(value_key(key, value));
  }
  /// False: surely not there.
  [[nodiscard]] bool may_have(Key key) const { return seen_[place(key)]; }

 private:
  static constexpr std::size_t size = 16384;  // a host has about a thousand keys

  static constexpr std::size_t place(Key key) { return key % size; }
  void add(Key key) { seen_[place(key)] = true; }

  std::bitset<size> seen_;
};

}  // namespace shirlint::facts
