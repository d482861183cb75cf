// A run: changes to files that were proved elsewhere, made all or not at all, and taken back on
// demand. Nothing of a user's file changes but through io::replace_file.
//
// The order, each step on the disk before the next begins: backups; the record, as `started`; the
// files, one after the other; the record, as `complete`. So a file is new only if its backup and
// the record are there, and a run that died at any point is found by its record. Two runs with one
// state folder exclude each other by its lock, two with different ones by the lock of each file;
// both refuse and never wait, so that they cannot wait for each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fix/journal.h"
#include "fix/settle.h"
#include "io/store.h"
#include "text/error.h"

namespace shirlint::fix {

/// Of a file, or of a setting of the machine: its states stand for the bytes, and `path` is its
/// name.
struct Change {
  std::string path;                   // full name
  std::optional<std::string> before;  // nothing: the file is not there, and is made
  std::optional<std::string> after;   // nothing: the file is removed
  std::vector<std::string> codes;
  std::string like = {};     // full name of the file whose owner, access and attributes it gets
  std::string version = {};  // of the runtime that the file is of; empty: not known
  std::string kind = {};     // of a setting (io/setting.h); empty: a file
};

/// Who makes a run, and why; nothing here is asked of the machine.
struct RunOrigin {
  std::string when;    // now, as "2026-11-22T09:00:00Z"
  std::string who;     // the user
  std::string reason;  // --reason
  std::string tool;    // "shirlint 0.1.0"
  std::string state;   // the state folder (state_folder.h)
};

struct RunRequest {
  RunOrigin origin;
  std::vector<Change> changes;  // one a file; what would change nothing is left out
  std::vector<std::string> restart;
  std::string undoes;        // set by undo()
  bool keep_backups = true;  // false (--no-backup): only for as long as the run takes
};

/// Does the run. After an error nothing is changed, or what was is taken back again; where that
/// failed too, the message says so, and repair() finds the run. Refused while an interrupted run is
/// there, or a damaged one that may be interrupted.
[[nodiscard]] text::Result<RunManifest> apply_run(io::Store& store, const RunRequest& request);

/// Takes a complete run back, exactly, by a run of its own: what the run made is removed. Refused,
/// naming the file and how it differs, if one is not as the run left it, or if a backup is gone:
/// then nothing is changed. So what a damaged run did to a file is safe from it, and does not block
/// it.
[[nodiscard]] text::Result<RunManifest> undo_run(io::Store& store, const RunOrigin& origin,
                                                 const std::string& id);

/// A file that is not as its run left it.
struct MovedFile {
  std::string path;
  std::string now;
  std::optional<std::string> old;  // the bytes before the run; nothing: undo would remove the file
};

/// What undo_run() refuses a complete run for, as far as it can be read. Writes nothing.
[[nodiscard]] std::vector<MovedFile> moved_files(io::Store& store, const std::string& state,
                                                 const std::string& id);

/// All runs but damaged ones, the oldest first; none when there is no state folder yet.
[[nodiscard]] text::Result<std::vector<RunManifest>> list_runs(io::Store& store,
                                                               const std::string& state);

/// With those that nobody can read any more.
[[nodiscard]] text::Result<Records> all_runs(io::Store& store, const std::string& state);

/// Runs that died. Writes nothing; empty while one is under way.
[[nodiscard]] text::Result<std::vector<RunManifest>> interrupted_runs(io::Store& store,
                                                                      const std::string& state);

/// Completes each interrupted run if all its files are new, takes it back otherwise, and says
/// which. Removes what runs left that died before they changed anything, and leaves damaged ones
/// alone. An error leaves the rest for the next call.
[[nodiscard]] text::Result<std::vector<Settled>> repair_runs(io::Store& store,
                                                             const std::string& state);

}  // namespace shirlint::fix
