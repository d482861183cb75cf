#include "io/disk_store.h"

#include <algorithm>
#include <array>
#include <memory>

#include "io/windows/access.h"
#include "io/windows/replacing.h"

namespace shirlint::io {
namespace {

using windows::done;
using windows::failed;
using windows::Handle;
using windows::to_system;

tl::unexpected<StoreError> again(StoreError error) {
  return tl::unexpected<StoreError>(std::move(error));
}

tl::unexpected<StoreError> larger_than(std::size_t limit) {
  return undone(Cause::too_large, "it is larger than " + std::to_string(limit) + " bytes");
}

class DiskFile final : public StoreFile {
 public:
  DiskFile(Handle file, std::wstring path) : file_(std::move(file)), path_(std::move(path)) {}

 private:
  Done<std::size_t> do_write(std::string_view bytes) override {
    constexpr std::size_t largest = std::size_t{1} << 26U;
    const DWORD size = static_cast<DWORD>(std::min(bytes.size(), largest));
    DWORD written = 0;
    if (WriteFile(file_.get(), bytes.data(), size, &written, nullptr) == FALSE) {
      return failed(GetLastError());
    }
    return static_cast<std::size_t>(written);
  }
  Done<void> do_resemble(const std::string& model) override {
    const auto old = to_system(model);
    if (!old) return again(old.error());
    return windows::copy_access(*old, path_);
  }
  Done<void> do_sync() override { return done(FlushFileBuffers(file_.get())); }

