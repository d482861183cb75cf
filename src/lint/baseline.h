// The baseline: what was found on an earlier day and is known since, so that only new findings
// fail; and what the hosts were like then, for rules about what has changed (baseline_memory.h).
//
// Findings are matched by fingerprint, which holds no host, no file and no line. Each entry stands
// for `count` findings. A finding takes the entry of its own host and file, else one of its own
// host (the file has moved), else one of a host that this check does not see: that may be the same
// host under another name. What belongs to another host of this check is never taken: a finding
// that went there and came here is new here.
//
// A stale entry is one whose findings are gone for sure: its host was looked at, its rule was asked
// and could be judged, its file was among the given ones. An entry of a host that this check does
// not see is neither known nor stale. A host of a new name in the folder of one that is not seen
// any more is that one; where name and folder are new, nothing tells that it is the same.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "facts/baseline_tree.h"
#include "lint/report.h"

namespace shirlint::lint {

struct Baseline {
  std::vector<KnownFinding> findings;
  std::map<std::string, facts::HostMemory, std::less<>> hosts;  // by name

  [[nodiscard]] const facts::HostMemory* find(std::string_view host) const {
    const auto at = hosts.find(host);
    return at == hosts.end() ? nullptr : &at->second;
  }
};

/// All findings and memories of these hosts, suppressed findings included, in a stable order. Of
/// two hosts with one name that differ nothing is remembered.
[[nodiscard]] Baseline make_baseline(const std::vector<HostReport>& hosts);

struct BaselineMatch {
  std::uint64_t matched = 0;
  std::vector<KnownFinding> stale;  // `count`: how many of the entry's findings are gone
  Baseline without_stale;
};

/// Moves the findings that the baseline knows from `findings` to `suppressed`. `asked`: the codes
/// of the rules that were asked.
[[nodiscard]] BaselineMatch suppress_known(const Baseline& baseline,
                                           const std::set<std::string_view>& asked,
                                           std::vector<HostReport>& hosts);

}  // namespace shirlint::lint
