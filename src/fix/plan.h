// From what a check finds to the bytes that its files should have: chosen, repeated until nothing
// changes, proved. Nothing is written here.
#pragma once

#include <string>
#include <vector>

#include "fix/choose.h"
#include "fix/original.h"
#include "fix/proof.h"
#include "io/reader.h"
#include "lint/checker.h"

namespace shirlint::fix {

struct HostPlan {
  std::vector<FileChange> files;         // those that change, in the order of their paths
  std::vector<std::string> codes;        // whose findings go, sorted
  std::vector<std::string> restart;      // services, for it to count
  std::vector<lint::UnappliedFix> left;  // wanted, but not applied; those that failed come last
  /// Why nothing of this may be written; empty: it is proved.
  std::string refusal;
  std::vector<RouteChange> routes;            // of the files that change
  std::map<std::string, Original> originals;  // of masked copies; only for plans to be shown
  std::vector<std::string> notes;             // what a reviewer should know besides
  lint::HostReport before;
  lint::HostReport after;  // what a check finds once it is written
};

/// Fixes of one host. Safe fixes first: they must keep what .NET does (proof.h), file by file, or
/// are left alone and said so; then, if `policy` wants them, the others on top. Where the whole
/// does not stand the proof, it is tried with one fix a pass; then the first fix is dropped that
/// fails with those before it, then the next, until the rest stands; so are all fixes that undo
/// each other in a circle. `left` tells each with the sentence of its proof.
[[nodiscard]] HostPlan plan_host(lint::HostChecker& checker, const lint::CheckContext& context,
                                 const lint::HostSource& source, const io::Reader& reader,
                                 const Policy& policy);

}  // namespace shirlint::fix
