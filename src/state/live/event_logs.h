// What the logs of this machine have of the last hour, for triage.
// Rule source: the logs' names are in Microsoft's troubleshooting guide of the integration runtime
// and in its pages on logs for Log Analytics; service and side-by-side errors go to Windows' own.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "state/live/machine.h"

namespace shirlint::state::live {

struct RecentLog {
  std::string name;
  std::string xml;  // <Events> of <Event>, with their texts, the oldest first
};

struct RecentLogs {
  std::vector<RecentLog> logs;      // those that are there, in a fixed order
  std::vector<std::string> unread;  // a sentence for each that is there and could not be read
};

/// Events not older than `seconds`. A log that does not answer within `patience` is not waited for.
[[nodiscard]] RecentLogs recent_logs(const std::shared_ptr<const Machine>& machine,
                                     std::uint32_t seconds,
                                     std::chrono::milliseconds patience = std::chrono::seconds(20));

}  // namespace shirlint::state::live
