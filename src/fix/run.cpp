#include "fix/run.h"

#include <algorithm>
#include <set>
#include <utility>

#include "fix/backup.h"
#include "fix/setting_change.h"
#include "fix/state_folder.h"
#include "io/reader.h"
#include "io/replace_file.h"
#include "text/sha256.h"

namespace shirlint::fix {
namespace {

tl::unexpected<text::Error> pass_on(const text::Error& error) {
  return tl::unexpected<text::Error>(error);
}

/// The changes that change something, checked as far as that needs no disk.
text::Result<std::vector<const Change*>> real_changes(const RunRequest& request) {
  std::vector<const Change*> changes;
  std::set<std::string> paths;
  for (const Change& change : request.changes) {
    const bool is_file = change.kind.empty();
    if (is_file && !is_full_name(change.path)) return text::fail("is no full name", change.path);
    if (!paths.insert(change.kind + ' ' + change.path).second) {
      return text::fail("is named twice in one run", change.path);
    }
    if (is_file && (!change.before || !change.after) && !is_full_name(change.like)) {
      return text::fail("has no model for its owner and access", change.path);
    }
    if (change.before != change.after) changes.push_back(&change);
  }
  if (changes.empty()) return text::fail("There is nothing to change");
  return changes;
}

RunManifest describe(const RunRequest& request, const std::vector<const Change*>& changes) {
  RunManifest manifest;
  manifest.when = request.origin.when;
  manifest.who = request.origin.who;
  manifest.reason = request.origin.reason;
  manifest.tool = request.origin.tool;
  manifest.undoes = request.undoes;
  manifest.restart = request.restart;
  manifest.keep_backups = request.keep_backups;
  const auto hash = [](const std::optional<std::string>& bytes) {
    return bytes ? text::sha256(*bytes) : std::string();
  };
  for (const Change* change : changes) {
    manifest.files.push_back({change->path, change->codes, hash(change->before),
                              hash(change->after),
                              change->before ? backup_name(manifest.files.size() + 1) : "",
                              change->like, change->version, change->kind});
  }
  return manifest;
}

/// Backups and record, on the disk. No user's file is touched.
text::Result<void> prepare(const Journal& journal, const RunManifest& manifest,
                           const std::vector<const Change*>& changes) {
  io::Store& store = journal.store();
  for (std::size_t index = 0; index < changes.size(); ++index) {
    if (!changes[index]->before) continue;
    const std::string path = journal.backup_path(manifest.id, manifest.files[index]);
    if (auto made = io::make_private_file(store, path, *changes[index]->before); !made) {
      return made;
    }
  }
  // The run's own name; the record's put syncs the names of the backups with that of the record.
  const std::string runs = runs_folder(journal.state());
  const auto synced = store.sync_folder(runs);
  if (!synced) return io::refusal(runs, "cannot be written to the disk", synced.error());
  return journal.put(manifest);
}

text::Result<void> check_setting(io::Store& store, const io::Setting& setting,
                                 const Change& change) {
  const auto now = look_at_setting(store, setting);
  if (!now) return pass_on(now.error());
  if (*now != change.before) return text::fail("changed since it was looked at", to_text(setting));
  return {};
}

/// Are all files still as the changes are based on?
text::Result<void> check_files(io::Store& store, const std::vector<const Change*>& changes) {
  for (const Change* change : changes) {
    const auto setting = setting_of(*change);
    auto fit = setting          ? check_setting(store, *setting, *change)
               : change->before ? io::check_replaceable(store, change->path, *change->before)
                                : io::check_creatable(store, change->path);
    if (!fit) return fit;
  }
  return {};
}

/// Backups, record, locks: all that comes before the first change. After an error nothing of the
/// user's has changed; what stays of the run is found by repair.
text::Result<FileLocks> get_ready(const Journal& journal, const RunManifest& manifest,
                                  const std::vector<const Change*>& changes) {
  if (auto prepared = prepare(journal, manifest, changes); !prepared) {
    return pass_on(prepared.error());
  }
  // Locked only now, so that repair knows from the record where a lock may be left.
  auto locks = lock_files(journal.store(), manifest);
  if (!locks) {
    // One that was got although it was said to have failed is given back by this.
    static_cast<void>(lock_files(journal.store(), manifest));
    return locks;
  }
  // Another run may have made the very same changes before we had the locks. From here on new bytes
  // are ours, and ours to take back.
  if (auto fit = check_files(journal.store(), changes); !fit) return pass_on(fit.error());
  return locks;
}

text::Result<void> change_files(io::Store& store, const std::vector<const Change*>& changes,
                                const FileLocks& locks) {
  for (std::size_t index = 0; index < changes.size(); ++index) {
    const Change& change = *changes[index];
    if (const auto setting = setting_of(change)) {
      auto put = put_setting(store, *setting, change.before, change.after);
      if (!put) return put;
      continue;
    }
    if (!locks[index]) return text::fail("changed since it was read: it is gone", change.path);
    auto done = put_bytes(store, *locks[index], change.before, change.after, change.like);
    if (!done) return done;
  }
  return {};
}

/// `error` of a run that could not be taken back either.
text::Error interrupted(const RunManifest& manifest, text::Error error, const text::Error& second) {
  error.message += "; taking run " + manifest.id + " back failed too (" + second.file + " " +
                   second.message + "), the next run repairs it";
  return error;
}

/// `error` with what became of the run after it.
text::Error after_failure(const Journal& journal, const RunManifest& manifest, FileLocks locks,
                          text::Error error) {
  const auto settled = settle_run(journal, manifest, std::move(locks), Preference::take_back);
  if (!settled) return interrupted(manifest, std::move(error), settled.error());
  if (!settled->left.empty()) {
    error.message += "; run " + manifest.id + " was taken back but for what others changed: ";
    for (const std::string& path : settled->left) error.message += path + " ";
    error.message.pop_back();
  } else {
    error.message += "; nothing is changed";
  }
  return error;
}

/// For who holds the state folder's lock.
text::Result<RunManifest> apply_locked(io::Store& store, const RunRequest& request,
                                       const std::vector<const Change*>& changes) {
  const Journal journal(store, request.origin.state);
  const auto runs = journal.records();
  if (!runs) return pass_on(runs.error());
  for (const RunManifest& run : runs->sound) {
    if (run.state != RunState::started) continue;
    return text::fail("Run " + run.id + " was interrupted and has to be repaired first");
  }
  for (const DamagedRun& run : runs->damaged) {
    if (run.over || !request.undoes.empty()) continue;
    return text::fail("Run " + run.id + " may be interrupted: its record is damaged");
  }
  if (const auto fit = check_files(store, changes); !fit) return pass_on(fit.error());
  RunManifest manifest = describe(request, changes);
  auto id = journal.begin(request.origin.when);
  if (!id) return pass_on(id.error());
  manifest.id = *id;
  auto locks = get_ready(journal, manifest, changes);
  if (!locks) {
    if (!journal.remove(manifest.id)) static_cast<void>(journal.remove(manifest.id));
    return pass_on(locks.error());
  }
  if (const auto changed = change_files(store, changes, *locks); !changed) {
    return pass_on(after_failure(journal, manifest, std::move(*locks), changed.error()));
  }
  locks->clear();
  if (const auto synced = sync_files(store, manifest); !synced) {
    auto again = lock_files(store, manifest);
    if (!again) return pass_on(interrupted(manifest, synced.error(), again.error()));
    return pass_on(after_failure(journal, manifest, std::move(*again), synced.error()));
  }
  // Taking everything back now could meet a record that says `complete` already. As it is, the
  // files are all new, and repair completes the record.
  if (const auto finished = finish_run(journal, manifest, RunState::complete); !finished) {
    text::Error error = finished.error();
    error.message += "; the files of run " + manifest.id +
                     " are all changed, and the next run completes its record";
    return pass_on(error);
  }
  return manifest;
}

/// The change that puts a setting back, or why it must not be.
text::Result<Change> reverse_setting(const Journal& journal, const std::string& run,
                                     const RunFile& file, const io::Setting& setting) {
  Change change{file.path, {}, {}, file.codes, {}, {}, file.kind};
  if (!file.before.empty()) {
    auto old = read_backup(journal, run, file);
    if (!old) return pass_on(old.error());
    change.after = std::move(*old);
  }
  auto now = look_at_setting(journal.store(), setting);
  if (!now) return pass_on(now.error());
  if (*now == change.after) {
    if (setting.kind == io::SettingKind::service_run) {  // it stops and starts by itself
      change.before = *std::move(now);
      return change;
    }
    return text::fail("is already as it was before run " + run, to_text(setting));
  }
  if ((*now ? text::sha256(**now) : std::string()) != file.after) {
    return text::fail("changed since run " + run + ": it is not as the run left it",
                      to_text(setting));
  }
  change.before = *std::move(now);
  return change;
}

/// The change that puts a file back, or why it must not be.
text::Result<Change> reverse(const Journal& journal, const RunManifest& run, const RunFile& file) {
  if (const auto setting = setting_of(file)) {
    return reverse_setting(journal, run.id, file, *setting);
  }
  Change change{file.path, {}, {}, file.codes, file.like, file.version};
  if (!file.before.empty()) {
    auto old = read_backup(journal, run.id, file);
    if (!old) return pass_on(old.error());
    change.after = std::move(*old);
  }
  const auto status = journal.store().status(file.path);
  if (!status) return io::refusal(file.path, "cannot be looked at", status.error());
  std::string hash;  // empty where the file is not there
  if (status->kind == io::Kind::file) {
    auto now = journal.store().read(file.path, io::file_limit);
    if (!now) return io::refusal(file.path, "cannot be read", now.error());
    hash = text::sha256(*now);
    change.before = std::move(*now);
  }
  if (hash == file.before && (!hash.empty() || status->kind == io::Kind::missing)) {
    return text::fail("is already as it was before run " + run.id, file.path);
  }
  if (hash == file.after && (!hash.empty() || status->kind == io::Kind::missing)) return change;
  if (hash.empty()) return text::fail("is no file any more since run " + run.id, file.path);
  return text::fail(
      "changed since run " + run.id + ": its SHA-256 is " + hash +
          (file.after.empty() ? ", and the run removed it" : ", and the run left " + file.after),
      file.path);
}

}  // namespace

text::Result<RunManifest> apply_run(io::Store& store, const RunRequest& request) {
  const auto changes = real_changes(request);
  if (!changes) return pass_on(changes.error());
  const std::string& state = request.origin.state;
  if (auto prepared = prepare_state_folder(store, state); !prepared) {
    return pass_on(prepared.error());
  }
  const auto lock = lock_state_folder(store, state);
  if (!lock) return pass_on(lock.error());
  return apply_locked(store, request, *changes);
}

text::Result<RunManifest> undo_run(io::Store& store, const RunOrigin& origin,
                                   const std::string& id) {
  const auto there = check_state_folder(store, origin.state);
  if (!there) return pass_on(there.error());
  const Journal journal(store, origin.state);
  if (const auto known = journal.get(id); !known) return pass_on(known.error());
  if (auto prepared = prepare_state_folder(store, origin.state); !prepared) {
    return pass_on(prepared.error());
  }
  const auto lock = lock_state_folder(store, origin.state);
  if (!lock) return pass_on(lock.error());
  const auto run = journal.get(id);
  if (!run) return pass_on(run.error());
  if (run->state == RunState::taken_back) {
    return text::fail("Run " + id + " was taken back when it was made: there is nothing to undo");
  }
  if (run->state == RunState::started) {
    return text::fail("Run " + id + " was interrupted and has to be repaired first");
  }
  RunRequest request{origin, {}, run->restart, id, true};
  for (const RunFile& file : run->files) {
    auto change = reverse(journal, *run, file);
    if (!change) return pass_on(change.error());
    request.changes.push_back(std::move(*change));
  }
  std::reverse(request.changes.begin(), request.changes.end());
  const auto changes = real_changes(request);
  if (!changes) return pass_on(changes.error());
  return apply_locked(store, request, *changes);
}

std::vector<MovedFile> moved_files(io::Store& store, const std::string& state,
                                   const std::string& id) {
  std::vector<MovedFile> moved;
  const Journal journal(store, state);
  const auto run = journal.get(id);
  if (!run || run->state != RunState::complete) return moved;
  for (const RunFile& file : run->files) {
    if (!file.kind.empty()) continue;
    const auto status = store.status(file.path);
    if (!status || status->kind != io::Kind::file) continue;
    auto now = store.read(file.path, io::file_limit);
    if (!now || text::sha256(*now) == file.after) continue;
    if (file.before.empty()) {
      moved.push_back({file.path, std::move(*now), std::nullopt});
      continue;
    }
    auto old = read_backup(journal, id, file);
    if (old) moved.push_back({file.path, std::move(*now), std::move(*old)});
  }
  return moved;
}

text::Result<std::vector<RunManifest>> list_runs(io::Store& store, const std::string& state) {
  const auto there = check_state_folder(store, state);
  if (!there) return pass_on(there.error());
  if (!*there) return std::vector<RunManifest>{};
  return Journal(store, state).list();
}

text::Result<Records> all_runs(io::Store& store, const std::string& state) {
  const auto there = check_state_folder(store, state);
  if (!there) return pass_on(there.error());
  if (!*there) return Records{};
  return Journal(store, state).records();
}

text::Result<std::vector<RunManifest>> interrupted_runs(io::Store& store,
                                                        const std::string& state) {
  auto runs = list_runs(store, state);
  if (!runs) return runs;
  runs->erase(std::remove_if(runs->begin(), runs->end(),
                             [](const RunManifest& run) { return run.state != RunState::started; }),
              runs->end());
  if (runs->empty()) return runs;
  const auto locked = is_state_folder_locked(store, state);
  if (!locked) return pass_on(locked.error());
  if (*locked) runs->clear();
  return runs;
}

text::Result<std::vector<Settled>> repair_runs(io::Store& store, const std::string& state) {
  std::vector<Settled> done;
  const auto there = check_state_folder(store, state);
  if (!there) return pass_on(there.error());
  if (!*there) return done;
  const auto lock = lock_state_folder(store, state);
  if (!lock) return pass_on(lock.error());
  const Journal journal(store, state);
  const auto runs = journal.list();
  if (!runs) return pass_on(runs.error());
  if (!runs->empty()) {
    // The end of the last run may have failed, or died, right before its record was safe.
    const auto safe = journal.settle(runs->back().id);
    if (!safe) return pass_on(safe.error());
  }
  for (const RunManifest& run : *runs) {
    if (run.state != RunState::started) {
      // Killed between the end of a run and the removal of backups that were not to be kept.
      if (run.keep_backups) continue;
      if (auto removed = journal.remove(run.id); !removed) return pass_on(removed.error());
      continue;
    }
    auto locks = lock_files(store, run);
    if (!locks) return pass_on(locks.error());
    auto settled = settle_run(journal, run, std::move(*locks), Preference::complete_if_all_new);
    if (!settled) return pass_on(settled.error());
    done.push_back(std::move(*settled));
  }
  const auto debris = journal.debris();
  if (!debris) return pass_on(debris.error());
  for (const std::string& id : *debris) {
    if (auto removed = journal.remove(id); !removed) return pass_on(removed.error());
    done.push_back({id, Outcome::never_began, {}});
  }
  return done;
}

}  // namespace shirlint::fix
