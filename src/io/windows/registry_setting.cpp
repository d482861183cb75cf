// Values and keys of the registry, read and written in the 64-bit view.
#include "io/windows/settings.h"
// The one above brings windows.h.
#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "io/windows/registry_value.h"

namespace shirlint::io::windows {
namespace {

constexpr std::size_t deepest = 32;
constexpr std::size_t most_lines = 5000;

/// Error codes are handed on as LSTATUS has them.
Done<void> code_of(LSTATUS status) {
  if (status == ERROR_SUCCESS) return {};
  return failed(static_cast<DWORD>(status));
}

bool is_missing(LSTATUS status) {
  return status == ERROR_FILE_NOT_FOUND || status == ERROR_PATH_NOT_FOUND;
}

class Key {
 public:
  Key() = default;
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() {
    if (key_ != nullptr) RegCloseKey(key_);
  }

  LSTATUS open(const std::string& path, REGSAM access) {
    std::wstring below;
    if (!below_machine(path, below)) return ERROR_INVALID_NAME;
    return RegOpenKeyExW(HKEY_LOCAL_MACHINE, below.c_str(), 0, access | KEY_WOW64_64KEY, &key_);
  }
  LSTATUS make(const std::string& path) {
    std::wstring below;
    if (!below_machine(path, below)) return ERROR_INVALID_NAME;
    return RegCreateKeyExW(HKEY_LOCAL_MACHINE, below.c_str(), 0, nullptr, 0,
                           KEY_READ | KEY_WRITE | KEY_WOW64_64KEY, nullptr, &key_, nullptr);
  }
  [[nodiscard]] HKEY get() const { return key_; }

  /// Of the machine's hive alone: no fix changes a user's.
  static bool below_machine(const std::string& path, std::wstring& below) {
    constexpr std::string_view machine = "HKLM\\";
    return path.compare(0, machine.size(), machine) == 0 && path.size() > machine.size() &&
           to_wide(std::string_view(path).substr(machine.size()), below);
  }

 private:
  HKEY key_ = nullptr;
};

/// A name that a line of a key's state can hold, and that comes back the same.
Done<std::string> name_text(const std::wstring& wide) {
  std::string name = to_utf8(wide);
  std::wstring back;
  const bool plain = std::none_of(
      name.begin(), name.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x20U; });
  if (plain && to_wide(name, back) && back == wide) return name;
  return undone(Cause::other, "a name in it cannot be kept exactly");
}

/// The names of the values of a key, or of its subkeys.
Done<std::vector<std::wstring>> names_in(HKEY key, bool subkeys) {
  std::vector<std::wstring> names;
  // Names of values have at most 16,383 characters, those of keys 255.
  std::wstring name(16384, L'\0');
  for (DWORD at = 0;; ++at) {
    auto size = static_cast<DWORD>(name.size());
    const LSTATUS status =
        subkeys ? RegEnumKeyExW(key, at, name.data(), &size, nullptr, nullptr, nullptr, nullptr)
                : RegEnumValueW(key, at, name.data(), &size, nullptr, nullptr, nullptr, nullptr);
    if (status == ERROR_NO_MORE_ITEMS) return names;
    if (status != ERROR_SUCCESS) return failed(static_cast<DWORD>(status));
    if (names.size() == most_lines) return undone(Cause::too_large, "it holds too much to be kept");
    names.push_back(name.substr(0, size));
  }
}

std::string join(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + '\\' + name;
}

/// Adds the lines of the key `below` the one at `path`, and of those in it.
Done<void> add_lines(const std::string& path, const std::string& below, std::size_t depth,
                     std::set<std::string>& lines) {
  if (depth > deepest || lines.size() > most_lines) {
    return undone(Cause::too_large, "it holds too much to be kept");
  }
  Key key;
  if (auto opened = code_of(key.open(join(path, below), KEY_READ)); !opened) return opened;
  lines.insert("key\t" + below);
  const auto values = names_in(key.get(), false);
  if (!values) return tl::unexpected<StoreError>(values.error());
  for (const std::wstring& wide : *values) {
    RegistryData data;
    const auto name = name_text(wide);
    if (!name) return tl::unexpected<StoreError>(name.error());
    if (auto read = code_of(read_registry_value(key.get(), wide, data.type, data.bytes)); !read)
      return read;
    lines.insert("value\t" + below + '\t' + *name + '\t' + to_state(data));
  }
  const auto keys = names_in(key.get(), true);
  if (!keys) return tl::unexpected<StoreError>(keys.error());
  for (const std::wstring& wide : *keys) {
    const auto name = name_text(wide);
    if (!name) return tl::unexpected<StoreError>(name.error());
    if (auto added = add_lines(path, join(below, *name), depth + 1, lines); !added) return added;
  }
  return {};
}

Done<void> flushed(const Key& key) { return code_of(RegFlushKey(key.get())); }

/// "value", path, name and state of a line.
std::vector<std::string> parts_of(const std::string& line) {
  std::vector<std::string> parts(1);
  for (const char byte : line) {
    if (byte == '\t') {
      parts.emplace_back();
    } else {
      parts.back() += byte;
    }
  }
  return parts;
}

Done<void> put_line(const std::string& path, const std::string& line) {
  const std::vector<std::string> parts = parts_of(line);
  if (parts.size() == 2) {
    Key key;
    return code_of(key.make(join(path, parts[1])));
  }
  if (parts.size() != 4) return undone(Cause::other, "its old state cannot be read");
  return put_registry_value({join(path, parts[1]), parts[2]}, parts[3]);
}

}  // namespace

