// What `--probe` tries: the endpoints that the service needs for itself, the names that the site
// file says are private endpoints or must go through the proxy, each on the way that .NET would
// take for it; and the server of the configuration script.
#pragma once

#include <string>
#include <vector>

#include "lint/checker.h"
#include "lint/loaded_host.h"
#include "state/live/probe.h"

namespace shirlint::lint {

struct Untried {
  std::string name;  // as the table or the site file has it: "*.servicebus.windows.net"
  std::string why;
};

struct ProbeTargets {
  std::vector<state::live::Contact> contacts;
  std::vector<Untried> untried;
};

/// `host` is read, its trees are not needed. The routes are those of diahost's config, which is
/// what talks to the service; of the first one where there is no diahost.
[[nodiscard]] ProbeTargets probe_targets(const LoadedHost& host, const CheckContext& context);

}  // namespace shirlint::lint
