// The clock that only goes forward, for bounds on what may hang.
#pragma once

#include <chrono>

namespace shirlint::io {

[[nodiscard]] inline std::chrono::steady_clock::time_point steady_now() {
  return std::chrono::steady_clock::now();
}

}  // namespace shirlint::io
