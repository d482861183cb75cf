// A machine as it would be: what fixes are about to change, over what the machine says. So the
// collectors and the rules that found a fault are asked about the state before it is made.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/setting.h"
#include "state/live/machine.h"

namespace shirlint::state::live {

struct PlannedState {
  struct Item {
    io::Setting setting;
    std::optional<std::string> state;  // nothing: it is gone
  };
  std::vector<Item> settings;
  std::map<std::string, std::string> files;  // new bytes, by Windows' own names
};

[[nodiscard]] std::shared_ptr<const Machine> planned_machine(std::shared_ptr<const Machine> machine,
                                                             PlannedState plan);

}  // namespace shirlint::state::live
