// Locks of the disk store; disk_store.h says how they work.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "io/disk_store.h"
#include "io/posix/descriptor.h"

namespace shirlint::io {
namespace {

using posix::Descriptor;
using posix::failed;

class DiskLock final : public StoreLock {
 public:
  DiskLock(Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}

 private:
  // The file goes while it is held: whoever opened it before sees that its name is gone.
  Done<void> do_release() override {
    if (unlink(path_.c_str()) != 0 && errno != ENOENT) return failed(errno);
    const Descriptor let_go(std::move(file_));
    return {};
  }

  Descriptor file_;
  std::string path_;
};

bool has_no_flock(int code) { return code == ENOLCK || code == ENOTSUP || code == ENOSYS; }

/// 0, or the errno of asking for the lock without waiting; never EINTR.
int flock_error(const Descriptor& file, int kind) {
  while (flock(file.get(), kind | LOCK_NB) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

tl::unexpected<StoreError> held(const std::string& path) {
  return undone(Cause::busy, "somebody else holds the lock " + path);
}

/// Is the file that we have open still the one of this name?
bool has_name(const Descriptor& file, const std::string& path) {
  struct stat held {};
  struct stat named {};
  return fstat(file.get(), &held) == 0 && lstat(path.c_str(), &named) == 0 &&
         held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

}  // namespace

Done<std::unique_ptr<StoreLock>> DiskStore::do_lock(const std::string& path) {
  constexpr int attempts = 100;  // each means that a lock was given back in the very moment
  constexpr int common = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    bool made = true;
    int number =
        open(path.c_str(), common | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
    if (number < 0 && errno == EEXIST) {
      made = false;
      number = open(path.c_str(), common);
      if (number < 0 && errno == ENOENT) continue;
    }
    if (number < 0) return failed(errno);
    Descriptor file(number);
    const int code = flock_error(file, LOCK_EX);
    // Not ours to hold: given back between our two steps, or another's by now.
    if (code == 0 && !has_name(file, path)) continue;
    if (code == 0 || (made && has_no_flock(code))) {
      return std::make_unique<DiskLock>(std::move(file), path);
    }
    if (code == EWOULDBLOCK || has_no_flock(code)) return held(path);
    if (made) unlink(path.c_str());
    return failed(code);
  }
  return held(path);
}

Done<bool> DiskStore::do_is_locked(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) return false;
    return failed(errno);
  }
  const int code = flock_error(file, LOCK_SH);
  if (code == 0) return false;
  if (code == EWOULDBLOCK || has_no_flock(code)) return true;
  return failed(code);
}

}  // namespace shirlint::io
