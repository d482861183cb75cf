// The record of a run (manifest.toml): what was changed, when, by whom, why, and where the old
// bytes are. It is on the disk before the first change, as `started`; a run whose record still says
// so when nobody holds the state folder's lock was interrupted.
//
// In a record are hashes, names and codes, never a byte of a file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/store.h"
#include "text/error.h"

namespace shirlint::fix {

enum class RunState : std::uint8_t {
  started,    // files may be old or new
  complete,   // all were new
  taken_back  // all were old again
};

/// A file, or a setting of the machine: then `kind` is its SettingKind, `path` its name, and its
/// state (io/setting.h) stands for the bytes.
struct RunFile {
  std::string path;  // full name
  std::vector<std::string> codes;
  std::string before;     // SHA-256 of the old bytes; empty: the file was missing
  std::string after;      // and of the new ones; empty: the file was removed
  std::string backup;     // the backup's name in the run's folder; empty once purged, or if missing
  std::string like = {};  // of a missing or removed one: whose access it gets when it is made
  std::string version = {};  // of the runtime that the file was of; empty: not known
  std::string kind = {};     // empty: a file

  friend bool operator==(const RunFile&, const RunFile&) = default;
};

struct RunManifest {
  std::string id;  // "20261122-090000", with "-2" and so on for the next in the same second
  RunState state = RunState::started;
  std::string when;  // "2026-11-22T09:00:00Z"
  std::string who;
  std::string reason;  // a change number, what the user gave; may be empty
  std::string tool;    // "shirlint 0.1.0"
  std::string undoes;  // the run that this one takes back; empty: it is none
  std::vector<std::string> restart;
  bool keep_backups = true;  // false: folder and backups go when the run is over
  std::vector<RunFile> files;

  friend bool operator==(const RunManifest&, const RunManifest&) = default;
};

/// A run whose record was read and is none: the disk lost it, or somebody changed it. Its backups
/// are of no use without it.
struct DamagedRun {
  std::string id;
  text::Error why;
  /// A later run began, which none does while one is interrupted. An undo is no such proof: it may
  /// be made past a damaged record.
  bool over = false;
};

/// Both with the oldest first.
struct Records {
  std::vector<RunManifest> sound;
  std::vector<DamagedRun> damaged;
};

/// "started", "complete", "taken-back"
[[nodiscard]] std::string_view to_text(RunState state);

[[nodiscard]] std::string to_toml(const RunManifest& manifest);
/// Errors name `file`; nothing in a record is taken on trust.
[[nodiscard]] text::Result<RunManifest> parse_manifest(std::string_view text,
                                                       const std::string& file);

/// The runs of one state folder. Writing needs the folder's lock, reading does not.
class Journal {
 public:
  Journal(io::Store& store, std::string state) : store_(store), state_(std::move(state)) {}

  [[nodiscard]] std::string folder(const std::string& id) const;
  [[nodiscard]] std::string backup_path(const std::string& id, const RunFile& file) const;
  [[nodiscard]] io::Store& store() const { return store_; }
  [[nodiscard]] const std::string& state() const { return state_; }

  /// Makes the folder of a new run and gives its id. `when` as in the record.
  [[nodiscard]] text::Result<std::string> begin(const std::string& when) const;
  /// Puts the record on the disk, whole: the old one or this one is there at every moment.
  [[nodiscard]] text::Result<void> put(const RunManifest& manifest) const;
  /// After a put that may have died: the record is on the disk as it is seen.
  [[nodiscard]] text::Result<void> settle(const std::string& id) const;
  [[nodiscard]] text::Result<RunManifest> get(const std::string& id) const;
  /// All runs. A record that cannot be read for now is an error.
  [[nodiscard]] text::Result<Records> records() const;
  [[nodiscard]] text::Result<std::vector<RunManifest>> list() const;
  [[nodiscard]] text::Result<std::vector<DamagedRun>> damaged() const;
  /// Folders without a record: a run that died before it changed anything, or while its folder was
  /// removed.
  [[nodiscard]] text::Result<std::vector<std::string>> debris() const;
  /// Removes a run's folder, the record first, so that what a crash leaves is debris. One that
  /// is gone is fine.
  [[nodiscard]] text::Result<void> remove(const std::string& id) const;

 private:
  [[nodiscard]] text::Result<RunManifest> parse(const std::string& id, std::string_view text) const;
  /// Ids of all run folders, the oldest first.
  [[nodiscard]] text::Result<std::vector<std::string>> ids() const;
  [[nodiscard]] std::string record(const std::string& id) const;

  io::Store& store_;
  std::string state_;
};

}  // namespace shirlint::fix
