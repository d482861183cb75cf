// The writing half of the seam to the machine's files: the primitive steps that a crash-safe
// replace is made of. Whoever holds only a Reader cannot write.
//
// Each public operation is one step: it can fail alone, a process can die before or after it, and
// the faulty store counts it. A step that a signal interrupted (EINTR) has done nothing and is
// repeated here, so nobody above sees `interrupted`.
//
// Paths are UTF-8 with "/" between folders. The last component of a path is never followed when it
// is a link; folders on the way to it are. Nothing is on the disk for sure before it was synced:
// the bytes of a file by StoreFile::sync, its name by sync_folder of the folder that holds it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "io/reader.h"
#include "io/setting.h"
#include "text/error.h"

namespace shirlint::io {

enum class Cause : std::uint8_t {
  missing,       // no such file or folder
  exists,        // and must not
  busy,          // somebody alive holds it
  denied,        // by rights, by a read-only file system, or an attribute that cannot be kept
  no_space,      // of the disk or the quota
  input_output,  // the disk's own failure
  interrupted,   // by a signal; nothing was done
  too_large,     // beyond the limit of a read
  other
};

struct StoreError {
  Cause cause = Cause::other;
  std::string reason;  // the system's words: "No space left on device"
};

template <class T>
using Done = tl::expected<T, StoreError>;

inline tl::unexpected<StoreError> undone(Cause cause, std::string reason) {
  return tl::unexpected<StoreError>(StoreError{cause, std::move(reason)});
}

/// Does a step until no signal interrupts it. The bound keeps a storm of them from hanging us.
template <class Step>
auto repeat(const Step& step) {
  constexpr int bound = 100;
  auto result = step();
  for (int tries = 1; tries < bound && !result; ++tries) {
    if (result.error().cause != Cause::interrupted) break;
    result = step();
  }
  return result;
}

/// "/etc/a" and "cannot be locked" -> "cannot be locked: No space left on device", of that file.
inline tl::unexpected<text::Error> refusal(const std::string& path, const std::string& what,
                                           const StoreError& error) {
  return text::fail(what + ": " + error.reason, path);
}

/// Who may open a file that is made.
enum class Access : std::uint8_t {
  owner,    // only who makes it
  ordinary  // as any program's: by the umask (POSIX), by what the folder hands down (Windows)
};

/// What is at a path. `device` and `number` are its identity; a link is Kind::other.
struct Status {
  Kind kind = Kind::missing;
  bool link = false;
  std::string link_target;  // as it is written in the link
  std::uint64_t device = 0;
  std::uint64_t number = 0;
  std::uint64_t names = 1;          // hard links
  bool read_only = false;           // marked so, or not ours to write
  bool owned_by_us = true;          // by the account that runs this
  bool writable_by_others = false;  // by its group or by everybody
  bool owned_by_system = false;     // by root; Windows: SYSTEM, Administrators, TrustedInstaller
  /// Others may rename or remove what is in this folder, the folder itself, or change its rights.
  bool replaceable_by_others = false;
};

/// A file that is being made. Closed when destroyed, which says nothing about what is on the disk.
class StoreFile {
 public:
  StoreFile() = default;
  StoreFile(const StoreFile&) = delete;
  StoreFile& operator=(const StoreFile&) = delete;
  virtual ~StoreFile() = default;

  /// Appends; how many of the bytes were taken, at least one when there are any.
  Done<std::size_t> write(std::string_view bytes) {
    return repeat([&] { return do_write(bytes); });
  }
  /// Owner, group, mode, access control list and extended attributes as those of `model`. What
  /// decides about access and cannot be kept is an error (denied), never dropped in silence.
  /// Windows: the replace itself takes over what else there is (streams, times, encryption).
  Done<void> resemble(const std::string& model) {
    return repeat([&] { return do_resemble(model); });
  }
  /// Bytes and attributes are on the disk. After an error it is not known what is: give up the
  /// file.
  Done<void> sync() {
    return repeat([&] { return do_sync(); });
  }

 private:
  virtual Done<std::size_t> do_write(std::string_view bytes) = 0;
  virtual Done<void> do_resemble(const std::string& model) = 0;
  virtual Done<void> do_sync() = 0;
};

/// A held lock. Destroyed without release(), it is no longer held but its file stays behind, as
/// when its process dies.
class StoreLock {
 public:
  StoreLock() = default;
  StoreLock(const StoreLock&) = delete;
  StoreLock& operator=(const StoreLock&) = delete;
  virtual ~StoreLock() = default;

  /// Removes the lock's file, then lets go. May be repeated after an error.
  Done<void> release() {
    return repeat([&] { return do_release(); });
  }

