// The machine that this runs on.
#pragma once

#include <memory>

#include "state/live/machine.h"
#include "state/live/network_seam.h"

namespace shirlint::state::live {

/// Null where it is no Windows: there is no live host then.
[[nodiscard]] std::shared_ptr<const Machine> this_machine();
/// Null there too.
[[nodiscard]] std::shared_ptr<const Network> this_network();

}  // namespace shirlint::state::live
