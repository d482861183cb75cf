// Store over the machine's own files.
//
// Locks (POSIX): a file made with O_EXCL and then held with flock(2). The kernel lets go of it when
// the process ends, however it ends, so a file that nobody holds was left by a dead process, on
// this or an earlier boot, and is taken over; no process number or age has to be guessed at. Where
// the file system has no flock, exclusive creation alone is the lock, and a file left behind has to
// be removed by hand. A lock file holds nothing and is readable by all, so that the next user can
// see that its maker is gone.
#pragma once

#include "io/store.h"

namespace shirlint::io {

class DiskStore final : public Store {
 private:
  Done<Status> do_status(const std::string& path) override;
  Done<std::string> do_read(const std::string& path, std::size_t limit) override;
  Done<std::vector<std::string>> do_list(const std::string& folder) override;
  Done<std::unique_ptr<StoreFile>> do_create(const std::string& path) override;
  Done<void> do_make_folder(const std::string& path) override;
  Done<void> do_sync_folder(const std::string& folder) override;
  Done<void> do_replace(const Replacement& names) override;
  Done<void> do_settle(const Replacement& names) override;
  Done<void> do_remove(const std::string& path) override;
  Done<void> do_remove_folder(const std::string& path) override;
  Done<std::unique_ptr<StoreLock>> do_lock(const std::string& path) override;
  Done<bool> do_is_locked(const std::string& path) override;
};

}  // namespace shirlint::io
