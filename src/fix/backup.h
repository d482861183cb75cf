// The old bytes of files, kept in a run's folder, readable by their owner alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "fix/journal.h"
#include "text/error.h"

namespace shirlint::fix {

/// The name of the backup of a run's n-th file, from 1. Input discovery leaves out what ends so.
[[nodiscard]] std::string backup_name(std::size_t number);

/// The old bytes, checked against the hash in the record. An error when they are gone or others.
[[nodiscard]] text::Result<std::string> read_backup(const Journal& journal, const std::string& id,
                                                    const RunFile& file);

/// Said after every purge and wherever a backup's place is shown.
inline constexpr std::string_view backup_warning =
    "A backup holds the whole file as it was, passwords included; deleting it does not overwrite "
    "the disk.";

/// Deletes a finished run's backups. The record stays, without them; undo of the run is over. May
/// be repeated. Gives the number of backups that were there.
[[nodiscard]] text::Result<std::size_t> purge(io::Store& store, const std::string& state,
                                              const std::string& id);

/// Removes the oldest finished runs, records and backups, until `keep` are left (`--keep-backups`).
/// An interrupted run is never removed. Gives the ids of those that are gone.
[[nodiscard]] text::Result<std::vector<std::string>> prune(io::Store& store,
                                                           const std::string& state,
                                                           std::size_t keep);

}  // namespace shirlint::fix
