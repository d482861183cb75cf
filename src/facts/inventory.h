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

// FNV-1a
[[nodiscard]] constexpr Key extended(Key key, std::string_view text) {
  for (const char byte : text) key = (key ^ static_cast<unsigned char>(byte)) * Key{16777619};
  return key;
}
[[nodiscard]] constexpr Key element_key(std::string_view name) {
  return extended(Key{2166136261}, name);
}
[[nodiscard]] constexpr Key attribute_key(std::string_view name) {
  return extended(extended(Key{2166136261}, "@"), name);
}
[[nodiscard]] constexpr Key value_key(Key attribute, std::string_view value) {
  return extended(extended(attribute, "="), value);
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

  static constexpr std::size_t place(Key key) { return (key ^ (key >> 16U)) % size; }
  void add(Key key) { seen_[place(key)] = true; }

  std::bitset<size> seen_;
};

}  // namespace shirlint::facts
