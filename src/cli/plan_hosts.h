// The plans of many hosts, made on several threads.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "cli/check_setup.h"
#include "fix/plan.h"

namespace shirlint::cli {

/// Plans one host. Called in several threads, in each with a checker of its own.
using PlanHost = std::function<fix::HostPlan(lint::HostChecker&, const lint::HostSource&)>;

/// `take` gets the plans in this thread, in the order of the hosts. Of a host whose planning ends
/// with an exception there is nothing to write, as given_up() tells. Nothing is written yet: Ctrl+C
/// ends it at once.
void plan_hosts(const CheckSetup& setup, std::span<const lint::HostSource> hosts, unsigned jobs,
                const PlanHost& plan, const std::function<void(fix::HostPlan)>& take);

/// The sentence about a fix that was wanted and is not applied.
[[nodiscard]] text::Error left_alone(const lint::UnappliedFix& fix);

/// What changes do not show: what of the host could not be read, and what is left alone.
[[nodiscard]] std::vector<text::Error> complaints_of(const fix::HostPlan& plan);

}  // namespace shirlint::cli
