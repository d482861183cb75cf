#include <algorithm>
#include <array>
#include <utility>

#include "io/windows/registry_value.h"
#include "state/windows/questions.h"

namespace shirlint::state::windows {
namespace {

constexpr DWORD most_entries = 5000;

class Key {
 public:
  /// The 64-bit view, whatever we are.
  explicit Key(const std::string& path) {
    const std::array<std::pair<std::string_view, HKEY>, 3> hives = {{
        {"HKLM\\", HKEY_LOCAL_MACHINE},
        {"HKCU\\", HKEY_CURRENT_USER},
        {"HKU\\", HKEY_USERS},
    }};
    for (const auto& [prefix, root] : hives) {
      if (path.compare(0, prefix.size(), prefix) != 0) continue;
      error_ = RegOpenKeyExW(root, wide(path.substr(prefix.size())).c_str(), 0,
                             KEY_READ | KEY_WOW64_64KEY, &key_);
    }
  }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() {
    if (key_ != nullptr) RegCloseKey(key_);
  }

  [[nodiscard]] DWORD error() const { return static_cast<DWORD>(error_); }
  [[nodiscard]] HKEY get() const { return key_; }

 private:
  HKEY key_ = nullptr;
  LSTATUS error_ = ERROR_FILE_NOT_FOUND;
};

DWORD read_value(HKEY key, const std::wstring& name, live::RegistryValue& out) {
  return static_cast<DWORD>(io::windows::read_registry_value(key, name, out.type, out.bytes));
}

}  // namespace

Answer<live::RegistryValue> registry_value(const std::string& key, const std::string& name) {
  const Key open(key);
  if (open.get() == nullptr) return no_answer<live::RegistryValue>(open.error());
  live::RegistryValue value;
  const DWORD error = read_value(open.get(), wide(name), value);
  if (error != ERROR_SUCCESS) return no_answer<live::RegistryValue>(error);
  return value;
}

Answer<live::RegistryKey> registry_key(const std::string& key) {
  const Key open(key);
  if (open.get() == nullptr) return no_answer<live::RegistryKey>(open.error());
  live::RegistryKey out;
  FILETIME written{};
  if (RegQueryInfoKeyW(open.get(), nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                       nullptr, nullptr, nullptr, &written) == ERROR_SUCCESS) {
    out.modified = date_text(written);
  }
  // Names of values have at most 16,383 characters, those of keys 255.
  std::wstring name(16384, L'\0');
  for (DWORD at = 0; at < most_entries; ++at) {
    auto size = static_cast<DWORD>(name.size());
    const LSTATUS status =
        RegEnumValueW(open.get(), at, name.data(), &size, nullptr, nullptr, nullptr, nullptr);
    if (status == ERROR_NO_MORE_ITEMS) break;
    if (status != ERROR_SUCCESS) return no_answer<live::RegistryKey>(static_cast<DWORD>(status));
    const std::wstring value_name = name.substr(0, size);
    live::RegistryValue value;
    const DWORD error = read_value(open.get(), value_name, value);
    if (error == ERROR_FILE_NOT_FOUND) continue;  // removed meanwhile
    if (error != ERROR_SUCCESS) return no_answer<live::RegistryKey>(error);
    out.values.emplace_back(io::windows::to_utf8(value_name), std::move(value));
  }
  for (DWORD at = 0; at < most_entries; ++at) {
    auto size = static_cast<DWORD>(name.size());
    const LSTATUS status =
        RegEnumKeyExW(open.get(), at, name.data(), &size, nullptr, nullptr, nullptr, nullptr);
    if (status == ERROR_NO_MORE_ITEMS) break;
    if (status != ERROR_SUCCESS) return no_answer<live::RegistryKey>(static_cast<DWORD>(status));
    out.subkeys.push_back(io::windows::to_utf8(std::wstring_view(name).substr(0, size)));
  }
  return out;
}

}  // namespace shirlint::state::windows
