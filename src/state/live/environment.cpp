// Environment variables as the registry has them, with their types: of the machine, the service's
// account and whoever looks.
#include <algorithm>

#include "state/live/collectors.h"
#include "state/live/recorded.h"

namespace shirlint::state::live {
namespace {

constexpr std::size_t most_variables = 2000;

void add_variables(const RegistryKey& key, std::string_view table, Facts& facts) {
  const std::string list(table);
  bool all = key.values.size() <= most_variables;
  for (std::size_t at = 0; at < std::min(key.values.size(), most_variables); ++at) {
    const auto& [name, value] = key.values[at];
    if (name.empty()) continue;
    const auto text = string_of(value);
    if (!text) {
      all = false;
      facts.refused(std::string(list).append(".").append(name), {false, "it is no string"});
      continue;
    }
    Record& record = facts.add(table, name);
    put(record, "type", std::string(typed(value)->type));
    put(record, "value", *text);
  }
  if (all) facts.complete(list);
}

void read_scope(const Machine& machine, const std::string& key, std::string_view table,
                Facts& facts) {
  const std::string list(table);
  const Answer<RegistryKey> answer = machine.key(key);
  if (const RegistryKey* found = facts.take(answer, list)) {
    add_variables(*found, table, facts);
  } else if (answer) {
    facts.complete(list);  // no key: no variables
  }
}

}  // namespace

tl::expected<std::string, Refusal> account_hive(const Machine& machine, const Subject& subject) {
  if (subject.sid.empty()) {
    const Refusal& why = subject.unknown_account;
    return refuse(why.denied, "it is not known as whom the service " + subject.service +
                                  " runs: " + why.reason);
  }
  // SYSTEM's own hive is the one that is called default.
  std::string hive = subject.sid == "S-1-5-18" ? "HKU\\.DEFAULT" : "HKU\\" + subject.sid;
  const Answer<RegistryKey> answer = machine.key(hive);
  if (!answer) return tl::unexpected<Refusal>(answer.error());
  if (!answer->has_value()) {
    return refuse(false,
                  "the registry of the service's account is not loaded while nothing of it "
                  "runs");
  }
  return hive;
}

void collect_environment(const Machine& machine, const Subject& subject, Facts& facts) {
  read_scope(machine, "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment",
             "environment.machine", facts);
  if (const auto hive = account_hive(machine, subject)) {
    read_scope(machine, *hive + "\\Environment", "environment.service", facts);
  } else {
    facts.refused("environment.service", hive.error());
  }
  read_scope(machine, "HKCU\\Environment", "environment.user", facts);
}

}  // namespace shirlint::state::live
