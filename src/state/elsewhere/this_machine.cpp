#include "state/live/this_machine.h"

namespace shirlint::state::live {

std::shared_ptr<const Machine> this_machine() { return nullptr; }
std::shared_ptr<const Network> this_network() { return nullptr; }

}  // namespace shirlint::state::live
