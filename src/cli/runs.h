// What check --fix and undo share: where the records of runs are, and how a run is told.
#pragma once

#include <string>
#include <vector>

#include "cli/session.h"
#include "fix/run.h"
#include "lint/report.h"

namespace shirlint::cli {

/// Who makes a run, where its record goes, and why. An error when this session cannot write, or
/// there is no place for the record.
[[nodiscard]] text::Result<fix::RunOrigin> run_origin(const Arguments& arguments,
                                                      const Session& session);

/// For a command that will write: is there a place for its record, and is no earlier run left
/// half done? Complains itself.
[[nodiscard]] bool ready_to_write(const Arguments& arguments, const Session& session);

/// Brings interrupted runs to an end before anything else is changed, and says so. False when that
/// failed: then nothing may be changed.
[[nodiscard]] bool repair_first(const Session& session, const std::string& state);

/// One sentence when there are interrupted runs; for commands that only read.
void warn_of_interrupted(const Arguments& arguments, const Session& session);

/// `backup_dir`: what --backup-dir said, which undo has to be told again.
[[nodiscard]] lint::RunReport run_report(const fix::RunManifest& manifest, io::Store& store,
                                         const std::string& state,
                                         const std::string& backup_dir = {});

}  // namespace shirlint::cli
