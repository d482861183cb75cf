// Earlier bytes of configs that shirlint itself kept, and which of them may be put back.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "text/error.h"

namespace shirlint::text {
class DeploymentTokenFinder;
}

namespace shirlint::lint {

struct LoadedConfig;
struct LoadedHost;

struct Backup {
  std::string bytes;
  std::string told;  // which it is, for people: "of run 20261122-090000"
};

/// Where such copies are. Asked only of a file that cannot be read, from several threads at once;
/// looking changes nothing.
class BackupSource {
 public:
  using Fits = std::function<bool(const std::string& bytes)>;

  BackupSource() = default;
  BackupSource(const BackupSource&) = delete;
  BackupSource& operator=(const BackupSource&) = delete;
  virtual ~BackupSource() = default;

  /// The newest copy of the file at `path` that is as it was kept and that `fits`. One of another
  /// version of the runtime than `version` is passed over; "" is a version that nobody knows, and
  /// differs from none. Error: the copies cannot be looked at.
  [[nodiscard]] virtual text::Result<std::optional<Backup>> newest(const std::string& path,
                                                                   const std::string& version,
                                                                   const Fits& fits) const = 0;
};

/// The newest backup of `config` that .NET loads. `tokens`: null where a deployment token is a
/// value like any other. Error: there is none, and what a person can do instead.
[[nodiscard]] text::Result<Backup> backup_that_loads(const LoadedHost& host,
                                                     const LoadedConfig& config,
                                                     const text::DeploymentTokenFinder* tokens);

/// The version of the integration runtime that the host's snapshot tells; "" when it does not.
[[nodiscard]] std::string runtime_version(const LoadedHost& host);

}  // namespace shirlint::lint
