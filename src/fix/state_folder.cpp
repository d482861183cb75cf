#include "fix/state_folder.h"

#include <algorithm>
#include <utility>

#include "io/reader.h"

namespace shirlint::fix {
namespace {

std::string lock_path(const std::string& state) { return io::join_path(state, "lock"); }

/// Is this folder there, ours, and closed to others?
text::Result<bool> check_folder(io::Store& store, const std::string& path) {
  const auto status = store.status(path);
  if (!status) return io::refusal(path, "cannot be looked at", status.error());
  if (status->kind == io::Kind::missing) return false;
  if (status->link) {
    return text::fail("is a link: name the folder that it leads to (--backup-dir)", path);
  }
  if (status->kind != io::Kind::folder) {
    return text::fail("is no folder, and backups belong in one", path);
  }
  if (!status->owned_by_us) {
    return text::fail("belongs to somebody else, who could change what undo writes", path);
  }
  if (status->writable_by_others) {
    return text::fail("can be written by others: they could change what undo writes", path);
  }
  return true;
}

/// Makes a folder and those above it that are missing.
text::Result<void> make_folders(io::Store& store, const std::string& path) {
  const auto status = store.status(path);
  if (!status) return io::refusal(path, "cannot be looked at", status.error());
  if (status->kind != io::Kind::missing) return {};
  if (auto above = make_folders(store, io::parent_path(path)); !above) return above;
  const auto made = store.make_folder(path);
  if (!made && made.error().cause != io::Cause::exists) {
    return io::refusal(path, "cannot be made", made.error());
  }
  return {};
}

/// Every name on the way is on the disk, also those that a run made which died right then. Somebody
/// else's folder that we may not read is older than us.
text::Result<void> sync_way(io::Store& store, const std::string& path) {
  std::string below = path;
  for (std::string folder = io::parent_path(path); folder != below && folder != ".";
       folder = io::parent_path(folder)) {
    below = folder;
    const auto synced = store.sync_folder(folder);
    if (synced) continue;
    const auto status = store.status(folder);
    if (!status || status->owned_by_us || synced.error().cause != io::Cause::denied) {
      return io::refusal(folder, "cannot be written to the disk", synced.error());
    }
  }
  return {};
}

}  // namespace

bool is_full_name(std::string_view path) {
  return path.substr(0, 1) == "/" || (path.size() > 2 && path.substr(1, 2) == ":/");
}

text::Result<std::string> state_folder_path(const StateSettings& settings) {
  if (!settings.backup_dir.empty()) {
    if (is_full_name(settings.backup_dir)) return settings.backup_dir;
    return text::fail("--backup-dir needs a full name", settings.backup_dir);
  }
  std::string windows_folder = settings.windows_folder;
  std::replace(windows_folder.begin(), windows_folder.end(), '\\', '/');
  if (is_full_name(windows_folder)) return io::join_path(windows_folder, "shirlint");
  if (is_full_name(settings.xdg_state_home)) {
    return io::join_path(settings.xdg_state_home, "shirlint");
  }
  if (is_full_name(settings.home)) return io::join_path(settings.home, ".local/state/shirlint");
  return text::fail(
      "There is no place for backups: neither XDG_STATE_HOME nor HOME is set. Name one with "
      "--backup-dir.");
}

text::Result<bool> check_state_folder(io::Store& store, const std::string& state) {
  auto there = check_folder(store, state);
  if (!there || !*there) return there;
  auto runs = check_folder(store, runs_folder(state));
  if (!runs) return runs;
  return true;
}

text::Result<void> prepare_state_folder(io::Store& store, const std::string& state) {
  // Checked before anything is made in it.
  if (const auto checked = check_state_folder(store, state); !checked) {
    return tl::unexpected<text::Error>(checked.error());
  }
  if (auto made = make_folders(store, runs_folder(state)); !made) return made;
  if (const auto checked = check_state_folder(store, state); !checked) {
    return tl::unexpected<text::Error>(checked.error());
  }
  return sync_way(store, runs_folder(state));
}

StateLock::~StateLock() {
  // Twice, for the sake of an error that passes; a file that stays is taken over by the next run.
  if (lock_ && !lock_->release()) static_cast<void>(lock_->release());
}

text::Result<StateLock> lock_state_folder(io::Store& store, const std::string& state) {
  auto lock = store.lock(lock_path(state));
  if (lock) return StateLock(std::move(*lock));
  if (lock.error().cause == io::Cause::busy) {
    return text::fail("is in use: another run of shirlint is under way", state);
  }
  return io::refusal(state, "cannot be locked", lock.error());
}

text::Result<bool> is_state_folder_locked(io::Store& store, const std::string& state) {
  const auto locked = store.is_locked(lock_path(state));
  if (!locked) return io::refusal(state, "cannot be looked at", locked.error());
  return *locked;
}

std::string runs_folder(const std::string& state) { return io::join_path(state, "runs"); }

}  // namespace shirlint::fix
