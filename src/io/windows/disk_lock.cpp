// Locks of the disk store; disk_store.h says how they work.
#include "io/disk_store.h"
#include "io/windows/handle.h"

namespace shirlint::io {
namespace {

using windows::failed;
using windows::Handle;

class DiskLock final : public StoreLock {
 public:
  explicit DiskLock(Handle file) : file_(std::move(file)) {}

 private:
  Done<void> do_release() override {
    const Handle let_go(std::move(file_));  // the file goes with its last handle
    return {};
  }

  Handle file_;
};

}  // namespace

Done<std::unique_ptr<StoreLock>> DiskStore::do_lock(const std::string& path) {
  const auto name = windows::to_system(path);
  if (!name) return tl::unexpected<StoreError>(name.error());
  // Somebody who just looks whether the lock is held, or whose file is going away, is in the way
  // for less than this.
  constexpr int attempts = 10;
  DWORD reason = 0;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    Handle file(CreateFileW(name->c_str(), GENERIC_READ | DELETE, 0, nullptr, OPEN_ALWAYS,
                            FILE_FLAG_DELETE_ON_CLOSE | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
    if (file.is_open()) return std::make_unique<DiskLock>(std::move(file));
    reason = GetLastError();
    if (!windows::is_passing(reason)) break;
    Sleep(5);
  }
  if (reason == ERROR_SHARING_VIOLATION) {
    return undone(Cause::busy, "somebody else holds the lock " + path);
  }
  return failed(reason);
}

Done<bool> DiskStore::do_is_locked(const std::string& path) {
  const auto name = windows::to_system(path);
  if (!name) return tl::unexpected<StoreError>(name.error());
  const Handle file = windows::open_itself(*name, GENERIC_READ);
  if (file.is_open()) return false;
  const DWORD reason = GetLastError();
  if (reason == ERROR_SHARING_VIOLATION) return true;
  if (windows::cause_of(reason) == Cause::missing) return false;
  return failed(reason);
}

}  // namespace shirlint::io
