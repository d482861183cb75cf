// A machine as a snapshot: all collectors, each for a bounded time, in a stable order, secrets
// masked.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "state/live/collectors.h"
#include "state/snapshot.h"

namespace shirlint::state::live {

/// One collector and what it is to answer for when it does not come back.
struct Collector {
  std::vector<std::string> facts;  // keys of [coverage]
  std::function<void(const Machine&, const Subject&, Facts&)> run;
};
[[nodiscard]] const std::vector<Collector>& collectors();

/// Runs each for at most `limit`. One that takes longer is left alone with its thread, which holds
/// the machine; what it was to find is "failed: no answer within ... seconds".
[[nodiscard]] Facts run_bounded(const std::shared_ptr<const Machine>& machine,
                                const Subject& subject, const std::vector<Collector>& collectors,
                                std::chrono::milliseconds limit);

struct Collection {
  Snapshot snapshot;
  Subject subject;
};
/// `tool` and `now` are for the snapshot's head. Nothing when the machine has no integration
/// runtime, or does not even answer that in time.
[[nodiscard]] text::Result<Collection> collect(const std::shared_ptr<const Machine>& machine,
                                               const std::string& tool, const std::string& now);

/// Secrets in values replaced by as many asterisks, those included whose variable's name tells
/// (DB_PASSWORD).
void mask_secrets(Record& record);

}  // namespace shirlint::state::live