  Handle file_;
  std::wstring path_;
};

/// Security attributes from their text; `out` keeps the memory.
Done<SECURITY_ATTRIBUTES> private_attributes(bool folder, windows::LocalMemory& out) {
  std::wstring text;
  static_cast<void>(
      windows::to_wide(windows::private_access(windows::this_account(), folder), text));
  if (ConvertStringSecurityDescriptorToSecurityDescriptorW(text.c_str(), SDDL_REVISION_1, out.out(),
                                                           nullptr) == FALSE) {
    return failed(GetLastError());
  }
  SECURITY_ATTRIBUTES attributes{};
  attributes.nLength = sizeof attributes;
  attributes.lpSecurityDescriptor = out.get();
  return attributes;
}

/// What a link leads to by its full name, or nothing when it cannot be told.
std::string link_target(const std::wstring& path) {
  const Handle end(CreateFileW(path.c_str(), FILE_READ_ATTRIBUTES, windows::share_all, nullptr,
                               OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  if (!end.is_open()) return {};
  std::array<wchar_t, 1024> text{};
  const DWORD size =
      GetFinalPathNameByHandleW(end.get(), text.data(), static_cast<DWORD>(text.size()), 0);
  if (size == 0 || size >= text.size()) return {};
  return windows::from_system({text.data(), size});
}

/// Symbolic links, junctions and mounted volumes name something else; files that are compressed,
/// deduplicated or fetched on demand are themselves.
bool leads_elsewhere(const Handle& file) {
  FILE_ATTRIBUTE_TAG_INFO tag{};
  return GetFileInformationByHandleEx(file.get(), FileAttributeTagInfo, &tag, sizeof tag) !=
             FALSE &&
         (tag.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 &&
         IsReparseTagNameSurrogate(tag.ReparseTag);
}

void set_identity(const Handle& file, const BY_HANDLE_FILE_INFORMATION& facts, Status& status) {
  status.device = facts.dwVolumeSerialNumber;
  status.number = (std::uint64_t{facts.nFileIndexHigh} << 32U) | facts.nFileIndexLow;
  FILE_ID_INFO whole{};  // 128 bits, which ReFS needs
  if (GetFileInformationByHandleEx(file.get(), FileIdInfo, &whole, sizeof whole) == FALSE) return;
  status.device = whole.VolumeSerialNumber;
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < sizeof whole.FileId.Identifier; ++at) {
    number = (number << 8U | number >> 56U) ^ whole.FileId.Identifier[at];
  }
  status.number = number;
}

/// Whoever may list a folder may look at what is in it, though not always at who owns it.
Handle open_to_look(const std::wstring& path) {
  Handle file = windows::open_itself(path, FILE_READ_ATTRIBUTES | READ_CONTROL);
  if (file.is_open() || GetLastError() != ERROR_ACCESS_DENIED) return file;
  return windows::open_itself(path, FILE_READ_ATTRIBUTES);
}

bool may_write(const std::wstring& path) {
  const Handle file = windows::open_itself(path, FILE_WRITE_DATA | DELETE);
  return file.is_open() || GetLastError() != ERROR_ACCESS_DENIED;
}

Done<void> gone(DWORD code) {
  if (code == 0 || code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND) return {};
  return failed(code);
}

DWORD code(BOOL result) { return result == FALSE ? GetLastError() : 0; }

Done<windows::ReplaceNames> system_names(const Replacement& names) {
  windows::ReplaceNames all;
  for (const auto& [name, out] :
       {std::pair{&names.target, &all.target}, std::pair{&names.fresh, &all.fresh},
        std::pair{&names.aside, &all.aside}}) {
    if (name->empty()) continue;  // no aside
    auto path = to_system(*name);
    if (!path) return again(path.error());
    *out = *std::move(path);
  }
  return all;
}

}  // namespace

Done<Status> DiskStore::do_status(const std::string& path) {
  Status status;
  const auto name = to_system(path);
  if (!name) {
    if (name.error().cause == Cause::denied) status.kind = Kind::other;
    return status;
  }
  const Handle file = open_to_look(*name);
  if (!file.is_open()) {
    const DWORD reason = GetLastError();
    if (windows::cause_of(reason) == Cause::missing) return status;
    return failed(reason);
  }
  BY_HANDLE_FILE_INFORMATION facts{};
  if (GetFileInformationByHandle(file.get(), &facts) == FALSE) return failed(GetLastError());
  const bool folder = (facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
  status.kind = folder ? Kind::folder : Kind::file;
  if (GetFileType(file.get()) != FILE_TYPE_DISK) status.kind = Kind::other;
  if (leads_elsewhere(file)) {
    status.kind = Kind::other;
    status.link = true;
    status.link_target = link_target(*name);
  }
  set_identity(file, facts, status);
  status.names = facts.nNumberOfLinks;
  // The mark of a folder says nothing about writing in it.
  if (status.kind == Kind::file) {
    status.read_only = (facts.dwFileAttributes & FILE_ATTRIBUTE_READONLY) != 0 || !may_write(*name);
  }
  if (auto descriptor = windows::descriptor_of(file.get())) {
    const auto verdict = windows::judge_access(descriptor->data(), windows::this_account());
    status.owned_by_us = verdict.owned_by_us;
    status.writable_by_others = verdict.writable_by_others;
    status.owned_by_system = verdict.owned_by_system;
    status.replaceable_by_others = verdict.replaceable_by_others;
  } else {
    status.owned_by_us = false;
    status.writable_by_others = true;
    status.replaceable_by_others = true;
  }
  return status;
}

Done<std::string> DiskStore::do_read(const std::string& path, std::size_t limit) {
  const auto name = to_system(path);
  if (!name) return again(name.error());
  {
    const Handle itself = windows::open_itself(*name, FILE_READ_ATTRIBUTES);
    if (!itself.is_open()) return failed(GetLastError());
    if (leads_elsewhere(itself)) return undone(Cause::other, "it is no regular file");
  }
  const Handle file(CreateFileW(name->c_str(), GENERIC_READ, windows::share_all, nullptr,
                                OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!file.is_open()) return failed(GetLastError());
  if (GetFileType(file.get()) != FILE_TYPE_DISK) {
    return undone(Cause::other, "it is no regular file");
  }
  LARGE_INTEGER size{};
  if (GetFileSizeEx(file.get(), &size) == FALSE) return failed(GetLastError());
  if (static_cast<std::uintmax_t>(size.QuadPart) > limit) return larger_than(limit);
  std::string bytes;
  std::array<char, 65536> block{};
  for (;;) {
    DWORD got = 0;
    if (ReadFile(file.get(), block.data(), static_cast<DWORD>(block.size()), &got, nullptr) ==
        FALSE) {
      return failed(GetLastError());
    }
    if (got == 0) return bytes;
    bytes.append(block.data(), got);
    if (bytes.size() > limit) return larger_than(limit);  // it grows
  }
}

Done<std::vector<std::string>> DiskStore::do_list(const std::string& folder) {
  const auto name = to_system(folder);
  if (!name) return again(name.error());
  const std::wstring pattern = *name + (name->back() == L'\\' ? L"*" : L"\\*");
  WIN32_FIND_DATAW entry{};
  const HANDLE search = FindFirstFileW(pattern.c_str(), &entry);
  std::vector<std::string> names;
  if (search == INVALID_HANDLE_VALUE) {
    // An empty root has not even "." and "..".
    if (GetLastError() != ERROR_FILE_NOT_FOUND) return failed(GetLastError());
    return names;
  }
  do {
    const std::string found = windows::to_utf8(static_cast<const wchar_t*>(entry.cFileName));
    if (found != "." && found != "..") names.push_back(found);
  } while (FindNextFileW(search, &entry) != FALSE);
  const DWORD end = GetLastError();
  FindClose(search);
  if (end != ERROR_NO_MORE_FILES) return failed(end);
  std::sort(names.begin(), names.end());
  return names;
}

Done<std::unique_ptr<StoreFile>> DiskStore::do_create(const std::string& path, Access access) {
  const auto name = to_system(path);
  if (!name) return again(name.error());
  windows::LocalMemory memory;
  auto attributes = private_attributes(false, memory);
  if (!attributes) return again(attributes.error());
  Handle file(CreateFileW(name->c_str(), GENERIC_WRITE, FILE_SHARE_READ,
                          access == Access::owner ? &*attributes : nullptr, CREATE_NEW,
                          FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!file.is_open()) return failed(GetLastError());
  return std::make_unique<DiskFile>(std::move(file), *name);
}

Done<void> DiskStore::do_make_folder(const std::string& path) {
  const auto name = to_system(path);
  if (!name) return again(name.error());
  windows::LocalMemory memory;
  auto attributes = private_attributes(true, memory);
  if (!attributes) return again(attributes.error());
  return done(CreateDirectoryW(name->c_str(), &*attributes));
}

Done<void> DiskStore::do_sync_folder(const std::string& folder) {
  const auto name = to_system(folder);
  if (!name) return again(name.error());
  const Handle open_folder = windows::open_itself(*name, FILE_ADD_FILE | SYNCHRONIZE);
  if (!open_folder.is_open()) return failed(GetLastError());
  if (FlushFileBuffers(open_folder.get()) != FALSE) return {};
  const DWORD reason = GetLastError();
  // What a file system says that flushes files only.
  if (reason == ERROR_INVALID_FUNCTION || reason == ERROR_NOT_SUPPORTED ||
      reason == ERROR_INVALID_HANDLE || reason == ERROR_ACCESS_DENIED ||
      reason == ERROR_INVALID_PARAMETER) {
    return {};
  }
  return failed(reason);
}

Done<void> DiskStore::do_replace(const Replacement& names) {
  const auto all = system_names(names);
  if (!all) return again(all.error());
  return windows::replace_by(windows::system_calls(), *all);
}

Done<void> DiskStore::do_place(const Replacement& names) {
  const auto all = system_names(names);
  if (!all) return again(all.error());
  const windows::ReplaceCalls& calls = windows::system_calls();
  const DWORD moved =
      windows::patiently(calls, [&] { return calls.move(all->fresh, all->target); });
  if (moved != 0) return failed(moved);
  return {};
}

Done<void> DiskStore::do_settle(const Replacement& names) {
  const auto all = system_names(names);
  if (!all) return again(all.error());
  return windows::settle_by(windows::system_calls(), *all);
}

Done<void> DiskStore::do_remove(const std::string& path) {
  const auto name = to_system(path);
  if (!name) return again(name.error());
  return gone(windows::patiently(windows::system_calls(),
                                 [&] { return code(DeleteFileW(name->c_str())); }));
}

Done<void> DiskStore::do_remove_folder(const std::string& path) {
  const auto name = to_system(path);
  if (!name) return again(name.error());
  return gone(code(RemoveDirectoryW(name->c_str())));
}

}  // namespace shirlint::io
