// What .NET calls the system proxy, of the service's account, and WinHTTP's.
// Source: System/net/System/Net/_RegBlobWebProxyDataBuilder.cs: the account's hive, or the
// machine's where the policy ProxySettingsPerUser is 0.
#include "state/live/collectors.h"
#include "state/live/recorded.h"

namespace shirlint::state::live {
namespace {

constexpr const char* policy_key =
    "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";
constexpr const char* connections =
    "\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections";

/// Settings that are not there are those of a new account: nothing is switched on.
std::optional<ProxySettings> settings_of(const Answer<RegistryValue>& answer,
                                         const std::string& fact, Facts& facts) {
  const RegistryValue* value = facts.take(answer, fact);
  if (!answer) return std::nullopt;
  if (value == nullptr) return ProxySettings{};
  auto settings = read_proxy_settings(value->bytes);
  if (!settings) facts.refused(fact, {false, "the value has an unknown layout"});
  return settings;
}

void read_account(const Machine& machine, const Subject& subject, Facts& facts) {
  const std::string fact = "proxy.account";
  const Answer<RegistryValue> policy = machine.value(policy_key, "ProxySettingsPerUser");
  if (!policy) {
    facts.refused(fact, policy.error());
    return;
  }
  const bool per_machine = policy->has_value() && number_of(**policy) == 0;
  facts.set("proxy.account", "per_machine", per_machine);
  std::string hive = "HKLM";
  if (!per_machine) {
    const auto account = account_hive(machine, subject);
    if (!account) {
      facts.refused(fact, account.error());
      return;
    }
    hive = *account;
  }
  const auto settings =
      settings_of(machine.value(hive + connections, "DefaultConnectionSettings"), fact, facts);
  if (!settings) return;
  facts.set("proxy.account", "enabled", settings->enabled);
  if (!settings->server.empty()) facts.set("proxy.account", "server", settings->server);
  if (!settings->bypass.empty()) facts.set("proxy.account", "bypass", settings->bypass);
  // Windows keeps an address that is switched off; .NET does not ask for it then.
  if (settings->has_script) facts.set("proxy.account", "pac_url", settings->pac_url);
  facts.set("proxy.account", "auto_detect", settings->auto_detect);
  facts.complete(fact);
}

void read_winhttp(const Machine& machine, Facts& facts) {
  const std::string fact = "proxy.winhttp";
  const auto settings =
      settings_of(machine.value(std::string("HKLM") + connections, "WinHttpSettings"), fact, facts);
  if (!settings) return;
  facts.set("proxy.winhttp", "server", settings->enabled ? settings->server : std::string());
  if (settings->enabled && !settings->bypass.empty()) {
    facts.set("proxy.winhttp", "bypass", settings->bypass);
  }
  facts.complete(fact);
}

}  // namespace

void collect_proxy(const Machine& machine, const Subject& subject, Facts& facts) {
  read_account(machine, subject, facts);
  read_winhttp(machine, facts);
}

}  // namespace shirlint::state::live
