// Windows itself: edition, role, names, hardware, power, .NET Framework.
#include <charconv>
#include <string_view>

#include "state/live/collectors.h"
#include "state/live/recorded.h"
#include "state/live/registry_watch.h"

namespace shirlint::state::live {
namespace {

constexpr const char* version_key = "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";
constexpr const char* environment_key =
    "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";

std::optional<std::int64_t> number_value(const Machine& machine, const std::string& key,
                                         const std::string& name, const std::string& fact,
                                         Facts& facts) {
  const Answer<RegistryValue> answer = machine.value(key, name);
  const RegistryValue* value = facts.take(answer, fact);
  return value == nullptr ? std::nullopt : number_of(*value);
}

void read_edition(const Machine& machine, Facts& facts) {
  const std::string product = text_value(machine, version_key, "ProductName");
  if (!product.empty()) facts.set("os", "product", product);
  const std::string build = text_value(machine, version_key, "CurrentBuildNumber");
  std::int64_t number = 0;
  if (std::from_chars(build.data(), build.data() + build.size(), number).ec == std::errc()) {
    facts.set("os", "build", number);
  }
  // What processes of the system see; a 32-bit shirlint would itself see x86.
  const std::string processor = text_value(machine, environment_key, "PROCESSOR_ARCHITECTURE");
  const std::string_view architecture = processor == "AMD64"   ? "x64"
                                        : processor == "x86"   ? "x86"
                                        : processor == "ARM64" ? "arm64"
                                                               : "";
  if (!architecture.empty()) facts.set("os", "architecture", std::string(architecture));
}

/// Servicing and Windows Update leave a key for as long as they wait.
void read_pending_reboot(const Machine& machine, Facts& facts) {
  bool pending = false;
  for (const char* const key :
       {"HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based "
        "Servicing\\RebootPending",
        "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto "
        "Update\\RebootRequired"}) {
    const Answer<RegistryKey> answer = machine.key(key);
    if (!answer) return facts.refused("os.pending_reboot", answer.error());
    pending = pending || answer->has_value();
  }
  facts.set("os", "pending_reboot", pending);
}

void read_role(const Machine& machine, const SystemLook& system, Facts& facts) {
  const std::string type = text_value(
      machine, "HKLM\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions", "ProductType");
  if (type == "LanmanNT") {
    facts.set("os", "role", std::string("domain-controller"));
  } else if (system.domain_joined) {
    facts.set("os", "role", std::string(*system.domain_joined ? "member" : "workgroup"));
  }
}

void read_power(const Machine& machine, Facts& facts) {
  const std::string key = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Power";
  auto on = number_value(machine, key, "HibernateEnabled", "power.hibernate", facts);
  if (!on) on = number_value(machine, key, "HibernateEnabledDefault", "power.hibernate", facts);
  if (on) facts.set("power", "hibernate", *on != 0);
}

}  // namespace

void collect_system(const Machine& machine, const Subject& subject, Facts& facts) {
  read_edition(machine, facts);
  read_pending_reboot(machine, facts);
  read_power(machine, facts);
  const Answer<RegistryKey> variables = machine.key(environment_key);
  const RegistryKey* known = facts.take(variables, "os.environment_changed");
  if (known != nullptr && !known->modified.empty()) {
    facts.set("os", "environment_changed", known->modified);
  }
  const auto release =
      number_value(machine, "HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full",
                   "Release", "dotnet.release", facts);
  if (release) facts.set("dotnet", "release", *release);
  const Answer<std::int64_t> free = machine.free_mib(subject.install_folder);
  if (const std::int64_t* mib = facts.take(free, "hardware.disk_free_mib")) {
    facts.set("hardware", "disk_free_mib", *mib);
  }
  const Answer<SystemLook> answer = machine.system();
  const SystemLook* system = facts.take(answer, "os");
  if (system == nullptr) return;
  read_role(machine, *system, facts);
  if (system->dns_domain) facts.set("os", "dns_domain", *system->dns_domain);
  if (system->addresses) facts.set("os", "addresses", *system->addresses);
  if (system->cores) facts.set("hardware", "cores", *system->cores);
  if (system->memory_mib) facts.set("hardware", "memory_mib", *system->memory_mib);
  if (system->sleep_ac_seconds) facts.set("power", "sleep_ac_seconds", *system->sleep_ac_seconds);
}

}  // namespace shirlint::state::live
