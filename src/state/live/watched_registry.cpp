// Raw registry values that rules and people ask for. Sources: Microsoft's pages on TLS with .NET
// Framework, on SCHANNEL, on FIPS and the runtime (create-self-hosted-integration-runtime), and its
// scripts for the runtime's own values.
#include <array>

#include "state/live/collectors.h"
#include "state/live/recorded.h"
#include "state/live/registry_watch.h"

namespace shirlint::state::live {
namespace {

struct Watched {
  const char* key;
  const char* name;
};
constexpr std::array watched = {
    Watched{"HKLM\\SOFTWARE\\Microsoft\\DataTransfer\\DataManagementGateway\\ConfigurationManager",
            "DiacmdPath"},
    Watched{"HKLM\\SOFTWARE\\Microsoft\\DataTransfer\\DataManagementGateway\\ConfigurationManager",
            "HaveRun"},
    Watched{"HKLM\\SOFTWARE\\Microsoft\\DataTransfer\\DataManagementGateway\\HostService",
            "ExternalHostName"},
    Watched{"HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319", "SchUseStrongCrypto"},
    Watched{"HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319", "SystemDefaultTlsVersions"},
    Watched{"HKLM\\SOFTWARE\\Wow6432Node\\Microsoft\\.NETFramework\\v4.0.30319",
            "SchUseStrongCrypto"},
    Watched{"HKLM\\SOFTWARE\\Wow6432Node\\Microsoft\\.NETFramework\\v4.0.30319",
            "SystemDefaultTlsVersions"},
    Watched{"HKLM\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002",
            "Functions"},
    Watched{"HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\FIPSAlgorithmPolicy", "Enabled"},
    Watched{"HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\AuthRoot",
            "DisableRootAutoUpdate"},
    Watched{"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings",
            "ProxySettingsPerUser"},
};
constexpr std::array protocols = {"TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"};

}  // namespace

void collect_registry(const Machine& machine, const Subject& subject, Facts& facts) {
  for (const Watched& one : watched) watch_value(machine, one.key, one.name, facts);
  const std::string schannel =
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\";
  for (const char* const protocol : protocols) {
    const std::string client = schannel + protocol + "\\Client";
    watch_value(machine, client, "Enabled", facts);
    watch_value(machine, client, "DisabledByDefault", facts);
  }
  // Variables that the service manager gives to this one service.
  watch_value(machine, "HKLM\\SYSTEM\\CurrentControlSet\\Services\\" + subject.service,
              "Environment", facts);
}

}  // namespace shirlint::state::live
