// What a baseline remembers of a host, for rules that compare today with the day it was written:
// <baseline> in the host's tree and in the <net> of each config. Names: vocabulary_baseline.cpp.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "facts/tree.h"

namespace shirlint::facts {

struct ConfigMemory {
  struct Setting {
    std::string name;   // an element of /configuration/runtime
    std::string value;  // its `enabled` as written, or `absent_setting`
    bool operator==(const Setting&) const = default;
  };
  std::string role;
  std::string proxy;               // "shipped-default", else net/proxy/@mode; empty: not known
  std::string address;             // of an explicit proxy, user information masked
  std::optional<bool> configured;  // net/proxy/@configured
  std::vector<Setting> settings;   // empty: not known
  bool operator==(const ConfigMemory&) const = default;
};

struct HostMemory {
  std::string version;                // of the runtime; empty: not known
  std::vector<ConfigMemory> configs;  // one a role
  bool operator==(const HostMemory&) const = default;
  [[nodiscard]] bool empty() const { return version.empty() && configs.empty(); }
};

inline constexpr std::string_view absent_setting = "absent";

/// Appends <baseline> to a config's <net>; null: the baseline does not know this config.
pugi::xml_node build_memory(Tree& tree, pugi::xml_node net, const ConfigMemory* memory);
/// The same for <host>.
pugi::xml_node build_memory(Tree& tree, pugi::xml_node host, const HostMemory* memory);

}  // namespace shirlint::facts
