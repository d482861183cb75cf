// The questions of live::Machine over the Win32 API, one file for each part of Windows. For this
// folder only.
#pragma once

// This one brings windows.h, which goes before the others.
#include "io/windows/handle.h"
// The one above must stay in front.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "state/live/machine.h"

namespace shirlint::state::windows {

using live::Answer;

/// A DLL of System32 that is no KnownDLL: loaded by its own place, never from beside the program.
/// It stays loaded.
class SystemLibrary {
 public:
  explicit SystemLibrary(const wchar_t* name)
      : library_(LoadLibraryExW(name, nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32)) {}

  /// Null when this Windows has no such function.
  template <class Function>
  [[nodiscard]] Function* find(const char* name) const {
    if (library_ == nullptr) return nullptr;
    return reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(library_, name)));
  }

 private:
  HMODULE library_;
};

/// What is not there is an answer; anything else says why.
template <class T>
Answer<T> no_answer(DWORD code) {
  if (code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND) return std::nullopt;
  const bool denied = io::windows::cause_of(code) == io::Cause::denied;
  return live::refuse(denied, io::windows::reason_of(code));
}
[[nodiscard]] inline tl::unexpected<live::Refusal> missing_function(const char* name) {
  return live::refuse(false, std::string("this Windows has no ") + name);
}

[[nodiscard]] std::wstring wide(std::string_view text);
/// "2026-11-22T09:00:00Z"; "" for a time that no calendar has.
[[nodiscard]] std::string date_text(const FILETIME& time);
/// "S-1-5-..."; "" for what is none.
[[nodiscard]] std::string sid_text(PSID sid);

[[nodiscard]] Answer<live::RegistryValue> registry_value(const std::string& key,
                                                         const std::string& name);
[[nodiscard]] Answer<live::RegistryKey> registry_key(const std::string& key);

[[nodiscard]] Answer<live::FileLook> look_at_file(const std::string& path);
[[nodiscard]] Answer<std::string> beginning_of(const std::string& path, std::size_t limit);
[[nodiscard]] Answer<std::vector<std::string>> folders_in(const std::string& folder);
[[nodiscard]] Answer<std::string> version_of(const std::string& path);
[[nodiscard]] Answer<live::AccessList> access_of(const std::string& path);
[[nodiscard]] Answer<std::int64_t> free_mib_of(const std::string& path);
[[nodiscard]] Answer<std::string> known_folder(live::KnownFolder which);
[[nodiscard]] Answer<std::string> expand_for_system(const std::string& text);

[[nodiscard]] Answer<live::ServiceLook> look_at_service(const std::string& name);
[[nodiscard]] Answer<std::string> sid_of(const std::string& account);
[[nodiscard]] Answer<std::vector<live::CertificateLook>> certificates_in(const std::string& store);

/// Programs by process number.
[[nodiscard]] tl::expected<std::map<DWORD, std::string>, live::Refusal> running_programs();
[[nodiscard]] Answer<std::vector<live::ListenerLook>> tcp_listeners();
/// Of adapters that are up; loopback and link-local ones are left out.
[[nodiscard]] std::optional<std::vector<std::string>> own_addresses();
[[nodiscard]] Answer<live::SystemLook> look_at_system();
[[nodiscard]] Answer<std::string> events_of(const std::string& log, std::uint32_t seconds);

}  // namespace shirlint::state::windows
