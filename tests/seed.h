// The seed of a generated test: SHIRLINT_SEED when the environment has it, else a fixed one, so
// that a run can be repeated. Every generated test prints it.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace shirlint::generated {

inline std::uint64_t seed_of_run() {
  const char* const given = std::getenv("SHIRLINT_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : std::uint64_t{20'261'122};
}

}  // namespace shirlint::generated
