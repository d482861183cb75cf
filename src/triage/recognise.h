// Which signatures a text holds, and where.
//
// A hole takes as little as possible, at most `longest_hole` characters, never across two events. A
// wording that begins or ends with a letter or digit does so where a word does. What lies within
// another signature's longer passage says nothing of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/folded.h"
#include "triage/signature.h"

namespace shirlint::triage {

inline constexpr std::size_t longest_hole = 300;
/// Of each signature so many lines are told; all are counted.
inline constexpr std::size_t most_lines = 1000;

/// One signature, seen once or more often.
struct Sighting {
  const Signature* signature = nullptr;
  std::string passage;                                           // where it is seen first
  std::vector<std::pair<std::string_view, std::string>> values;  // of the holes there
  std::vector<std::uint32_t> lines;
  std::uint64_t count = 0;
};

/// In the order of their first lines. Time is linear in the text for texts as people have them.
[[nodiscard]] std::vector<Sighting> recognise(const Folded& text,
                                              std::span<const Signature> signatures);

}  // namespace shirlint::triage
