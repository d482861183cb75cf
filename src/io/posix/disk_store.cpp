#include "io/disk_store.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdio>
#include <memory>

#include "io/posix/descriptor.h"

namespace shirlint::io {
namespace {

using posix::Descriptor;
using posix::done;
using posix::failed;

/// Never follows a link as the last component, never waits for the other end of a pipe.
constexpr int read_flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;

class DiskFile final : public StoreFile {
 public:
  explicit DiskFile(Descriptor file) : file_(std::move(file)) {}

 private:
  Done<std::size_t> do_write(std::string_view bytes) override {
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written < 0) return failed(errno);
    return static_cast<std::size_t>(written);
  }
  Done<void> do_resemble(const std::string& model) override {
    const Descriptor old(open(model.c_str(), read_flags));
    if (!old.is_open()) return failed(errno);
    return posix::copy_attributes(old.get(), file_.get());
  }
  Done<void> do_sync() override { return done(fsync(file_.get())); }

  Descriptor file_;
};

/// A link's text, or nothing when it cannot be told.
std::string link_target(const std::string& path) {
  std::array<char, PATH_MAX> text{};
  const ssize_t size = readlink(path.c_str(), text.data(), text.size());
  return size < 0 ? std::string() : std::string(text.data(), static_cast<std::size_t>(size));
}

tl::unexpected<StoreError> larger_than(std::size_t limit) {
  return undone(Cause::too_large, "it is larger than " + std::to_string(limit) + " bytes");
}

struct CloseFolder {
  void operator()(DIR* folder) const { static_cast<void>(closedir(folder)); }
};

Done<void> gone(int result) {
  if (result == 0 || errno == ENOENT) return {};
  return failed(errno);
}

}  // namespace

Done<Status> DiskStore::do_status(const std::string& path) {
  struct stat found {};
  if (lstat(path.c_str(), &found) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return Status{};
    return failed(errno);
  }
  Status status;
  status.kind = S_ISREG(found.st_mode)   ? Kind::file
                : S_ISDIR(found.st_mode) ? Kind::folder
                                         : Kind::other;
  status.link = S_ISLNK(found.st_mode);
  if (status.link) status.link_target = link_target(path);
  status.device = found.st_dev;
  status.number = found.st_ino;
  status.names = found.st_nlink;
  status.read_only = (found.st_mode & 0222U) == 0;
  if (!status.link && faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0) {
    if (errno != EACCES && errno != EROFS) return failed(errno);
    status.read_only = true;
  }
  status.owned_by_us = found.st_uid == geteuid();
  status.writable_by_others = (found.st_mode & 0022U) != 0;
  status.owned_by_system = found.st_uid == 0;
  // In a folder like /tmp each may remove only what is his.
  status.replaceable_by_others = status.writable_by_others && (found.st_mode & S_ISVTX) == 0;
  return status;
}

Done<std::string> DiskStore::do_read(const std::string& path, std::size_t limit) {
  const Descriptor file(open(path.c_str(), read_flags));
  if (!file.is_open()) return failed(errno);
  struct stat found {};
  if (fstat(file.get(), &found) != 0) return failed(errno);
  if (!S_ISREG(found.st_mode)) return undone(Cause::other, "it is no regular file");
  if (static_cast<std::uintmax_t>(found.st_size) > limit) return larger_than(limit);
  std::string bytes;
  std::array<char, 65536> block{};
  for (;;) {
    const ssize_t got = ::read(file.get(), block.data(), block.size());
    if (got < 0) return failed(errno);
    if (got == 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(got));
    if (bytes.size() > limit) return larger_than(limit);  // it grows
  }
}

Done<std::vector<std::string>> DiskStore::do_list(const std::string& folder) {
  const std::unique_ptr<DIR, CloseFolder> open_folder(opendir(folder.c_str()));
  if (!open_folder) return failed(errno);
  std::vector<std::string> names;
  for (;;) {
    errno = 0;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): each call has its own stream
    const dirent* entry = readdir(open_folder.get());
    if (entry == nullptr) break;
    const std::string name = static_cast<const char*>(entry->d_name);
    if (name != "." && name != "..") names.push_back(name);
  }
  if (errno != 0) return failed(errno);
  std::sort(names.begin(), names.end());
  return names;
}

Done<std::unique_ptr<StoreFile>> DiskStore::do_create(const std::string& path, Access access) {
  constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  constexpr mode_t own = S_IRUSR | S_IWUSR;
  constexpr mode_t all = own | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;
  Descriptor file(open(path.c_str(), flags, access == Access::owner ? own : all));
  if (!file.is_open()) return failed(errno);
  return std::make_unique<DiskFile>(std::move(file));
}

Done<void> DiskStore::do_make_folder(const std::string& path) {
  return done(mkdir(path.c_str(), S_IRWXU));
}

Done<void> DiskStore::do_sync_folder(const std::string& folder) {
  const Descriptor open_folder(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!open_folder.is_open()) return failed(errno);
  if (fsync(open_folder.get()) == 0 || errno == EINVAL || errno == ENOTSUP) return {};
  return failed(errno);
}

Done<void> DiskStore::do_replace(const Replacement& names) {
  return done(std::rename(names.fresh.c_str(), names.target.c_str()));
}

/// A second name, and then the first one goes: POSIX has no rename that spares what is there. If
/// the first one stays, the file is there all the same, and settle() tries again.
Done<void> DiskStore::do_place(const Replacement& names) {
  if (link(names.fresh.c_str(), names.target.c_str()) != 0) return failed(errno);
  static_cast<void>(unlink(names.fresh.c_str()));
  return {};
}

Done<void> DiskStore::do_settle(const Replacement& names) {
  return gone(unlink(names.fresh.c_str()));
}

Done<void> DiskStore::do_remove(const std::string& path) { return gone(unlink(path.c_str())); }

Done<void> DiskStore::do_remove_folder(const std::string& path) {
  return gone(rmdir(path.c_str()));
}

Done<std::optional<std::string>> DiskStore::do_setting(const Setting& /*which*/) {
  return undone(Cause::other, "this is no Windows machine");
}

Done<void> DiskStore::do_put_setting(const Setting& /*which*/,
                                     const std::optional<std::string>& /*state*/) {
  return undone(Cause::other, "this is no Windows machine");
}

}  // namespace shirlint::io
