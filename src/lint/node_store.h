// Node summaries kept until all hosts of a run are known: packed, because there is one for each
// host, and what many nodes say alike is there once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/node_summary.h"

namespace shirlint::lint {

/// Keeps texts one behind the other in large blocks: a string of its own for each would take more
/// room than most of them have letters.
class TextBlocks {
 public:
  /// The same text; it stays where it is.
  [[nodiscard]] std::string_view keep(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;  // NOLINT(modernize-avoid-c-arrays)
  std::size_t left_ = 0;                         // in the last one
  char* next_ = nullptr;
};

/// Texts by number, each of them there once.
class SharedTexts {
 public:
  [[nodiscard]] std::uint32_t number(std::string_view text);
  [[nodiscard]] std::string_view text(std::uint32_t number) const { return texts_[number]; }

 private:
  /// Where `text` is, or belongs, in `slots_`.
  [[nodiscard]] std::size_t slot(std::string_view text) const;
  void make_room();

  TextBlocks blocks_;
  std::vector<std::string_view> texts_;
  std::vector<std::uint32_t> slots_;  // a hash table of number + 1, at most half full
};

/// What `node` alone says; `texts` holds the rest.
[[nodiscard]] std::string pack(const NodeSummary& node, SharedTexts& texts);
/// `packed` must come from `pack` with the same `texts`.
[[nodiscard]] NodeSummary unpack(std::string_view packed, const SharedTexts& texts);

}  // namespace shirlint::lint
