#include "state/live/event_logs.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "state/live/within.h"

namespace shirlint::state::live {
namespace {

constexpr std::array<std::string_view, 5> names = {
    "Integration Runtime", "Microsoft Integration Runtime", "Connectors - Integration Runtime",
    "System", "Application"};

}  // namespace

RecentLogs recent_logs(const std::shared_ptr<const Machine>& machine, std::uint32_t seconds,
                       std::chrono::milliseconds patience) {
  RecentLogs out;
  for (const std::string_view name : names) {
    const std::string log(name);
    auto events = within<Answer<std::string>>(
        patience, [machine, log, seconds] { return machine->events(log, seconds); });
    if (!events) {
      out.unread.push_back(fmt::format("the event log {} does not answer", log));
    } else if (!*events) {
      out.unread.push_back(
          fmt::format("the event log {} cannot be read: {}", log, events->error().reason));
    } else if (events->value()) {
      out.logs.push_back({log, *std::move(*events).value()});
    }
  }
  return out;
}

}  // namespace shirlint::state::live
