// The old bytes of files, kept in a run's folder, readable by their owner alone.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fix/journal.h"
#include "io/reader.h"
#include "lint/backup_source.h"
#include "text/error.h"

namespace shirlint::fix {

/// The name of the backup of a run's n-th file, from 1. Input discovery leaves out what ends so.
[[nodiscard]] std::string backup_name(std::size_t number);

/// The old bytes, checked against the hash in the record. An error when they are gone or others.
[[nodiscard]] text::Result<std::string> read_backup(const Journal& journal, const std::string& id,
                                                    const RunFile& file);

/// The backups of all runs, for a fix that puts one back. Only reads: a state folder that is not
/// there is none, one that cannot be trusted is an error.
class JournalBackups final : public lint::BackupSource {
 public:
  /// Both must outlive it; `reader` tells the full names of files.
  JournalBackups(io::Store& store, const io::Reader& reader, std::string state)
      : store_(store), reader_(reader), state_(std::move(state)) {}

  [[nodiscard]] text::Result<std::optional<lint::Backup>> newest(const std::string& path,
                                                                 const std::string& version,
                                                                 const Fits& fits) const override;

 private:
  io::Store& store_;
  const io::Reader& reader_;
  std::string state_;
};

/// Said after every purge and wherever a backup's place is shown.
inline constexpr std::string_view backup_warning =
    "A backup holds the whole file as it was, passwords included; deleting it does not overwrite "
    "the disk.";

/// Deletes a finished run's backups. The record stays, without them, unless it is damaged; undo of
/// the run is over. May be repeated. Gives the number of backups that were there.
[[nodiscard]] text::Result<std::size_t> purge(io::Store& store, const std::string& state,
                                              const std::string& id);

/// Removes the oldest finished runs, records and backups, until `keep` are left (`--keep-backups`).
/// An interrupted run is never removed. Gives the ids of those that are gone.
[[nodiscard]] text::Result<std::vector<std::string>> prune(io::Store& store,
                                                           const std::string& state,
                                                           std::size_t keep);

}  // namespace shirlint::fix
