// One collector a file: asks the machine about one side of it and writes down what it said. None
// fails: what could not be read is in the coverage, with the reason.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "state/live/facts.h"

namespace shirlint::state::live {

/// What is looked at: found first, by find_runtime.
struct Subject {
  std::string install_folder;  // 'C:\Program Files\Microsoft Integration Runtime\5.0'
  std::string service;         // "DIAHostService"
  std::string account;         // its log-on account, "" when not known
  std::string sid;             // of the account, "" when not known
  Refusal unknown_account;     // why the two are not known
  struct Config {
    std::string role;
    std::string path;      // as Windows writes it
    std::string relative;  // below the install folder, with "/"
  };
  std::vector<Config> configs;
};

/// By the registry (DiacmdPath, as Microsoft's own scripts do), then by the folders that setups
/// use.
[[nodiscard]] std::optional<Subject> find_runtime(const Machine& machine);

void collect_runtime(const Machine& machine, const Subject& subject, Facts& facts);
void collect_environment(const Machine& machine, const Subject& subject, Facts& facts);
void collect_proxy(const Machine& machine, const Subject& subject, Facts& facts);
void collect_java(const Machine& machine, const Subject& subject, Facts& facts);
void collect_services(const Machine& machine, const Subject& subject, Facts& facts);
void collect_certificates(const Machine& machine, const Subject& subject, Facts& facts);
void collect_registry(const Machine& machine, const Subject& subject, Facts& facts);
void collect_system(const Machine& machine, const Subject& subject, Facts& facts);
void collect_machine_config(const Machine& machine, const Subject& subject, Facts& facts);
void collect_hosts(const Machine& machine, const Subject& subject, Facts& facts);
void collect_files(const Machine& machine, const Subject& subject, Facts& facts);
void collect_software(const Machine& machine, const Subject& subject, Facts& facts);
void collect_network(const Machine& machine, const Subject& subject, Facts& facts);

/// The key of the service account's own registry: 'HKU\S-1-5-...'. Why there is none: not known who
/// it is, or its hive is not loaded because nothing of it runs.
[[nodiscard]] tl::expected<std::string, Refusal> account_hive(const Machine& machine,
                                                              const Subject& subject);

}  // namespace shirlint::state::live
