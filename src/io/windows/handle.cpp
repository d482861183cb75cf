#include "io/windows/handle.h"

#include <array>

namespace shirlint::io::windows {

namespace {

constexpr DWORD disk_quota_exceeded = 1295;  // MinGW's headers lack it

}  // namespace

Cause cause_of(DWORD code) {
  switch (code) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_DRIVE:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
      return Cause::missing;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
      return Cause::exists;
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_UNABLE_TO_REMOVE_REPLACED:
    case ERROR_UNABLE_TO_MOVE_REPLACEMENT:
      return Cause::busy;
    case ERROR_ACCESS_DENIED:
    case ERROR_WRITE_PROTECT:
    case ERROR_PRIVILEGE_NOT_HELD:
    case ERROR_INVALID_OWNER:
      return Cause::denied;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
    case disk_quota_exceeded:
      return Cause::no_space;
    case ERROR_IO_DEVICE:
    case ERROR_CRC:
    case ERROR_READ_FAULT:
    case ERROR_WRITE_FAULT:
      return Cause::input_output;
    default:
      return Cause::other;
  }
}

std::string reason_of(DWORD code) {
  constexpr DWORD flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;
  std::array<wchar_t, 512> text{};
  const auto in_language = [&](DWORD language) {
    return FormatMessageW(flags, nullptr, code, language, text.data(),
                          static_cast<DWORD>(text.size()), nullptr);
  };
  DWORD size = in_language(MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US));
  if (size == 0) size = in_language(0);
  std::wstring_view words(text.data(), size);
  while (!words.empty() && (words.back() <= L' ' || words.back() == L'.')) words.remove_suffix(1);
  if (words.empty()) return "error " + std::to_string(code) + " of Windows";
  return to_utf8(words);
}

tl::unexpected<StoreError> failed(DWORD code) { return undone(cause_of(code), reason_of(code)); }

Done<void> done(BOOL result) {
  if (result == FALSE) return failed(GetLastError());
  return {};
}

bool is_passing(DWORD code) {
  return code == ERROR_SHARING_VIOLATION || code == ERROR_LOCK_VIOLATION ||
         code == ERROR_ACCESS_DENIED || code == ERROR_UNABLE_TO_REMOVE_REPLACED ||
         code == ERROR_UNABLE_TO_MOVE_REPLACEMENT;
}

bool to_wide(std::string_view text, std::wstring& wide) {
  wide.clear();
  if (text.empty()) return true;
  const int size = static_cast<int>(text.size());
  const int needed =
      MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(), size, nullptr, 0);
  if (needed <= 0) return false;
  wide.resize(static_cast<std::size_t>(needed));
  return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(), size, wide.data(),
                             needed) == needed;
}

std::string to_utf8(std::wstring_view wide) {
  if (wide.empty()) return {};
  const int size = static_cast<int>(wide.size());
  const int needed =
      WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, nullptr, 0, nullptr, nullptr);
  std::string text(static_cast<std::size_t>(needed > 0 ? needed : 0), '\0');
  WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, text.data(), needed, nullptr, nullptr);
  return text;
}

namespace {

/// "C:\a" or "\\server\share"; what is longer than any path can be, or none, is empty.
std::wstring full_name(const std::wstring& path) {
  const DWORD needed = GetFullPathNameW(path.c_str(), 0, nullptr, nullptr);
  std::wstring full(needed, L'\0');
  const DWORD size = GetFullPathNameW(path.c_str(), needed, full.data(), nullptr);
  full.resize(size < needed ? size : 0);
  return full;
}

bool begins(std::wstring_view text, std::wstring_view with) {
  return text.substr(0, with.size()) == with;
}

}  // namespace

Done<std::wstring> to_system(const std::string& path) {
  std::wstring wide;
  if (path.empty() || path.find('\0') != std::string::npos || !to_wide(path, wide)) {
    return undone(Cause::missing, "it is no name of a file");
  }
  for (wchar_t& character : wide) {
    if (character == L'/') character = L'\\';
  }
  if (begins(wide, LR"(\\?\)") || begins(wide, LR"(\\.\)") || begins(wide, LR"(\??\)")) {
    return undone(Cause::denied, "it names a device, or a file past the names of files");
  }
  const std::wstring full = full_name(wide);
  const bool drive = full.size() > 2 && full[1] == L':' && full[2] == L'\\';
  const bool share = begins(full, LR"(\\)") && !begins(full, LR"(\\.\)");
  if (!drive && !share) return undone(Cause::denied, "it names a device");
  if (full.find(L':', 2) != std::wstring::npos) {
    return undone(Cause::denied, "it names a stream inside a file");
  }
  if (drive) return LR"(\\?\)" + full;
  return LR"(\\?\UNC)" + full.substr(1);
}

std::string from_system(std::wstring_view path) {
  constexpr std::wstring_view network = LR"(\\?\UNC\)";
  constexpr std::wstring_view literal = LR"(\\?\)";
  std::string text;
  if (begins(path, network)) {
    text = "//" + to_utf8(path.substr(network.size()));
  } else {
    text = to_utf8(begins(path, literal) ? path.substr(literal.size()) : path);
  }
  for (char& character : text) {
    if (character == '\\') character = '/';
  }
  return text;
}

Handle open_itself(const std::wstring& path, DWORD access) {
  return Handle(CreateFileW(path.c_str(), access, share_all, nullptr, OPEN_EXISTING,
                            FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
}

}  // namespace shirlint::io::windows
