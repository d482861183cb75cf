#include "io/disk_reader.h"

#include <algorithm>
#include <array>

#include "io/windows/handle.h"

namespace shirlint::io {
namespace {

using windows::Handle;
using windows::reason_of;

/// Follows links.
Handle open(const std::wstring& name, DWORD access) {
  return Handle(CreateFileW(name.c_str(), access, windows::share_all, nullptr, OPEN_EXISTING,
                            FILE_FLAG_BACKUP_SEMANTICS, nullptr));
}

Kind kind_of(const Handle& file) {
  BY_HANDLE_FILE_INFORMATION facts{};
  if (GetFileType(file.get()) != FILE_TYPE_DISK ||
      GetFileInformationByHandle(file.get(), &facts) == FALSE) {
    return Kind::other;
  }
  return (facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? Kind::folder : Kind::file;
}

Kind kind_at(const std::wstring& name) {
  const Handle file = open(name, FILE_READ_ATTRIBUTES);
  if (file.is_open()) return kind_of(file);
  return windows::cause_of(GetLastError()) == Cause::missing ? Kind::missing : Kind::other;
}

/// The name that the file system has for what is there, in its own letter case; empty: nothing is.
std::string final_name(const std::wstring& name) {
  const Handle file = open(name, FILE_READ_ATTRIBUTES);
  if (!file.is_open()) return {};
  std::wstring text(512, L'\0');
  DWORD size = GetFinalPathNameByHandleW(file.get(), text.data(), static_cast<DWORD>(text.size()),
                                         FILE_NAME_NORMALIZED);
  if (size >= text.size()) {
    text.resize(size + 1);
    size = GetFinalPathNameByHandleW(file.get(), text.data(), static_cast<DWORD>(text.size()),
                                     FILE_NAME_NORMALIZED);
  }
  if (size == 0 || size >= text.size()) return {};
  text.resize(size);
  return windows::from_system(text);
}

}  // namespace

Kind DiskReader::kind(const std::string& path) const {
  const auto name = windows::to_system(path);
  if (!name) return name.error().cause == Cause::missing ? Kind::missing : Kind::other;
  return kind_at(*name);
}

text::Result<std::string> DiskReader::read(const std::string& path, std::size_t limit) const {
  const auto name = windows::to_system(path);
  if (!name) return text::fail("cannot be read: " + name.error().reason, path);
  const Handle file = open(*name, GENERIC_READ);
  if (!file.is_open()) return text::fail("cannot be read: " + reason_of(GetLastError()), path);
  if (kind_of(file) != Kind::file) {
    return text::fail("cannot be read: it is no regular file", path);
  }
  LARGE_INTEGER size{};
  std::string bytes;
  if (GetFileSizeEx(file.get(), &size) != FALSE && size.QuadPart > 0) {
    bytes.reserve(std::min(static_cast<std::size_t>(size.QuadPart), limit) + 1);
  }
  std::array<char, 65536> block{};
  for (;;) {
    DWORD got = 0;
    if (ReadFile(file.get(), block.data(), static_cast<DWORD>(block.size()), &got, nullptr) ==
        FALSE) {
      return text::fail("cannot be read: " + reason_of(GetLastError()), path);
    }
    if (got == 0) return bytes;
    bytes.append(block.data(), got);
    if (bytes.size() > limit) {
      return text::fail(
          "is too large for shirlint: more than " + std::to_string(limit / 1024 / 1024) + " MB",
          path);
    }
  }
}

text::Result<std::vector<Entry>> DiskReader::list(const std::string& folder) const {
  const auto name = windows::to_system(folder);
  if (!name) return text::fail("cannot be searched: " + name.error().reason, folder);
  const std::wstring inside = name->back() == L'\\' ? *name : *name + L"\\";
  WIN32_FIND_DATAW found{};
  const HANDLE search = FindFirstFileW((inside + L"*").c_str(), &found);
  std::vector<Entry> entries;
  if (search == INVALID_HANDLE_VALUE) {
    // An empty root has not even "." and "..".
    if (GetLastError() == ERROR_FILE_NOT_FOUND && kind_at(*name) == Kind::folder) return entries;
    return text::fail("cannot be searched: " + reason_of(GetLastError()), folder);
  }
  do {
    const std::wstring own(static_cast<const wchar_t*>(found.cFileName));
    if (own == L"." || own == L"..") continue;
    Entry entry;
    entry.name = windows::to_utf8(own);
    entry.link = (found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 &&
                 IsReparseTagNameSurrogate(found.dwReserved0);
    const bool inner = (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    entry.kind = inner ? Kind::folder : Kind::file;
    // A link that leads nowhere, or in a circle, is something.
    if (entry.link) entry.kind = kind_at(inside + own);
    entries.push_back(std::move(entry));
  } while (FindNextFileW(search, &found) != FALSE);
  const DWORD end = GetLastError();
  FindClose(search);
  if (end != ERROR_NO_MORE_FILES) {
    return text::fail("cannot be searched: " + reason_of(end), folder);
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& left, const Entry& right) { return left.name < right.name; });
  return entries;
}

std::string DiskReader::absolute(const std::string& path) const {
  const auto name = windows::to_system(path);
  if (!name) return path;
  const std::string full = windows::from_system(*name);
  // What does not exist is named by the nearest folder above that does.
  std::string rest;
  for (std::string at = full;;) {
    const auto there = windows::to_system(at);
    if (!there) return full;
    if (std::string known = final_name(*there); !known.empty()) {
      return rest.empty() ? known : join_path(known, rest);
    }
    const std::string above = parent_path(at);
    if (above.size() >= at.size()) return full;
    rest = rest.empty() ? std::string(file_name(at)) : join_path(file_name(at), rest);
    at = above;
  }
}

}  // namespace shirlint::io
