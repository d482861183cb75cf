#include "text/spelling.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/ascii.h"

namespace shirlint::text {
namespace {

constexpr std::size_t longest = 64;
using Row = std::array<unsigned, longest + 1>;

}  // namespace

// Optimal string alignment: Damerau-Levenshtein without edits between two swapped letters.
unsigned edit_distance(std::string_view left, std::string_view right, unsigned limit) {
  const std::size_t difference =
      left.size() > right.size() ? left.size() - right.size() : right.size() - left.size();
  if (difference > limit || left.size() > longest || right.size() > longest) return limit + 1;
  Row before_previous{};
  Row previous{};
  Row current{};
  for (std::size_t column = 0; column <= right.size(); ++column) {
    previous.at(column) = static_cast<unsigned>(column);
  }
  for (std::size_t row = 1; row <= left.size(); ++row) {
    current[0] = static_cast<unsigned>(row);
    unsigned best = current[0];
    for (std::size_t column = 1; column <= right.size(); ++column) {
      const char a = lower(left[row - 1]);
      const char b = lower(right[column - 1]);
      unsigned cost = previous.at(column - 1) + (a == b ? 0U : 1U);
      cost = std::min({cost, previous.at(column) + 1U, current.at(column - 1) + 1U});
      if (row > 1 && column > 1 && a == lower(right[column - 2]) && lower(left[row - 2]) == b) {
        cost = std::min(cost, before_previous.at(column - 2) + 1U);
      }
      current.at(column) = cost;
      best = std::min(best, cost);
    }
    if (best > limit + 1) return limit + 1;
    before_previous = previous;
    previous = current;
  }
  return std::min(previous.at(right.size()), limit + 1);
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view found;
  unsigned limit = static_cast<unsigned>(std::min<std::size_t>(3, (word.size() + 2) / 3));
  if (word.empty() || word.size() > longest) return found;
  bool any = false;
  for (const std::string_view candidate : candidates) {
    const unsigned distance = edit_distance(word, candidate, limit);
    if (distance > limit || distance >= candidate.size()) continue;
    if (any && distance == limit) continue;
    found = candidate;
    limit = distance;
    any = true;
    if (limit == 0) break;
  }
  return found;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string_view near = nearest(word, candidates);
  return near.empty() ? std::string{} : "; did you mean '" + std::string(near) + "'?";
}

}  // namespace shirlint::text
