// The machine that this runs on.
#pragma once

#include <memory>

#include "state/live/machine.h"

namespace shirlint::state::live {

/// Null where it is no Windows: there is no live host then.
[[nodiscard]] std::shared_ptr<const Machine> this_machine();

}  // namespace shirlint::state::live