 private:
  virtual Done<void> do_release() = 0;
};

/// The names that one replace is concerned with, all in one folder.
struct Replacement {
  std::string target;  // the user's file
  std::string fresh;   // its new bytes, complete and synced
  /// Where the system may put the old file for a moment: ReplaceFileW needs such a name, or the
  /// original can be lost (error 1176). POSIX does not use it.
  /// Empty: the new file just takes the name, by a rename in one step on every system, and Windows
  /// carries nothing over from the old one. For files of our own.
  std::string aside;
};

class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  /// Of what has this name; a missing file is an answer, no error.
  Done<Status> status(const std::string& path) {
    return repeat([&] { return do_status(path); });
  }
  /// The whole regular file; more than `limit` bytes are an error (too_large).
  Done<std::string> read(const std::string& path, std::size_t limit) {
    return repeat([&] { return do_read(path, limit); });
  }
  /// The names in a folder, in the order of their bytes.
  Done<std::vector<std::string>> list(const std::string& folder) {
    return repeat([&] { return do_list(folder); });
  }
  /// A new, empty file; `exists` when the name is taken.
  Done<std::unique_ptr<StoreFile>> create(const std::string& path, Access access = Access::owner) {
    return repeat([&] { return do_create(path, access); });
  }
  /// A new folder that only its owner may enter; its parent must be there.
  Done<void> make_folder(const std::string& path) {
    return repeat([&] { return do_make_folder(path); });
  }
  /// Every name that was made, replaced or removed in this folder is so on the disk. A file system
  /// that has no such operation does without.
  Done<void> sync_folder(const std::string& folder) {
    return repeat([&] { return do_sync_folder(folder); });
  }
  /// In one step: `target` has the bytes of `fresh`, and the name `fresh` is gone. Before and
  /// after, whoever opens `target` gets the whole old or the whole new file (on Windows there is a
  /// moment in which it has no name: the system moves the old file aside first). What is left under
  /// `aside` is for settle(). After an error the target is the old or the new file.
  Done<void> replace(const Replacement& names) {
    return repeat([&] { return do_replace(names); });
  }
  /// Gives the file `fresh` the name `target`, which must be free; `exists` when it is not. Whoever
  /// opens `target` gets the whole file or none. `aside` is not used. After an error, or when the
  /// process died, the file may have either name, or for a moment both.
  Done<void> place(const Replacement& names) {
    return repeat([&] { return do_place(names); });
  }
  /// After a replace or place that succeeded, failed or whose process died: `target` has its name
  /// again if the system had put it aside, and the two other names are gone. Whoever calls holds
  /// the lock.
  Done<void> settle(const Replacement& names) {
    return repeat([&] { return do_settle(names); });
  }
  /// Removes a file; one that is not there is fine.
  Done<void> remove(const std::string& path) {
    return repeat([&] { return do_remove(path); });
  }
  /// Removes an empty folder; one that is not there is fine.
  Done<void> remove_folder(const std::string& path) {
    return repeat([&] { return do_remove_folder(path); });
  }
  /// Takes the lock of this name by exclusive creation of a file. `busy` when somebody alive holds
  /// it; the file of a holder who died is taken over. Never waits.
  Done<std::unique_ptr<StoreLock>> lock(const std::string& path) {
    return repeat([&] { return do_lock(path); });
  }
  /// Does somebody alive hold the lock of this name? Writes nothing.
  Done<bool> is_locked(const std::string& path) {
    return repeat([&] { return do_is_locked(path); });
  }
  /// The state of a setting of the machine (setting.h); nothing: it is not there. Only Windows has
  /// settings.
  Done<std::optional<std::string>> setting(const Setting& which) {
    return repeat([&] { return do_setting(which); });
  }
  /// Gives it this state, on the disk for sure. One that takes several steps of the system, or
  /// whose process died, may be left in between (lies_between).
  Done<void> put_setting(const Setting& which, const std::optional<std::string>& state) {
    return repeat([&] { return do_put_setting(which, state); });
  }

 private:
  virtual Done<Status> do_status(const std::string& path) = 0;
  virtual Done<std::string> do_read(const std::string& path, std::size_t limit) = 0;
  virtual Done<std::vector<std::string>> do_list(const std::string& folder) = 0;
  virtual Done<std::unique_ptr<StoreFile>> do_create(const std::string& path, Access access) = 0;
  virtual Done<void> do_make_folder(const std::string& path) = 0;
  virtual Done<void> do_sync_folder(const std::string& folder) = 0;
  virtual Done<void> do_replace(const Replacement& names) = 0;
  virtual Done<void> do_place(const Replacement& names) = 0;
  virtual Done<void> do_settle(const Replacement& names) = 0;
  virtual Done<void> do_remove(const std::string& path) = 0;
  virtual Done<void> do_remove_folder(const std::string& path) = 0;
  virtual Done<std::unique_ptr<StoreLock>> do_lock(const std::string& path) = 0;
  virtual Done<bool> do_is_locked(const std::string& path) = 0;
  virtual Done<std::optional<std::string>> do_setting(const Setting& which) = 0;
  virtual Done<void> do_put_setting(const Setting& which,
                                    const std::optional<std::string>& state) = 0;
};

}  // namespace shirlint::io
