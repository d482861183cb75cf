// The folder that keeps what undo needs: one folder a run, with its record and its backups.
//
// Where: `--backup-dir`, else $XDG_STATE_HOME/shirlint, else ~/.local/state/shirlint (XDG Base
// Directory Specification 0.8; a relative XDG_STATE_HOME is to be ignored, it says). Windows:
// %ProgramData%\shirlint for whoever has an administrator's rights, %LOCALAPPDATA%\shirlint for
// others, who could not keep an administrator's backups from being changed. Never beside the files.
// Backups may hold passwords, so the folder and all in it are for their owner alone, and a folder
// that somebody else made or may write to is refused: whoever can change a backup decides what undo
// writes.
//
//   lock                            held by whoever changes anything here
//   runs/RUN/manifest.toml          the run's record (journal.h)
//   runs/RUN/1.shirlint-backup      the old bytes of its first file; discovery skips that suffix
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "io/store.h"
#include "text/error.h"

namespace shirlint::fix {

/// What the command line and the environment say; empty: they do not.
struct StateSettings {
  std::string backup_dir;
  std::string xdg_state_home;
  std::string home;
  std::string windows_folder = {};  // what our folder is made in
};

/// From the root on: "/a/b", or "C:/a/b".
[[nodiscard]] bool is_full_name(std::string_view path);

/// The state folder's full name. An error when none of the three is a full name.
[[nodiscard]] text::Result<std::string> state_folder_path(const StateSettings& settings);

/// Is it there? An error when it is, but cannot be trusted.
[[nodiscard]] text::Result<bool> check_state_folder(io::Store& store, const std::string& state);

/// Makes what is missing of it, on the disk for sure. Errors as check_state_folder.
[[nodiscard]] text::Result<void> prepare_state_folder(io::Store& store, const std::string& state);

/// The right to change the state folder, for as long as this lives.
class StateLock {
 public:
  explicit StateLock(std::unique_ptr<io::StoreLock> lock) : lock_(std::move(lock)) {}
  StateLock(StateLock&&) = default;
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;
  StateLock& operator=(StateLock&&) = delete;
  ~StateLock();

 private:
  std::unique_ptr<io::StoreLock> lock_;
};

/// Refused while another run is under way; never waits. The folder must be there.
[[nodiscard]] text::Result<StateLock> lock_state_folder(io::Store& store, const std::string& state);
/// Is a run under way?
[[nodiscard]] text::Result<bool> is_state_folder_locked(io::Store& store, const std::string& state);

/// STATE/runs
[[nodiscard]] std::string runs_folder(const std::string& state);

}  // namespace shirlint::fix
