#include "fix/plan.h"

#include <algorithm>
#include <utility>

#include "fix/planner.h"

namespace shirlint::fix {
namespace {

// Each dropped fix costs some tries; hosts that need more than one are rare.
constexpr int max_dropped = 100;

/// Finds the fixes that do not stand the proof with those before them, and does without.
class Sieve {
 public:
  Sieve(Planner& planner, const Policy& policy) : planner_(planner), policy_(policy) {}

  HostPlan plan() {
    Attempt attempt = planner_.attempt(policy_, unwanted_);
    const std::string first = attempt.plan.refusal;
    if (attempt.by_fixes && attempt.guilty.empty()) {
      // Two fixes that do not see each other's text may spoil it; one after the other they do not.
      unwanted_.second = true;
      attempt = planner_.attempt(policy_, unwanted_);
    }
    for (int rounds = 0; attempt.by_fixes && !attempt.applied.empty(); ++rounds) {
      if (rounds == max_dropped) break;
      drop_guilty(attempt);
      attempt = planner_.attempt(policy_, unwanted_);
    }
    if (attempt.by_fixes) attempt.plan.refusal = first;
    for (lint::UnappliedFix& fix : dropped_) {
      if (is_found(attempt.plan.after, fix)) attempt.plan.left.push_back(std::move(fix));
    }
    return std::move(attempt.plan);
  }

 private:
  /// Is there still something to fix?
  static bool is_found(const lint::HostReport& report, const lint::UnappliedFix& fix) {
    return std::any_of(
        report.findings.begin(), report.findings.end(), [&](const lint::Finding& finding) {
          return finding.rule->code == fix.code && finding.location.file == fix.location.file;
        });
  }

  void drop(const ChosenFix& fix, const std::string& why) {
    unwanted_.fixes.insert(fix.key);
    dropped_.push_back({fix.code, fix.location, "with it " + why, false, std::get<2>(fix.key)});
  }

  void drop_guilty(const Attempt& failed) {
    if (failed.guilty.empty()) return drop_first(failed);
    for (const ChosenFix& fix : failed.applied) {
      if (failed.guilty.count(fix.key) != 0) drop(fix, failed.plan.refusal);
    }
  }

  /// By halves: the first fix that fails though those before it stand the proof.
  void drop_first(const Attempt& failed) {
    std::size_t proved = 0;
    std::size_t fails = failed.applied.size();
    std::string why = failed.plan.refusal;
    while (fails - proved > 1) {
      const std::size_t middle = proved + (fails - proved) / 2;
      Unwanted without = unwanted_;
      for (std::size_t at = middle; at < failed.applied.size(); ++at) {
        without.fixes.insert(failed.applied[at].key);
      }
      const Attempt half = planner_.attempt(policy_, without);
      if (half.plan.refusal.empty()) {
        proved = middle;
      } else {
        fails = middle;
        why = half.plan.refusal;
      }
    }
    drop(failed.applied[fails - 1], why);
  }

  Planner& planner_;
  const Policy& policy_;
  Unwanted unwanted_;
  std::vector<lint::UnappliedFix> dropped_;
};

}  // namespace

HostPlan plan_host(lint::HostChecker& checker, const lint::CheckContext& context,
                   const lint::HostSource& source, const io::Reader& reader, const Policy& policy) {
  Planner planner(checker, context, source, reader);
  return Sieve(planner, policy).plan();
}

}  // namespace shirlint::fix
