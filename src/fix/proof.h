// What must be shown before the first byte is written. Each question is asked of the files as they
// would be, by the same reader and the same rules that found the fault.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "fix/outcome.h"
#include "lint/report.h"
#include "text/edit.h"

namespace shirlint::fix {

/// The role of a runbook, which is no config.
inline constexpr std::string_view script_role = "script";

/// One file before and after, and the codes whose fixes changed it.
struct FileChange {
  std::string path;  // as it was given
  std::string role;
  std::string before;
  std::string after;
  std::set<std::string> codes;
  text::Edits edits{};  // what lies between the two, in bytes on disk
  /// The file is not there, `before` is empty, and it gets owner and access of the file at this
  /// path. Empty: it is there.
  std::string like{};
  std::string like_role{};  // of that file
  std::string version{};    // of the host's integration runtime; empty: not known
};

/// A check and its outcomes at one time.
struct HostState {
  lint::HostReport report;
  std::vector<ConfigOutcome> outcomes;
};

/// Where requests go, before and after; empty where .NET refuses the file.
struct RouteChange {
  std::string path;
  std::vector<std::string> before;  // "https://x/ -> http://proxy:8080/"
  std::vector<std::string> after;
};

/// Of the files in `changes`.
[[nodiscard]] std::vector<RouteChange> route_changes(const std::vector<FileChange>& changes,
                                                     const HostState& before,
                                                     const HostState& after);

/// Why the fixes of `change`, each of which its rule calls safe, are not safe together; empty when
/// they are. Contract, clause 1: .NET refused the file or failed every request, and now it does
/// not. Clause 2: all routes are what they were. Clause 3: PRX001 from diahost to diawp.
[[nodiscard]] std::string why_not_safe(const FileChange& change,
                                       const std::vector<ConfigOutcome>& before,
                                       const std::vector<ConfigOutcome>& after);

/// Of a whole plan, whatever its fixes are called: empty when all holds, else the first sentence
/// that does not. The new bytes parse and .NET refuses nothing new; encoding, byte order mark and
/// line ends are what they were (CFG006 is about the encoding, CFG003 puts a backup back); no
/// finding is there that was not there before, but CFG023 and JAV019 ("restart pending"), PRX001
/// and PRX003 (the other file or node has yet to follow), PRX021 and PRX022 (what a fix chose),
/// SIT003 (a comment that silences nothing any more),
/// what could not be judged before, and what came with a block that was copied from the other file.
/// `least`: new findings below it do not count.
[[nodiscard]] std::string why_not_sound(const std::vector<FileChange>& changes,
                                        const HostState& before, const HostState& after,
                                        rules::Severity least = rules::Severity::info);

/// What is found now and was not before, and is no mere consequence: those of `why_not_sound`.
[[nodiscard]] std::vector<const lint::Finding*> new_findings(const std::vector<FileChange>& changes,
                                                             const HostState& before,
                                                             const HostState& after);

/// Do the bytes differ in the spans of `edits` only? Asked of what was done, not of what was meant.
[[nodiscard]] bool only_edits_differ(std::string_view before, std::string_view after,
                                     const text::Edits& edits);

}  // namespace shirlint::fix
