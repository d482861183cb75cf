#include <algorithm>

#include "io/disk_reader.h"
#include "state/windows/questions.h"

namespace shirlint::state::windows {
namespace {

Answer<std::wstring> system_path(const std::string& path) {
  const io::Done<std::wstring> name = io::windows::to_system(path);
  if (name) return *name;
  if (name.error().cause == io::Cause::missing) return std::nullopt;
  return live::refuse(name.error().cause == io::Cause::denied, name.error().reason);
}

live::AccessEntry entry_of(const ACE_HEADER& header) {
  // Allowing and denying entries have one layout.
  const auto& allowed = reinterpret_cast<const ACCESS_ALLOWED_ACE&>(header);
  GENERIC_MAPPING files = {FILE_GENERIC_READ, FILE_GENERIC_WRITE, FILE_GENERIC_EXECUTE,
                           FILE_ALL_ACCESS};
  DWORD rights = allowed.Mask;
  MapGenericMask(&rights, &files);
  const DWORD* const start = &allowed.SidStart;
  return {header.AceType == ACCESS_ALLOWED_ACE_TYPE, sid_text(const_cast<DWORD*>(start)), rights};
}

std::wstring windows_folder() {
  std::wstring name(MAX_PATH, L'\0');
  name.resize(GetSystemWindowsDirectoryW(name.data(), MAX_PATH));
  return name;
}

}  // namespace

Answer<live::FileLook> look_at_file(const std::string& path) {
  const Answer<std::wstring> name = system_path(path);
  if (!name) return tl::unexpected<live::Refusal>(name.error());
  if (!*name) return std::nullopt;
  WIN32_FILE_ATTRIBUTE_DATA data{};
  if (GetFileAttributesExW((*name)->c_str(), GetFileExInfoStandard, &data) == FALSE) {
    return no_answer<live::FileLook>(GetLastError());
  }
  return live::FileLook{(data.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0,
                        date_text(data.ftLastWriteTime)};
}

Answer<std::string> beginning_of(const std::string& path, std::size_t limit) {
  const Answer<std::wstring> name = system_path(path);
  if (!name) return tl::unexpected<live::Refusal>(name.error());
  if (!*name) return std::nullopt;
  const io::windows::Handle file = io::windows::open_itself(**name, GENERIC_READ);
  if (!file.is_open()) return no_answer<std::string>(GetLastError());
  std::string bytes(limit, '\0');
  std::size_t size = 0;
  while (size < limit) {
    DWORD got = 0;
    if (ReadFile(file.get(), bytes.data() + size, static_cast<DWORD>(limit - size), &got,
                 nullptr) == FALSE) {
      return no_answer<std::string>(GetLastError());
    }
    if (got == 0) break;
    size += got;
  }
  bytes.resize(size);
  return bytes;
}

Answer<std::vector<std::string>> folders_in(const std::string& folder) {
  const Answer<live::FileLook> look = look_at_file(folder);
  if (!look) return tl::unexpected<live::Refusal>(look.error());
  if (!*look || !(*look)->folder) return std::nullopt;
  const auto entries = io::DiskReader().list(folder);
  if (!entries) return live::refuse(false, entries.error().message);
  std::vector<std::string> out;
  for (const io::Entry& entry : *entries) {
    if (entry.kind == io::Kind::folder) out.push_back(entry.name);
  }
  return out;
}

Answer<std::string> version_of(const std::string& path) {
  const SystemLibrary library(L"version.dll");
  const auto size_of = library.find<decltype(GetFileVersionInfoSizeW)>("GetFileVersionInfoSizeW");
  const auto read = library.find<decltype(GetFileVersionInfoW)>("GetFileVersionInfoW");
  const auto query = library.find<decltype(VerQueryValueW)>("VerQueryValueW");
  if (size_of == nullptr || read == nullptr || query == nullptr) {
    return missing_function("version.dll");
  }
  const Answer<live::FileLook> look = look_at_file(path);
  if (!look) return tl::unexpected<live::Refusal>(look.error());
  if (!*look) return std::nullopt;
  const std::wstring name = wide(path);
  DWORD ignored = 0;
  const DWORD size = size_of(name.c_str(), &ignored);
  if (size == 0) return no_answer<std::string>(GetLastError());
  std::string block(size, '\0');
  void* found = nullptr;
  UINT length = 0;
  if (read(name.c_str(), 0, size, block.data()) == FALSE ||
      query(block.data(), L"\\", &found, &length) == FALSE || length < sizeof(VS_FIXEDFILEINFO)) {
    return no_answer<std::string>(GetLastError());
  }
  const auto* const info = static_cast<const VS_FIXEDFILEINFO*>(found);
  return std::to_string(info->dwFileVersionMS >> 16U) + "." +
         std::to_string(info->dwFileVersionMS & 0xFFFFU) + "." +
         std::to_string(info->dwFileVersionLS >> 16U) + "." +
         std::to_string(info->dwFileVersionLS & 0xFFFFU);
}

Answer<live::AccessList> access_of(const std::string& path) {
  io::windows::LocalMemory descriptor;
  PACL list = nullptr;
  std::wstring name = wide(path);
  const DWORD error = GetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION,
                                            nullptr, nullptr, &list, nullptr, descriptor.out());
  if (error != ERROR_SUCCESS) return no_answer<live::AccessList>(error);
  live::AccessList out;
  out.everybody = list == nullptr;
  for (DWORD at = 0; list != nullptr && at < list->AceCount; ++at) {
    void* ace = nullptr;
    if (GetAce(list, at, &ace) == FALSE) continue;
    const auto& header = *static_cast<const ACE_HEADER*>(ace);
    const bool simple =
        header.AceType == ACCESS_ALLOWED_ACE_TYPE || header.AceType == ACCESS_DENIED_ACE_TYPE;
    if (simple && (header.AceFlags & INHERIT_ONLY_ACE) == 0)
      out.entries.push_back(entry_of(header));
  }
  return out;
}

Answer<std::int64_t> free_mib_of(const std::string& path) {
  ULARGE_INTEGER free{};
  if (GetDiskFreeSpaceExW(wide(path).c_str(), &free, nullptr, nullptr) == FALSE) {
    return no_answer<std::int64_t>(GetLastError());
  }
  return static_cast<std::int64_t>(free.QuadPart >> 20U);
}

Answer<std::string> known_folder(live::KnownFolder which) {
  if (which == live::KnownFolder::windows) return io::windows::to_utf8(windows_folder());
  const bool narrow = which == live::KnownFolder::program_files_x86;
  const auto value = registry_value("HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion",
                                    narrow ? "ProgramFilesDir (x86)" : "ProgramFilesDir");
  if (!value) return tl::unexpected<live::Refusal>(value.error());
  if (!*value) return std::nullopt;
  std::wstring text((*value)->bytes.size() / sizeof(wchar_t), L'\0');
  std::copy_n((*value)->bytes.data(), text.size() * sizeof(wchar_t),
              reinterpret_cast<char*>(text.data()));
  text.resize(std::min(text.find(L'\0'), text.size()));
  return io::windows::to_utf8(text);
}

Answer<std::string> expand_for_system(const std::string& text) {
  const SystemLibrary library(L"userenv.dll");
  using Expand = BOOL WINAPI(HANDLE, LPCWSTR, LPWSTR, DWORD);
  const auto expand = library.find<Expand>("ExpandEnvironmentStringsForUserW");
  if (expand == nullptr) return missing_function("ExpandEnvironmentStringsForUserW");
  // Windows' own limit of an environment block.
  std::wstring out(32767, L'\0');
  if (expand(nullptr, wide(text).c_str(), out.data(), static_cast<DWORD>(out.size())) == FALSE) {
    return no_answer<std::string>(GetLastError());
  }
  out.resize(std::min(out.find(L'\0'), out.size()));
  return io::windows::to_utf8(out);
}

}  // namespace shirlint::state::windows
