// The seam to a running Windows machine: what collectors ask, one system call or a few behind each
// question. The real one is in state/windows; tests script one from recorded values.
//
// Looking changes nothing. Paths are Windows' own, with backslashes; texts are UTF-8; dates are RFC
// 3339 in UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace shirlint::state::live {

/// Why a question has no answer: the account may not ask it, or asking failed.
struct Refusal {
  bool denied = false;
  std::string reason;  // "Access is denied"
};

/// A value, "it is not there", or a refusal.
template <class T>
using Answer = tl::expected<std::optional<T>, Refusal>;

inline tl::unexpected<Refusal> refuse(bool denied, std::string reason) {
  return tl::unexpected<Refusal>(Refusal{denied, std::move(reason)});
}

/// A value as the registry has it.
struct RegistryValue {
  std::uint32_t type = 0;
  std::string bytes;
};
struct RegistryKey {
  std::vector<std::pair<std::string, RegistryValue>> values;  // the default value has no name
  std::vector<std::string> subkeys;
  std::string modified{};  // when a value of it was last set; "" when not known
};

struct FileLook {
  bool folder = false;
  std::string modified;
};
/// One entry of a file's access control list, without those that are only for inheriting.
struct AccessEntry {
  bool allows = true;
  std::string sid;
  std::uint32_t rights = 0;  // generic rights already mapped to those of files
};
/// Nothing in it: nobody may; a file without a list lets everybody.
struct AccessList {
  bool everybody = false;
  std::vector<AccessEntry> entries;  // in their order, which decides
};

struct ServiceLook {
  std::string state, start, account;  // words of host.toml; account as the system names it
  std::optional<std::string> started;
};

struct CertificateLook {
  std::string thumbprint, sha256, subject, issuer, not_before, not_after, signature_algorithm;
  bool ca = false;
  std::vector<std::string> dns_names;
  std::optional<bool> has_private_key;
  std::string key_provider, key_spec;  // words of host.toml; "" when not known
};

struct ListenerLook {
  std::uint16_t port = 0;
  std::string process;  // "" when not known
};

/// What one call each tells; nothing where the system does not say.
struct SystemLook {
  std::string name;
  std::optional<std::string> dns_domain;
  std::optional<bool> domain_joined;
  std::optional<std::vector<std::string>> addresses;
  std::optional<std::int64_t> cores, memory_mib, sleep_ac_seconds;
};

enum class KnownFolder : std::uint8_t { program_files, program_files_x86, windows };

class Machine {
 public:
  Machine() = default;
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  virtual ~Machine() = default;

  /// Keys are "HKLM\SOFTWARE\...", without a backslash at their end, in the 64-bit view.
  [[nodiscard]] virtual Answer<RegistryValue> value(const std::string& key,
                                                    const std::string& name) const = 0;
  [[nodiscard]] virtual Answer<RegistryKey> key(const std::string& key) const = 0;

  [[nodiscard]] virtual Answer<FileLook> file(const std::string& path) const = 0;
  /// At most `limit` bytes from its beginning.
  [[nodiscard]] virtual Answer<std::string> beginning(const std::string& path,
                                                      std::size_t limit) const = 0;
  [[nodiscard]] virtual Answer<std::vector<std::string>> subfolders(
      const std::string& folder) const = 0;
  /// Four numbers, from the version resource.
  [[nodiscard]] virtual Answer<std::string> file_version(const std::string& path) const = 0;
  [[nodiscard]] virtual Answer<AccessList> access(const std::string& path) const = 0;
  [[nodiscard]] virtual Answer<std::int64_t> free_mib(const std::string& path) const = 0;
  [[nodiscard]] virtual Answer<std::string> folder(KnownFolder which) const = 0;
  /// %NAME% replaced as for a process of the system.
  [[nodiscard]] virtual Answer<std::string> expand(const std::string& text) const = 0;

  [[nodiscard]] virtual Answer<ServiceLook> service(const std::string& name) const = 0;
  /// "S-1-5-..." of an account as ServiceLook has it.
  [[nodiscard]] virtual Answer<std::string> sid(const std::string& account) const = 0;
  /// Of a store as host.toml names it: "LocalMachine/Root".
  [[nodiscard]] virtual Answer<std::vector<CertificateLook>> certificates(
      const std::string& store) const = 0;
  /// Names of the programs that run, once for each process.
  [[nodiscard]] virtual Answer<std::vector<std::string>> processes() const = 0;
  [[nodiscard]] virtual Answer<std::vector<ListenerLook>> listeners() const = 0;
  [[nodiscard]] virtual Answer<SystemLook> system() const = 0;
  /// The events of a log that are not older than `seconds`, the oldest first: <Events> of <Event>
  /// as Event Viewer saves them, with their texts.
  [[nodiscard]] virtual Answer<std::string> events(const std::string& log,
                                                   std::uint32_t seconds) const = 0;
};

}  // namespace shirlint::state::live
