#include "cli/plan_hosts.h"

#include <fmt/format.h>

#include <exception>

#include "cli/parallel.h"

namespace shirlint::cli {
namespace {

fix::HostPlan plan_one(lint::HostChecker& checker, const CheckSetup& setup,
                       const lint::HostSource& host, const PlanHost& plan) {
  try {
    return plan(checker, host);
  } catch (const std::exception& error) {
    checker = lint::HostChecker(setup.context);  // it was left in the middle of something
    fix::HostPlan none;
    none.before = given_up(host, error);
    return none;
  }
}

}  // namespace

void plan_hosts(const CheckSetup& setup, std::span<const lint::HostSource> hosts, unsigned jobs,
                const PlanHost& plan, const std::function<void(fix::HostPlan)>& take) {
  for_each_ordered<fix::HostPlan>(
      hosts.size(), jobs,
      [&] {
        return [&, checker = lint::HostChecker(setup.context)](std::size_t index) mutable {
          return plan_one(checker, setup, hosts[index], plan);
        };
      },
      take);
}

text::Error left_alone(const lint::UnappliedFix& fix) {
  return {fmt::format("{} is left alone: {}", fix.code, fix.reason), fix.location.file,
          fix.location.start};
}

std::vector<text::Error> complaints_of(const fix::HostPlan& plan) {
  std::vector<text::Error> complaints;
  for (const text::Error& doubt : plan.before.warnings) complaints.push_back(as_warning(doubt));
  complaints.insert(complaints.end(), plan.before.errors.begin(), plan.before.errors.end());
  for (const lint::UnappliedFix& fix : plan.left) complaints.push_back(left_alone(fix));
  return complaints;
}

}  // namespace shirlint::cli
