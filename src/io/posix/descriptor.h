// An open file of the system, and its errors as ours. For the files in this folder only.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "io/store.h"

namespace shirlint::io::posix {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  /// Errors of close are of no use: what matters was synced before. It is never repeated, since
  /// Linux has closed the file even when it says EINTR.
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }

  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

inline Cause cause_of(int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR:
      return Cause::missing;
    case EEXIST:
      return Cause::exists;
    case EWOULDBLOCK:
    case EBUSY:
    case ETXTBSY:
      return Cause::busy;
    case EACCES:
    case EPERM:
    case EROFS:
      return Cause::denied;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return Cause::no_space;
    case EIO:
      return Cause::input_output;
    case EINTR:
      return Cause::interrupted;
    default:
      return Cause::other;
  }
}

inline tl::unexpected<StoreError> failed(int code) {
  return undone(cause_of(code), std::error_code(code, std::generic_category()).message());
}

/// Of a system call that gives 0 or -1 with errno.
inline Done<void> done(int result) {
  if (result != 0) return failed(errno);
  return {};
}

/// Gives `fresh` what decides about the access to `model`, and its extended attributes.
Done<void> copy_attributes(int model, int fresh);

}  // namespace shirlint::io::posix
