// Every TCP port that is listened on.
#include <algorithm>
#include <utility>

#include "state/live/collectors.h"

namespace shirlint::state::live {

void collect_network(const Machine& machine, const Subject& /*subject*/, Facts& facts) {
  const Answer<std::vector<ListenerLook>> answer = machine.listeners();
  const auto* found = facts.take(answer, "listener");
  if (!answer) return;
  std::vector<std::pair<std::uint16_t, std::string>> ports;  // IPv4 and IPv6 are one
  if (found != nullptr) {
    for (const ListenerLook& look : *found) {
      if (look.port != 0) ports.emplace_back(look.port, look.process);
    }
  }
  std::sort(ports.begin(), ports.end());
  ports.erase(std::unique(ports.begin(), ports.end()), ports.end());
  for (const auto& [port, process] : ports) {
    Record& record = facts.add("listener", std::to_string(port));
    put(record, "port", std::int64_t{port});
    put_text(record, "process", process);
  }
  facts.complete("listener");
}

}  // namespace shirlint::state::live
