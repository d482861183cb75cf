#include "compare/phrases.h"

#include <algorithm>
#include <array>
#include <utility>

#include "state/fact_key.h"
#include "text/ascii.h"

namespace shirlint::compare {
namespace {

using enum Area;

constexpr std::string_view restart = "Set {name} to {good}, then restart DIAHostService.";
constexpr std::string_view take_away = "Take {name} away, then restart DIAHostService.";
constexpr std::string_view net_key = "\\.netframework\\";

// The more exact row stands before the more general one. Sources of meanings: the same as those of
// the rules about these facts.
constexpr std::array rows = {
    Phrase{"schema", "", state, true, "", "", ""},
    Phrase{"tool", "", state, true, "", "", ""},
    Phrase{"name", "", state, true, "", "", ""},
    Phrase{"collected", "", state, true, "", "", ""},
    Phrase{"group", "", state, true, "", "", ""},
    Phrase{"product", "", state, false, "Other products have other files, services and endpoints.",
           "", ""},

    Phrase{"os.addresses", "", state, true, "", "", ""},
    Phrase{"os.dns_domain", "", routes, false,
           "bypassonlocal exempts the names of the machine's own DNS domain from the proxy.",
           "Give the machine the primary DNS suffix '{good}'.", "Take the DNS suffix away."},
    Phrase{"os.pending_reboot", "", state, false,
           "What was installed or set may only count after the restart.", "Restart the machine.",
           ""},
    Phrase{"os.", "", state, false, "Not every Windows, nor every role of it, is supported.",
           "The other host has {good}.", ""},
    Phrase{"hardware.disk_free_mib", "", state, true, "", "Free space on the drive.", ""},
    Phrase{"hardware.", "", state, false, "It bounds how many copies run at once.",
           "Give the machine {good}.", ""},
    Phrase{"dotnet.release", "", tls, false,
           "The releases of .NET Framework differ in the TLS versions that they offer.",
           "Install the .NET Framework whose release value is {good}.", ""},
    Phrase{"dotnet.machine_default_proxy", "", proxy, false,
           "A defaultProxy in machine.config counts where the program's own file sets nothing.",
           "Make the defaultProxy of machine.config the same.", ""},
    Phrase{"power.", "", state, false, "While the machine sleeps, nothing is copied.",
           "Set {name} to {good} with powercfg.", ""},

    Phrase{"runtime.install_folder", "", state, false,
           "Paths that scripts and rights name may not be those of the other host.", "", ""},
    Phrase{"runtime.version", "", state, false,
           "Versions differ in what they support and how they connect; the nodes of one runtime "
           "should have the same.",
           "Install version {good} of the integration runtime.", ""},
    Phrase{"runtime.registered", "", state, false, "A node that is not registered gets no work.",
           "Register the node with a key of its integration runtime.", "Unregister the node."},
    Phrase{"runtime.proxy_mode", "", proxy, false,
           "With 'custom' the runtime uses the proxy set in the Configuration Manager, not the one "
           "of the files.",
           "Set the HTTP proxy mode in the Configuration Manager to {good}.", ""},
    Phrase{"runtime.certificate", "", state, true, "", "", ""},
    Phrase{"runtime.workers", "", state, true, "", "", ""},
    Phrase{"runtime.remote_access_port", "", state, false,
           "The other nodes talk to this node at that port.",
           "Set the remote access port to {good} (dmgcmd -EnableRemoteAccess {good}).",
           "Switch remote access off."},
    Phrase{"runtime.nodes", "", state, false, "", "", ""},
    Phrase{"runtime.", "", state, false, "", "Set {name} to {good}.", ""},

    Phrase{"config.", ".sha256", config, false,
           "The files differ, if only in a secret that their copies do not show.",
           "Compare the files on the machines themselves.", ""},
    Phrase{"config.", ".redactions", config, true, "", "", ""},
    Phrase{"config.", "", config, false, "", "", ""},

    Phrase{"environment.", ".java_home", java, false,
           "The runtime takes Java from JAVA_HOME where the registry names none.", restart,
           take_away},
    Phrase{"environment.", "java", java, false, "Java reads its options from it.", restart,
           take_away},
    Phrase{"environment.", ".temp", state, true, "", restart, take_away},
    Phrase{"environment.", ".tmp", state, true, "", restart, take_away},
    Phrase{"environment.", ".computername", state, true, "", "", ""},
    Phrase{"environment.", ".username", state, true, "", "", ""},
    Phrase{"environment.", ".userprofile", state, true, "", "", ""},
    Phrase{"environment.", ".userdomain", state, true, "", "", ""},
    Phrase{"environment.", ".logonserver", state, true, "", "", ""},
    Phrase{"environment.", ".number_of_processors", state, true, "", "", ""},
    Phrase{"environment.", ".processor_", state, true, "", "", ""},
    Phrase{"environment.", "_proxy", state, false,
           ".NET Framework does not read it; Java and command line tools may.", restart, take_away},
    Phrase{"environment.user", "", state, false,
           "It counts for the administrator's own programs, not for the service.",
           "Set {name} to {good}.", "Take {name} away."},
    Phrase{"environment.", "", state, false, "", restart, take_away},

    Phrase{"proxy.account.per_machine", "", proxy, false,
           "The policy decides whose Internet settings count: the account's or the machine's.",
           "Set the policy ProxySettingsPerUser as on the other host.", ""},
    Phrase{"proxy.account", "", proxy, false,
           "It counts where the config takes the account's proxy, or leaves its exceptions to it.",
           "Set {name} to {good} in the Internet settings of the service's account.",
           "Take {name} out of the Internet settings of the service's account."},
    Phrase{"proxy.winhttp", "", proxy, false,
           "Windows itself uses it, for fetching roots and revocation lists for example; the "
           "runtime's web requests do not.",
           "Set it with netsh winhttp set proxy ({name}: {good}).", "netsh winhttp reset proxy"},

    Phrase{"java.", "", java, false, "Parquet and ORC are copied with the Java that is found.",
           "Install the same Java ({name}).", "Uninstall this Java."},

    Phrase{"service.", ".started", state, true, "", "", ""},
    Phrase{"service.", ".state", state, false, "A runtime whose service does not run gets no work.",
           "Bring {name} to {good}.", ""},
    Phrase{"service.", ".start", state, false,
           "It decides whether the service comes back after a restart.",
           "Set {name} to {good} (sc.exe config).", ""},
    Phrase{"service.", ".account", state, false,
           "Proxy settings, rights to files and keys, and variables are those of the account.",
           "Let the service log on as {good} (dmgcmd or services.msc).", ""},
    Phrase{"service.", "", state, false, "", "Install the service as on the other host.",
           "Remove the service."},

    Phrase{"certificate.localmachine/root.", "", roots, false,
           "Connections to servers whose certificates end in this root are refused where it is not "
           "trusted; Windows fetches well-known roots when they are first needed, unless policy or "
           "the firewall is against it.",
           "Import {name} into LocalMachine\\Root.", "It may stay: a root more refuses nothing."},
    Phrase{"certificate.currentuser/root.", "", roots, false,
           "It is trusted for one user only, and that is not the service's account.",
           "Import {name} into the user's own Root, or better into LocalMachine\\Root.",
           "Take {name} out of the user's own Root."},
    Phrase{"certificate.", "/authroot.", roots, false, "",
           "Import {name}, or let Windows fetch it.", "Take {name} out of AuthRoot."},
    Phrase{"certificate.", "/disallowed.", roots, false,
           "What stands in Disallowed is refused, whatever the other stores say.",
           "Distrust {name} as on the other host.", "Take {name} out of Disallowed."},
    Phrase{"certificate.", "/ca.", roots, false,
           "A server that does not send this intermediate can only be trusted where it is known.",
           "Import {name} into the store CA.", "Take {name} out of the store CA."},
    Phrase{"certificate.", "", state, false, "", "Import {name} with its private key.",
           "Take {name} away."},

    Phrase{"registry.", "\\protocols\\", tls, false,
           "Schannel offers and takes the protocols that these values leave on.",
           "Set {name} to {good}, then restart the machine.",
           "Delete {name}, then restart the machine."},
    Phrase{"registry.", "\\cryptography\\configuration\\ssl\\", tls, false,
           "A policy about cipher suites replaces the list of Windows.",
           "Set the policy \"SSL Cipher Suite Order\" as on the other host.",
           "Take the policy \"SSL Cipher Suite Order\" away."},
    Phrase{"registry.", "fipsalgorithmpolicy", tls, false,
           "In FIPS mode Windows refuses algorithms that some connectors need.",
           "Set {name} to {good}, then restart the machine.",
           "Delete {name}, then restart the machine."},
    Phrase{"registry.", net_key, tls, false,
           "It decides which TLS versions programs of .NET Framework offer.", restart,
           "Delete {name}, then restart DIAHostService."},
    Phrase{"registry.", "\\systemcertificates\\", roots, false,
           "It decides whether Windows fetches roots when they are first needed.",
           "Set {name} to {good}.", "Delete {name}."},
    Phrase{"registry.", "javasoft", java, false,
           "The runtime looks for Java in the registry first.", "Install the same Java.",
           "Uninstall this Java."},
    Phrase{"registry.", "internet settings", proxy, false, "", restart, take_away},
    Phrase{"registry.", "", state, false, "", "Set {name} to {good}.", "Delete {name}."},

    Phrase{"hosts", "", routes, false,
           "A name in the hosts file is not asked of DNS: it leads to another machine.",
           "Add the line to C:\\Windows\\System32\\drivers\\etc\\hosts.",
           "Take the line out of C:\\Windows\\System32\\drivers\\etc\\hosts."},
    Phrase{"file.", ".modified", state, true, "", "", ""},
    Phrase{"file.", "able_by_", state, false,
           "Rights decide whether the service reads the file, and who else may change it.",
           "Give the file the rights that it has on the other host (icacls).", ""},
    Phrase{"file.", "", state, false, "", "Bring {name} to what the other host has.",
           "Remove {name}."},
    Phrase{"software.", "", state, false, "", "Install the same {name}.",
           "Uninstall {name}, if it gets in the way."},
    Phrase{"listener.", "", state, false,
           "Who listens at a port of the runtime is who the other nodes and tools reach.",
           "Find out why nothing, or another program, listens there.", "Free the port."},
    Phrase{"endpoint.", ".tls", tls, false, "The two hosts agreed on other TLS versions.", "", ""},
    Phrase{"endpoint.", ".root", roots, false,
           "Another root than the service's own means that something between opens the connection.",
           "Let the proxy or firewall leave this server alone, or trust its root.", ""},
    Phrase{"endpoint.", ".issuer", roots, false,
           "Another issuer than the service's own means that something between opens the "
           "connection.",
           "Let the proxy or firewall leave this server alone, or trust its root.", ""},
    Phrase{"endpoint.", ".chain", roots, false, "", "", ""},
    Phrase{"endpoint.", ".via", routes, false, "It was tried by another way.", "", ""},
    Phrase{"endpoint.", ".addresses", routes, false,
           "The name leads to another address: a private endpoint, DNS or the hosts file decides.",
           "Let DNS answer as on the other host.", ""},
    Phrase{"endpoint.", "", routes, false, "What was tried here went otherwise there.", "", ""},
    Phrase{"", "", state, false, "", "", ""},
};

}  // namespace

const Phrase& phrase_of(std::string_view fact) {
  const std::string lower = text::lower_case(fact);
  const auto* const at = std::find_if(rows.begin(), rows.end(), [&](const Phrase& row) {
    return lower.compare(0, row.begin.size(), row.begin) == 0 &&
           lower.find(row.part, row.begin.size() > 1 ? row.begin.size() - 1 : 0) !=
               std::string::npos;
  });
  return at == rows.end() ? rows.back() : *at;
}

std::string fill(std::string_view text, std::string_view name, std::string_view good) {
  std::string out(text);
  for (const auto& [mark, value] :
       {std::pair<std::string_view, std::string_view>{"{name}", name}, {"{good}", good}}) {
    for (std::size_t at = out.find(mark); at != std::string::npos;
         at = out.find(mark, at + value.size())) {
      out.replace(at, mark.size(), value);
    }
  }
  return out;
}

}  // namespace shirlint::compare
