// The source line of a finding with its place marked, cut to fit the terminal.
#pragma once

#include <cstddef>
#include <string>

#include "lint/report.h"

namespace shirlint::report {

/// What is ready to be written below each other; nothing in it must be masked or escaped any more.
struct Excerpt {
  std::string line;        // tabs expanded, secrets masked, cut ends shown as "..."
  std::size_t indent = 0;  // columns in front of the mark
  std::size_t width = 0;   // columns of the mark, at least 1
};

/// `width`: the columns there are. `text.empty()` when there is no line to show, or the place
/// lies outside of the part of the line that was kept.
[[nodiscard]] Excerpt make_excerpt(const lint::Location& place, std::size_t width);

}  // namespace shirlint::report