Done<State> registry_value(const RegistryPath& place) {
  Key key;
  std::wstring name;
  RegistryData data;
  if (!to_wide(place.name, name)) return failed(ERROR_INVALID_NAME);
  LSTATUS status = key.open(place.key, KEY_READ);
  if (status == ERROR_SUCCESS) status = read_registry_value(key.get(), name, data.type, data.bytes);
  if (is_missing(status)) return std::nullopt;
  if (status != ERROR_SUCCESS) return failed(static_cast<DWORD>(status));
  return to_state(data);
}

Done<void> put_registry_value(const RegistryPath& place, const State& state) {
  Key key;
  std::wstring name;
  if (!to_wide(place.name, name)) return failed(ERROR_INVALID_NAME);
  if (!state) {
    const LSTATUS opened = key.open(place.key, KEY_READ | KEY_WRITE);
    if (is_missing(opened)) return {};
    if (opened != ERROR_SUCCESS) return failed(static_cast<DWORD>(opened));
    const LSTATUS gone = RegDeleteValueW(key.get(), name.c_str());
    if (gone != ERROR_SUCCESS && !is_missing(gone)) return failed(static_cast<DWORD>(gone));
    return flushed(key);
  }
  const auto data = registry_data(*state);
  if (!data) return undone(Cause::other, "its state cannot be read");
  // A fix sets a value in a key that is there; the key of a value that comes back is there as well.
  if (auto opened = code_of(key.open(place.key, KEY_READ | KEY_WRITE)); !opened) return opened;
  const LSTATUS put = RegSetValueExW(key.get(), name.c_str(), 0, data->type,
                                     reinterpret_cast<const BYTE*>(data->bytes.data()),
                                     static_cast<DWORD>(data->bytes.size()));
  if (put != ERROR_SUCCESS) return failed(static_cast<DWORD>(put));
  return flushed(key);
}

Done<State> registry_key(const std::string& path) {
  Key key;
  const LSTATUS status = key.open(path, KEY_READ);
  if (is_missing(status)) return std::nullopt;
  if (status != ERROR_SUCCESS) return failed(static_cast<DWORD>(status));
  std::set<std::string> lines;
  if (auto added = add_lines(path, {}, 0, lines); !added) {
    return tl::unexpected<StoreError>(added.error());
  }
  std::string state;
  for (const std::string& line : lines) state.append(line).append("\n");
  return state;
}

Done<void> put_registry_key(const std::string& path, const State& state) {
  const RegistryPath place = split_registry_path(path);
  Key parent;
  std::wstring name;
  if (!to_wide(place.name, name) || name.empty()) return failed(ERROR_INVALID_NAME);
  if (auto opened = code_of(parent.open(place.key, KEY_READ | KEY_WRITE | DELETE)); !opened) {
    return opened;
  }
  if (!state) {
    const LSTATUS gone = RegDeleteTreeW(parent.get(), name.c_str());
    if (gone != ERROR_SUCCESS && !is_missing(gone)) return failed(static_cast<DWORD>(gone));
    return flushed(parent);
  }
  // Sorted, "key" goes before "value", and a key before those in it.
  std::size_t start = 0;
  while (start < state->size()) {
    const std::size_t end = std::min(state->find('\n', start), state->size());
    if (auto put = put_line(path, state->substr(start, end - start)); !put) return put;
    start = end + 1;
  }
  return flushed(parent);
}

void tell_environment_changed() {
  constexpr UINT patience = 2000;  // milliseconds for each window
  const HMODULE library = LoadLibraryExW(L"user32.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (library == nullptr) return;
  using Send = LRESULT WINAPI(HWND, UINT, WPARAM, LPARAM, UINT, UINT, PDWORD_PTR);
  auto* const send = reinterpret_cast<Send*>(
      reinterpret_cast<void*>(GetProcAddress(library, "SendMessageTimeoutW")));
  if (send == nullptr) return;
  DWORD_PTR answer = 0;
  send(HWND_BROADCAST, WM_SETTINGCHANGE, 0, reinterpret_cast<LPARAM>(L"Environment"),
       SMTO_ABORTIFHUNG, patience, &answer);
}

}  // namespace shirlint::io::windows
