// Owner, mode, access control list and extended attributes of a file go over to the one that takes
// its place. In Linux an access control list is the attribute system.posix_acl_access (acl(5)).
#include <sys/stat.h>
#include <sys/xattr.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "io/posix/descriptor.h"

namespace shirlint::io::posix {
namespace {

constexpr std::string_view access_list = "system.posix_acl_access";

/// What the kernel or a security module sets by itself (SELinux labels a new file by its folder):
/// kept where we may, and no reason to refuse where we may not.
bool is_best_effort(std::string_view name) {
  constexpr std::string_view security = "security.";
  constexpr std::string_view trusted = "trusted.";
  return name.substr(0, security.size()) == security || name.substr(0, trusted.size()) == trusted;
}

bool has_none(int code) { return code == ENOTSUP || code == ENODATA || code == ENOSYS; }

Done<std::vector<std::string>> attribute_names(int file) {
  const ssize_t size = flistxattr(file, nullptr, 0);
  if (size < 0 && has_none(errno)) return std::vector<std::string>{};
  if (size < 0) return failed(errno);
  std::string list(static_cast<std::size_t>(size), '\0');
  const ssize_t got = flistxattr(file, list.data(), list.size());
  if (got < 0) return failed(errno);
  list.resize(static_cast<std::size_t>(got));
  std::vector<std::string> names;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('\0', at), list.size());
    names.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

Done<void> copy_attribute(int model, int fresh, const std::string& name) {
  const ssize_t size = fgetxattr(model, name.c_str(), nullptr, 0);
  if (size < 0) return failed(errno);
  std::string value(static_cast<std::size_t>(size), '\0');
  const ssize_t got = fgetxattr(model, name.c_str(), value.data(), value.size());
  if (got < 0) return failed(errno);
  return done(fsetxattr(fresh, name.c_str(), value.data(), static_cast<std::size_t>(got), 0));
}

}  // namespace

Done<void> copy_attributes(int model, int fresh) {
  struct stat old {};
  struct stat now {};
  if (fstat(model, &old) != 0 || fstat(fresh, &now) != 0) return failed(errno);
  // The owner first: changing it takes bits away from the mode.
  if ((old.st_uid != now.st_uid || old.st_gid != now.st_gid) &&
      fchown(fresh, old.st_uid, old.st_gid) != 0) {
    return undone(cause_of(errno), "its owner and group cannot be kept");
  }
  if (fchmod(fresh, old.st_mode & 07777U) != 0) return failed(errno);
  // A list that the folder hands down to new files is not one that the old file had.
  if (fremovexattr(fresh, std::string(access_list).c_str()) != 0 && !has_none(errno)) {
    return failed(errno);
  }
  const auto names = attribute_names(model);
  if (!names) return tl::unexpected<StoreError>(names.error());
  for (const std::string& name : *names) {
    auto copied = copy_attribute(model, fresh, name);
    if (!copied && !is_best_effort(name)) {
      if (copied.error().cause == Cause::interrupted) return copied;
      return undone(copied.error().cause, "its attribute " + name + " cannot be kept");
    }
  }
  return {};
}

}  // namespace shirlint::io::posix
