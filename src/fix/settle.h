// Brings the files of a run that did not get to its end into one state: all new, or all old.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fix/journal.h"
#include "io/replace_file.h"
#include "text/error.h"

namespace shirlint::fix {

enum class Outcome : std::uint8_t {
  completed,   // every file had been changed; now the record says so
  taken_back,  // every file has its old bytes again, or still
  never_began  // nothing had been changed; what it had prepared is removed
};

struct Settled {
  std::string id;
  Outcome outcome = Outcome::never_began;
  /// Files that somebody else changed since, left as they are. What the run did to them, if it came
  /// to that, is not taken back; their backups are kept.
  std::vector<std::string> left;
};

enum class Preference : std::uint8_t { complete_if_all_new, take_back };

/// From the bytes that the file has to those that it gets, for who holds its lock; nothing stands
/// for a file that is not there. `like`: see Change.
[[nodiscard]] text::Result<void> put_bytes(io::Store& store, const io::FileLock& lock,
                                           const std::optional<std::string>& from,
                                           const std::optional<std::string>& to,
                                           const std::string& like);

/// The locks of a run's files, in their order; nothing for a file whose folder is gone.
using FileLocks = std::vector<std::optional<io::FileLock>>;

/// All or none.
[[nodiscard]] text::Result<FileLocks> lock_files(io::Store& store, const RunManifest& manifest);

/// Every file of the run is on the disk as it is seen. For who gave its locks back, so that these
/// are gone for sure as well.
[[nodiscard]] text::Result<void> sync_files(io::Store& store, const RunManifest& manifest);

/// For who holds the state folder's lock; takes those of the files over. After an error the record
/// still says `started`, and repair may try again.
[[nodiscard]] text::Result<Settled> settle_run(const Journal& journal, RunManifest manifest,
                                               FileLocks locks, Preference preference);

/// The run is over: its record says how, or it is removed where no backups are to be kept.
[[nodiscard]] text::Result<void> finish_run(const Journal& journal, RunManifest& manifest,
                                            RunState state);

}  // namespace shirlint::fix
