// What check --fix, apply and undo share: where the records of runs are, how one is made and told.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.h"
#include "fix/proof.h"
#include "fix/run.h"
#include "lint/backup_source.h"
#include "lint/report.h"

namespace shirlint::cli {

/// Who makes a run, where its record goes, and why. An error when this session cannot write, or
/// there is no place for the record.
[[nodiscard]] text::Result<fix::RunOrigin> run_origin(const Arguments& arguments,
                                                      const Session& session);

/// For a command that will write: is there a place for its record, and is no earlier run left
/// half done? Complains itself.
[[nodiscard]] bool ready_to_write(const Arguments& arguments, const Session& session);

/// Brings interrupted runs to an end before anything else is changed, says so, and gives them.
/// Nothing when that failed: then nothing may be changed.
[[nodiscard]] std::optional<std::vector<fix::Settled>> repair_first(const Session& session,
                                                                    const std::string& state);

/// Complains of each, with what can be done. True: none of them may be interrupted.
bool tell_damaged(const Session& session, const std::vector<fix::DamagedRun>& damaged);

/// One sentence when there are interrupted runs; for commands that only read.
void warn_of_interrupted(const Arguments& arguments, const Session& session);

/// Tells the system's log of a run that changed something.
void log_run(const Session& session, const fix::RunManifest& run);

/// The backups that fixes may put back; null: this session has none.
[[nodiscard]] std::unique_ptr<lint::BackupSource> backups_of(const Arguments& arguments,
                                                             const Session& session);

/// `backup_dir`: what --backup-dir said, which undo has to be told again.
[[nodiscard]] lint::RunReport run_report(const fix::RunManifest& manifest, io::Store& store,
                                         const std::string& state,
                                         const std::string& backup_dir = {});

/// --keep-backups; 0 for what is no number.
[[nodiscard]] std::size_t keep_backups(const Arguments& arguments);

/// The change of a file as a run makes it.
[[nodiscard]] fix::Change run_change(const io::Reader& reader, fix::FileChange file);

/// One file's part of --diff.
void write_change(const fix::FileChange& file, const Arguments& arguments, Session& session);

/// Makes the changes in one run, and prunes as the options say. Nothing: nothing was changed, and
/// `errors` says why.
[[nodiscard]] std::optional<lint::RunReport> make_run(const Arguments& arguments,
                                                      const Session& session,
                                                      std::vector<fix::Change> changes,
                                                      std::vector<std::string> restart,
                                                      std::vector<text::Error>& errors);

}  // namespace shirlint::cli
