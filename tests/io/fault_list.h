// Every way in which a step can go wrong, for the tests that try them all.
#pragma once

#include <array>

#include "io/faulty_store.h"
#include "io/memory_store.h"

/// A fault, and for one that ends the process: what the crash takes with it.
struct Accident {
  shirlint::io::Fault fault = shirlint::io::Fault::no_space;
  shirlint::io::Loss loss = shirlint::io::Loss::none;
  unsigned seed = 0;

  [[nodiscard]] bool deadly() const {
    using shirlint::io::Fault;
    return fault == Fault::die || fault == Fault::die_after || fault == Fault::die_torn;
  }
};

inline constexpr auto accidents = [] {
  using shirlint::io::Fault;
  using shirlint::io::Loss;
  return std::array<Accident, 24>{{
      {Fault::no_space},
      {Fault::input_output},
      {Fault::denied},
      {Fault::interrupted},
      {Fault::short_write},
      {Fault::late_error},
      {Fault::disk_full},
      {Fault::disk_dead},
      {Fault::die, Loss::none},
      {Fault::die, Loss::all},
      {Fault::die, Loss::bytes},
      {Fault::die, Loss::names},
      {Fault::die, Loss::some, 1},
      {Fault::die, Loss::some, 2},
      {Fault::die, Loss::some, 3},
      {Fault::die, Loss::some, 4},
      {Fault::die_after, Loss::none},
      {Fault::die_after, Loss::all},
      {Fault::die_after, Loss::bytes},
      {Fault::die_after, Loss::names},
      {Fault::die_after, Loss::some, 5},
      {Fault::die_torn, Loss::none},
      {Fault::die_torn, Loss::bytes},
      {Fault::die_torn, Loss::some, 6},
  }};
}();
