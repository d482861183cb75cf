// Open things of Windows, its errors as ours, and paths in its own spelling. For this folder only.
#pragma once

#ifndef NOMINMAX
#define NOMINMAX
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
// windows.h goes before the others.
// clang-format off
#include <windows.h>
#include <aclapi.h>
#include <sddl.h>
#include <shellapi.h>
#include <winioctl.h>
// clang-format on

#include <string>
#include <string_view>
#include <utility>

#include "io/store.h"

namespace shirlint::io::windows {

/// A handle of CreateFileW and its like; closed when destroyed.
class Handle {
 public:
  explicit Handle(HANDLE handle) : handle_(handle) {}
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, INVALID_HANDLE_VALUE)) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (is_open()) CloseHandle(handle_);
  }

  [[nodiscard]] bool is_open() const {
    return handle_ != INVALID_HANDLE_VALUE && handle_ != nullptr;
  }
  [[nodiscard]] HANDLE get() const { return handle_; }

 private:
  HANDLE handle_;
};

/// What LocalAlloc gave, such as a security descriptor of the system's.
class LocalMemory {
 public:
  LocalMemory() = default;
  LocalMemory(const LocalMemory&) = delete;
  LocalMemory& operator=(const LocalMemory&) = delete;
  ~LocalMemory() {
    if (memory_ != nullptr) LocalFree(memory_);
  }
  [[nodiscard]] void* get() const { return memory_; }
  void** out() { return &memory_; }

 private:
  void* memory_ = nullptr;
};

/// Everybody else may go on reading, writing, renaming and deleting.
inline constexpr DWORD share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

[[nodiscard]] Cause cause_of(DWORD code);
/// The system's words, in English where it has them, without line ends: "Access is denied".
[[nodiscard]] std::string reason_of(DWORD code);
[[nodiscard]] tl::unexpected<StoreError> failed(DWORD code);
/// Of a call that gives TRUE, or FALSE with GetLastError.
[[nodiscard]] Done<void> done(BOOL result);
/// Somebody else has the file open right now in a way that ours does not go with: a virus scanner,
/// an indexer, a backup. Worth another try.
[[nodiscard]] bool is_passing(DWORD code);

/// UTF-16, or nothing when `text` is no UTF-8. An unpaired surrogate comes back as U+FFFD.
[[nodiscard]] bool to_wide(std::string_view text, std::wstring& wide);
[[nodiscard]] std::string to_utf8(std::wstring_view wide);

/// The path as the system's calls take it: from the root, "\\?\" in front, so that neither 260
/// characters nor a name such as CON in the middle are anything special. Refused (denied), because
/// no file is meant: devices ("\\.\", NUL and COM1 in today's folder or in any), streams
/// ("a.config:b"), volumes by their numbers. What no path can be is refused as well.
[[nodiscard]] Done<std::wstring> to_system(const std::string& path);
/// "\\?\C:\a" -> "C:/a", "\\?\UNC\server\share" -> "//server/share".
[[nodiscard]] std::string from_system(std::wstring_view path);

/// Opens what has this name, itself and not what it may lead to.
[[nodiscard]] Handle open_itself(const std::wstring& path, DWORD access);

}  // namespace shirlint::io::windows
