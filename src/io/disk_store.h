// Store over the machine's own files.
//
// Locks (POSIX): a file made with O_EXCL and then held with flock(2). The kernel lets go of it when
// the process ends, however it ends, so a file that nobody holds was left by a dead process, on
// this or an earlier boot, and is taken over; no process number or age has to be guessed at. Where
// the file system has no flock, exclusive creation alone is the lock, and a file left behind has to
// be removed by hand. A lock file holds nothing and is readable by all, so that the next user can
// see that its maker is gone.
//
// Locks (Windows): a file opened for nobody else (share mode 0): while its holder lives, every
// other open fails. The system removes it with its last handle, however the process ends
// (FILE_FLAG_DELETE_ON_CLOSE); one that a power cut left is taken over.
//
// Windows, on purpose:
//   paths           "\\?\" is put before the full name, so that length and names such as CON in the
//                   middle mean nothing; "/" and "\" are the same. Names of devices ("\\.\", NUL
//                   where the system knows it) and of streams ("a.config:b") are no files.
//   links           symbolic links, junctions and mounted volumes are links (Status::link); a file
//                   that is deduplicated, compressed or fetched on demand is a file.
//   identity        the volume's serial number and the file's number, of 128 bits where there is
//   one read-only       the mark of that name, or no right to write or delete owned by us     by
//   the account, and with an administrator's rights also by Administrators and
//                   SYSTEM: what an administrator makes belongs to either
//   private         SYSTEM and Administrators, else also the account; nothing is inherited
//   on the disk     a file by FlushFileBuffers; a folder likewise, where its file system takes
//   that.
//                   NTFS and ReFS write names in order into a journal, so that after a power cut a
//                   replaced file is the old or the new one either way.
//   others' opens   a replace or removal that a virus scanner is in the way of is tried again for
//                   two seconds, as long as the file is still the one that was looked at
#pragma once

#include "io/store.h"

namespace shirlint::io {

class DiskStore final : public Store {
 private:
  Done<Status> do_status(const std::string& path) override;
  Done<std::string> do_read(const std::string& path, std::size_t limit) override;
  Done<std::vector<std::string>> do_list(const std::string& folder) override;
  Done<std::unique_ptr<StoreFile>> do_create(const std::string& path, Access access) override;
  Done<void> do_make_folder(const std::string& path) override;
  Done<void> do_sync_folder(const std::string& folder) override;
  Done<void> do_replace(const Replacement& names) override;
  Done<void> do_place(const Replacement& names) override;
  Done<void> do_settle(const Replacement& names) override;
  Done<void> do_remove(const std::string& path) override;
  Done<void> do_remove_folder(const std::string& path) override;
  Done<std::unique_ptr<StoreLock>> do_lock(const std::string& path) override;
  Done<bool> do_is_locked(const std::string& path) override;
  Done<std::optional<std::string>> do_setting(const Setting& which) override;
  Done<void> do_put_setting(const Setting& which, const std::optional<std::string>& state) override;
};

}  // namespace shirlint::io
