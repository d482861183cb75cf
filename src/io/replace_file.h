// The one way in which any byte of a user's file changes. Whatever happens meanwhile, the process
// killed or the power lost included, the file has its old bytes or all of its new ones. A file that
// is to be made is not there or has all its bytes, and none takes the name of another; one that is
// to be removed is there whole or gone.
//
// The steps: lock; look; write a sibling, give it the file's attributes, sync it, read it back;
// look again; replace; clean up; unlock; sync the folder. "Look" compares the file's bytes with
// those that the caller based the new ones on, and its identity with the first look. Between the
// second look and the replace lies nothing but the replace itself; a program that does not know of
// the lock and writes in that very moment loses its change, as no system offers a conditional
// replace.
//
// On purpose refused, with a sentence:
//   links              the file that it leads to is to be named: whoever made the link did not ask
//                      for a change elsewhere, and replacing would put a file in the link's place
//   several hard links a replace would leave the other names with the old bytes, and writing in
//                      place cannot survive a crash
//   anything but a regular file: devices, pipes, folders
//   read-only files    marked so, or not ours to write: a folder that we may write would let us
//                      replace them all the same
//   owner, group, access control list or user attributes that the new file cannot be given
//
// Beside the file appear, for as long as it takes, NAME.shirlint-lock, NAME.shirlint-new and, on
// Windows, NAME.shirlint-old. What a dead process left of them the next replace of the file (or
// sweep_siblings) removes; how a dead holder's lock is recognised is said in disk_store.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "io/store.h"
#include "text/error.h"

namespace shirlint::io {

/// The right to replace one file, for as long as this lives.
class FileLock {
 public:
  FileLock(std::string path, std::unique_ptr<StoreLock> lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}
  FileLock(FileLock&&) = default;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::unique_ptr<StoreLock> lock_;
};

/// Refused while somebody alive holds it; never waits.
[[nodiscard]] text::Result<FileLock> lock_file(Store& store, const std::string& path);

/// Would replace_file refuse this file as it is now? Leaves no trace.
[[nodiscard]] text::Result<void> check_replaceable(Store& store, const std::string& path,
                                                   std::string_view expected);

/// In: the file by its full name, the bytes it must have, and those it gets. Errors name the file.
/// After an error the file is old or new all the same: to know which, read it.
[[nodiscard]] text::Result<void> replace_file(Store& store, const std::string& path,
                                              std::string_view expected, std::string_view bytes);

/// The same for who holds the lock, and syncs the folder when the last lock in it is given back.
[[nodiscard]] text::Result<void> replace_file(Store& store, const FileLock& lock,
                                              std::string_view expected, std::string_view bytes);

/// Makes a file that is not there, or refuses it as changed. It gets owner, access and attributes
/// of `model`, a file that is there. For who holds the lock, as above.
[[nodiscard]] text::Result<void> create_file(Store& store, const FileLock& lock,
                                             std::string_view bytes, const std::string& model);

/// Would create_file refuse this name as it is now? Leaves no trace.
[[nodiscard]] text::Result<void> check_creatable(Store& store, const std::string& path);

/// Removes a file that has the bytes `expected`; for who holds the lock, as above.
[[nodiscard]] text::Result<void> remove_file(Store& store, const FileLock& lock,
                                             std::string_view expected);

/// Removes what a replace of this file by a dead process left beside it. Nothing to do is fine.
[[nodiscard]] text::Result<void> sweep_siblings(Store& store, const FileLock& lock);

/// Makes a new file that only its owner may read, synced; its name is not, that is sync_folder's.
[[nodiscard]] text::Result<void> make_private_file(Store& store, const std::string& path,
                                                   std::string_view bytes);

/// Makes or replaces a file of our own, for a caller who holds a lock on its folder: old or new
/// bytes at every moment, and on the disk on return.
[[nodiscard]] text::Result<void> put_private_file(Store& store, const std::string& path,
                                                  std::string_view bytes);

/// The same for a file that is not there, with the ordinary access of what a program writes:
/// reports, plans, baselines. One that is there is replace_file's, which keeps its access.
[[nodiscard]] text::Result<void> put_ordinary_file(Store& store, const std::string& path,
                                                   std::string_view bytes);

/// For a put that may have died: its sibling is gone, and the file on the disk as it is seen.
[[nodiscard]] text::Result<void> settle_private_file(Store& store, const std::string& path);

}  // namespace shirlint::io
