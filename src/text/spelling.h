// "did you mean": the known word nearest to one that is not known.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace shirlint::text {

/// Edits (insert, delete, replace, swap two neighbours) from `left` to `right`, letter case of
/// ASCII ignored; `limit + 1` when there are more than `limit`.
[[nodiscard]] unsigned edit_distance(std::string_view left, std::string_view right, unsigned limit);

/// The candidate nearest to `word`, the first of equals; empty when none is near enough for a slip
/// of the pen: one edit in three letters, at most three. A word longer than 64 has none.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       std::span<const std::string_view> candidates);

/// "; did you mean 'CANDIDATE'?" for the end of a sentence about `word`, or empty.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string_view> candidates);

}  // namespace shirlint::text
