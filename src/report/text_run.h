// A run of fixes as text: what goes into the ticket, and the table of runs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "fix/journal.h"
#include "lint/report.h"
#include "report/sink.h"

namespace shirlint::report {

/// Said of every run that fixed something.
inline constexpr std::string_view golden_note =
    "A golden copy of these files elsewhere still has the old text.";

/// What who reads of the run must know beside it: whole sentences; empty for an undo.
[[nodiscard]] std::string note_of(const lint::RunReport& run);

struct RunTextOptions {
  std::size_t width = 80;
  bool color = false;
};

/// Run, time, person, reason; the codes; each file with its hashes and its backup; what must be
/// restarted; how to take it back; that a golden copy elsewhere has the old text still.
void write_run(const lint::RunReport& run, const RunTextOptions& options, Sink& sink);

/// Fixes that were wanted and not applied, each with the reason.
void write_unapplied(const std::vector<lint::UnappliedFix>& fixes, const RunTextOptions& options,
                     Sink& sink);

/// `undo --list`: one line a run, the newest first.
void write_run_table(const std::vector<fix::RunManifest>& runs, Sink& sink);

}  // namespace shirlint::report
