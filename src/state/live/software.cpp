// Installed gateway products, by the names that their setups register (DisplayName in Uninstall; as
// Microsoft's script-update-gateway.ps1 looks for them). Other software is nobody's business.
#include <algorithm>
#include <array>

#include "state/live/collectors.h"
#include "state/live/registry_watch.h"

namespace shirlint::state::live {
namespace {

constexpr std::size_t most_products = 3000;
constexpr std::array names = {"Microsoft Integration Runtime", "On-premises data gateway",
                              "Microsoft Data Management Gateway"};
constexpr std::array uninstall_keys = {
    "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall",
    "HKLM\\SOFTWARE\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall",
};

bool is_gateway(const std::string& name) {
  return std::any_of(names.begin(), names.end(),
                     [&](const char* start) { return name.rfind(start, 0) == 0; });
}

}  // namespace

void collect_software(const Machine& machine, const Subject& /*subject*/, Facts& facts) {
  for (const char* const key : uninstall_keys) {
    const Answer<RegistryKey> answer = machine.key(key);
    const RegistryKey* found = facts.take(answer, "software");
    if (found == nullptr) continue;
    for (std::size_t at = 0; at < std::min(found->subkeys.size(), most_products); ++at) {
      const std::string product = std::string(key) + "\\" + found->subkeys[at];
      const std::string name = text_value(machine, product, "DisplayName");
      if (!is_gateway(name)) continue;
      const std::string version = text_value(machine, product, "DisplayVersion");
      Record& record = facts.add("software", name);
      put(record, "name", name);
      put_text(record, "version", version);
    }
  }
}

}  // namespace shirlint::state::live
