// `--probe`: what happens when the service's endpoints are asked for, from here, on the way that
// .NET takes. Each for a bounded time, and so all of them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "state/live/facts.h"
#include "state/live/network_seam.h"

namespace shirlint::state::live {

/// One endpoint, and the way to it.
struct Contact {
  std::string host;          // IPv6 without brackets
  std::uint16_t port = 443;  // 0: its address is asked for, and no more
  bool tls = true;
  std::string via;         // as host.toml has it: "direct", or the proxy's URL without a secret
  std::string proxy_host;  // "" for direct
  std::uint16_t proxy_port = 0;
};

struct ProbeLimits {
  std::chrono::milliseconds each{10'000};
  std::chrono::milliseconds all{60'000};
  std::size_t at_once = 8;
};

/// An [[endpoint]] for each contact in their order, `account` being who asks. One that takes longer
/// than its time is left alone with its thread, which holds the network; what it had found by then
/// is kept. Those that there was no time for are in the coverage.
[[nodiscard]] Facts probe(const std::shared_ptr<const Network>& network,
                          const std::vector<Contact>& contacts, const std::string& account,
                          const ProbeLimits& limits);

}  // namespace shirlint::state::live
