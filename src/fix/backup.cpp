#include "fix/backup.h"

#include <algorithm>
#include <utility>

#include "fix/run.h"
#include "fix/state_folder.h"
#include "io/reader.h"
#include "text/ascii.h"
#include "text/sha256.h"

namespace shirlint::fix {
namespace {

/// Of two full names. Windows, whose names begin with a drive, keeps their letter case and does not
/// look at it.
bool is_same_file(const std::string& one, const std::string& other) {
  if (one == other) return true;
  return one.front() != '/' && text::equal_ignoring_case(one, other);
}

constexpr std::string_view backup_ending = ".shirlint-backup";

/// Only where its record was read, and is none.
bool is_damaged(const Journal& journal, const std::string& id) {
  const auto damaged = journal.damaged();
  return damaged && std::any_of(damaged->begin(), damaged->end(),
                                [&](const DamagedRun& run) { return run.id == id; });
}

text::Result<std::size_t> remove_damaged(const Journal& journal, const std::string& id) {
  const auto names = journal.store().list(journal.folder(id));
  if (!names) return io::refusal(journal.folder(id), "cannot be searched", names.error());
  const auto backups = std::count_if(names->begin(), names->end(), [](const std::string& name) {
    return name.find(backup_ending) != std::string::npos;
  });
  if (auto removed = journal.remove(id); !removed) {
    return tl::unexpected<text::Error>(removed.error());
  }
  return static_cast<std::size_t>(backups);
}

}  // namespace

std::string backup_name(std::size_t number) { return std::to_string(number).append(backup_ending); }

text::Result<std::string> read_backup(const Journal& journal, const std::string& id,
                                      const RunFile& file) {
  if (file.backup.empty()) {
    return text::fail("has no backup any more: those of run " + id + " were purged", file.path);
  }
  const std::string path = journal.backup_path(id, file);
  auto bytes = journal.store().read(path, io::file_limit);
  if (!bytes) return io::refusal(path, "cannot be read", bytes.error());
  if (text::sha256(*bytes) != file.before) {
    return text::fail("is not the backup that run " + id + " made: its bytes changed", path);
  }
  return std::move(*bytes);
}

text::Result<std::optional<lint::Backup>> JournalBackups::newest(const std::string& path,
                                                                 const std::string& version,
                                                                 const Fits& fits) const {
  auto runs = list_runs(store_, state_);
  if (!runs) return tl::unexpected<text::Error>(runs.error());
  std::reverse(runs->begin(), runs->end());
  const Journal journal(store_, state_);
  const std::string name = io::full_name(reader_, path);
  for (const RunManifest& run : *runs) {
    for (const RunFile& file : run.files) {
      if (!file.kind.empty() || file.backup.empty() || !is_same_file(file.path, name)) continue;
      if (!version.empty() && !file.version.empty() && file.version != version) continue;
      auto bytes = read_backup(journal, run.id, file);
      if (bytes && fits(*bytes)) return lint::Backup{*std::move(bytes), "of run " + run.id};
    }
  }
  return std::nullopt;
}

text::Result<std::size_t> purge(io::Store& store, const std::string& state, const std::string& id) {
  if (const auto checked = check_state_folder(store, state); !checked) {
    return tl::unexpected<text::Error>(checked.error());
  }
  const Journal journal(store, state);
  if (const auto known = journal.get(id); !known && !is_damaged(journal, id)) {
    return tl::unexpected<text::Error>(known.error());
  }
  const auto lock = lock_state_folder(store, state);
  if (!lock) return tl::unexpected<text::Error>(lock.error());
  auto manifest = journal.get(id);
  if (!manifest && is_damaged(journal, id)) return remove_damaged(journal, id);
  if (!manifest) return tl::unexpected<text::Error>(manifest.error());
  if (manifest->state == RunState::started) {
    return text::fail("Run " + id + " was interrupted and needs its backups to be repaired");
  }
  std::size_t purged = 0;
  for (RunFile& file : manifest->files) {
    if (file.backup.empty()) continue;
    const std::string path = journal.backup_path(id, file);
    const auto removed = store.remove(path);
    if (!removed) return io::refusal(path, "cannot be removed", removed.error());
    file.backup.clear();
    ++purged;
  }
  // Their going is on the disk before the record says so: never a secret that nobody knows of.
  const auto synced = store.sync_folder(journal.folder(id));
  if (!synced) return io::refusal(journal.folder(id), "is not for sure purged", synced.error());
  if (auto put = journal.put(*manifest); !put) return tl::unexpected<text::Error>(put.error());
  return purged;
}

text::Result<std::vector<std::string>> prune(io::Store& store, const std::string& state,
                                             std::size_t keep) {
  std::vector<std::string> gone;
  const auto there = check_state_folder(store, state);
  if (!there) return tl::unexpected<text::Error>(there.error());
  if (!*there) return gone;
  const auto lock = lock_state_folder(store, state);
  if (!lock) return tl::unexpected<text::Error>(lock.error());
  const Journal journal(store, state);
  auto runs = journal.list();
  if (!runs) return tl::unexpected<text::Error>(runs.error());
  runs->erase(std::remove_if(runs->begin(), runs->end(),
                             [](const RunManifest& run) { return run.state == RunState::started; }),
              runs->end());
  const std::size_t surplus = runs->size() > keep ? runs->size() - keep : 0;
  for (std::size_t index = 0; index < surplus; ++index) {
    const std::string& id = (*runs)[index].id;
    if (auto removed = journal.remove(id); !removed) {
      return tl::unexpected<text::Error>(removed.error());
    }
    gone.push_back(id);
  }
  return gone;
}

}  // namespace shirlint::fix
