// What a machine keeps besides files and a fix may change. The state of each is a text that holds
// it exactly, so that it can be compared, hashed, kept as a backup and put back like a file's
// bytes:
//
//   environment     JAVA_HOME                        a variable of the machine; as a registry value
//   registry-value  HKLM\SOFTWARE\...\CurrentVersion  type and bytes: "1 3100"
//   registry-key    HKLM\SOFTWARE\...\1.8            all that is in it, a line each: "key<TAB>path"
//   and
//                                                    "value<TAB>path<TAB>name<TAB>type bytes"
//   certificate     LocalMachine/Root/THUMBPRINT     its DER bytes; removed only to take an import
//   back service-start   DIAHostService                   lines "delayed=0" and "start=automatic"
//   service-run     DIAHostService                   "running" or "stopped"
//
// Bytes are in hexadecimal digits, lines are sorted. A thing that is not there has no state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shirlint::io {

enum class SettingKind : std::uint8_t {
  environment,
  registry_value,
  registry_key,
  certificate,
  service_start,
  service_run
};

struct Setting {
  SettingKind kind = SettingKind::environment;
  std::string name;

  friend bool operator==(const Setting&, const Setting&) = default;
};

/// "registry-value"
[[nodiscard]] std::string_view to_text(SettingKind kind);
[[nodiscard]] std::optional<SettingKind> setting_kind(std::string_view text);
/// "registry-value HKLM\SOFTWARE\X"
[[nodiscard]] std::string to_text(const Setting& setting);

/// Where the machine's variables are; services read them there when they start.
inline constexpr std::string_view environment_key =
    "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";

/// A path cut at its last backslash: key and value name, key and subkey.
struct RegistryPath {
  std::string key;
  std::string name;
};
[[nodiscard]] RegistryPath split_registry_path(std::string_view path);
/// Where a variable or a registry value is.
[[nodiscard]] RegistryPath registry_place(const Setting& setting);

struct RegistryData {
  std::uint32_t type = 0;
  std::string bytes;

  friend bool operator==(const RegistryData&, const RegistryData&) = default;
};
[[nodiscard]] std::string to_state(const RegistryData& data);
[[nodiscard]] std::optional<RegistryData> registry_data(std::string_view state);
/// `text` as the registry has it: UTF-16 with a zero behind it.
[[nodiscard]] RegistryData registry_text(std::uint32_t type, std::string_view text);

[[nodiscard]] std::string to_hex(std::string_view bytes);
/// Nothing for what are no pairs of digits.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view digits);

/// A change of some things takes more than one step of the system. Could who goes from `one` to
/// `other` have been stopped at `now`? Only for states that are neither of the two.
[[nodiscard]] bool lies_between(const Setting& setting, const std::optional<std::string>& one,
                                const std::optional<std::string>& other,
                                const std::optional<std::string>& now);

}  // namespace shirlint::io
