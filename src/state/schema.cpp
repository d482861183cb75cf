#include "state/schema.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace shirlint::state {
namespace {

using enum ValueType;

constexpr std::string_view products = "adf|synapse|purview|fabric|opdg|opdg-personal";
constexpr std::string_view roles =
    "diahost|diawp|datamap-agent|datamap-servicehost|gateway-configurator|gateway|"
    "gateway-mashup|gateway-pipeline-worker|personal-configurator|personal-gateway|"
    "personal-mashup|fragment|other";
constexpr std::string_view stores =
    "LocalMachine/Root|LocalMachine/CA|LocalMachine/My|LocalMachine/Disallowed|"
    "LocalMachine/AuthRoot|CurrentUser/Root|CurrentUser/CA|CurrentUser/My|"
    "CurrentUser/Disallowed|CurrentUser/AuthRoot";
constexpr std::string_view service_states =
    "running|stopped|paused|start-pending|stop-pending|continue-pending|pause-pending";
constexpr std::string_view service_starts =
    "automatic|automatic-delayed|manual|disabled|boot|system";
// "incomplete": the certificate above the last one was neither served nor found.
constexpr std::string_view trusts =
    "trusted|untrusted-root|incomplete|distrusted|not-valid|wrong-name|other";

// Source of every row: the snapshot format "shirlint.host/1". Tables stand in the order in which
// the reader keeps their records and in which <host> shows them.
constexpr std::array rows = {
    KeySpec{"", "schema", text, "", false, "the format: shirlint.host/1"},
    KeySpec{"", "tool", text, "", false, "the tool that wrote the file; absent: written by hand"},
    KeySpec{"", "name", text, "", false, "what people call the machine"},
    KeySpec{"", "collected", date_time, "", false, "when the machine was looked at"},
    KeySpec{"", "product", text, products, false, "what the integration runtime belongs to"},
    KeySpec{"", "group", text, "", false, "the nodes of one integration runtime share it"},
    KeySpec{"coverage", "*", text, "", false,
            "of a list: complete; of anything: denied: why, or failed: why"},

    KeySpec{"os", "product", text, "", false, "name of the Windows edition"},
    KeySpec{"os", "build", integer, "", false, "build number of Windows"},
    KeySpec{"os", "architecture", text, "x64|x86|arm64", false, "of Windows"},
    KeySpec{"os", "role", text, "member|workgroup|domain-controller", false, "in the domain"},
    KeySpec{"os", "dns_domain", text, "", false, "the machine's primary DNS suffix"},
    KeySpec{"os", "addresses", text_list, "", false, "the machine's own IP addresses"},
    KeySpec{"os", "localhost_resolves", boolean, "", false, "the name localhost has an address"},
    KeySpec{"os", "azure_vm", boolean, "", false, "an Azure virtual machine"},
    KeySpec{"os", "pending_reboot", boolean, "", false, "Windows waits for a restart"},
    KeySpec{"os", "environment_changed", date_time, "", false,
            "when the variables of the machine were last changed"},

    KeySpec{"hardware", "cores", integer, "", false, "logical processors"},
    KeySpec{"hardware", "memory_mib", integer, "", false, "physical memory in MiB"},
    KeySpec{"hardware", "disk_free_mib", integer, "", false,
            "free space on the drive of the installation, in MiB"},

    KeySpec{"dotnet", "release", integer, "", false, "Release value of .NET Framework 4"},
    KeySpec{"dotnet", "machine_default_proxy", boolean, "", false,
            "machine.config of the 64-bit .NET Framework 4 has a defaultProxy that sets something"},

    KeySpec{"power", "hibernate", boolean, "", false, "hibernation is on"},
    KeySpec{"power", "sleep_ac_seconds", integer, "", false,
            "time to sleep on mains power in seconds, 0: never"},

    KeySpec{"runtime", "install_folder", text, "", false, "folder of the active version"},
    KeySpec{"runtime", "version", text, "", false, "four-part version of the runtime"},
    KeySpec{"runtime", "registered", boolean, "", false, "the node is registered"},
    KeySpec{"runtime", "proxy_mode", text, "system|custom|none", false,
            "HTTP proxy mode set in Configuration Manager"},
    KeySpec{"runtime", "nodes", integer, "", false, "nodes of this integration runtime"},
    KeySpec{"runtime", "remote_access_port", integer, "", false, "node-to-node port"},
    KeySpec{"runtime", "certificate", text, "", false,
            "thumbprint of the node-to-node certificate"},
    KeySpec{"runtime", "auto_update", boolean, "", false, "automatic update is on"},
    KeySpec{"runtime", "dmgcmd", boolean, "", false,
            "dmgcmd.exe is in the folder that the registry's DiacmdPath names"},
    KeySpec{"runtime", "workers", integer, "", false, "diawp.exe processes running"},

    KeySpec{"config", "role", text, roles, true, "which config file"},
    KeySpec{"config", "path", text, "", true, "where it was copied from"},
    KeySpec{"config", "sha256", text, "", true, "of the original, before masking"},
    KeySpec{"config", "redactions", any, "", true,
            "byte ranges where a secret was masked: [{start, end}]"},
    KeySpec{"config", "present", boolean, "", true, "false: looked for and not there"},

    KeySpec{"environment.machine", "*", any, "", false, "environment of the machine"},
    KeySpec{"environment.service", "*", any, "", false, "environment of the service account"},
    KeySpec{"environment.user", "*", any, "", false, "environment of the administrator"},

    KeySpec{"proxy.account", "enabled", boolean, "", false, "a static proxy is switched on"},
    KeySpec{"proxy.account", "server", text, "", false, "proxy of the service account"},
    KeySpec{"proxy.account", "bypass", text, "", false, "its exceptions, as Windows keeps them"},
    KeySpec{"proxy.account", "pac_url", text, "", false, "its automatic configuration script"},
    KeySpec{"proxy.account", "auto_detect", boolean, "", false, "it looks for a WPAD script"},
    KeySpec{"proxy.account", "per_machine", boolean, "", false,
            "policy: one setting for all accounts"},
    KeySpec{"proxy.winhttp", "server", text, "", false, "proxy of WinHTTP"},
    KeySpec{"proxy.winhttp", "bypass", text, "", false, "its exceptions"},

    KeySpec{"java", "home", text, "", true, "home folder of a JVM"},
    KeySpec{"java", "source", text, "registry|JAVA_HOME|disk", true, "how it was found"},
    KeySpec{"java", "exists", boolean, "", true, "the home folder exists"},
    KeySpec{"java", "jvm_dll", text, "", true, "path of jvm.dll below home; empty: none"},
    KeySpec{"java", "machine", text, "x64|x86|arm64", true, "of jvm.dll, from its PE header"},
    KeySpec{"java", "version", text, "", true, "version of Java"},
    KeySpec{"java", "present", boolean, "", true, "false: looked for and not there"},

    KeySpec{"service", "name", text, "", true, "service name, not the display name"},
    KeySpec{"service", "state", text, service_states, true, "state now"},
    KeySpec{"service", "start", text, service_starts, true, "start type"},
    KeySpec{"service", "account", text, "", true, "log-on account"},
    KeySpec{"service", "started", date_time, "", true, "when its process started"},
    KeySpec{"service", "present", boolean, "", true, "false: looked for and not there"},

    KeySpec{"certificate", "store", text, stores, true, "certificate store"},
    KeySpec{"certificate", "thumbprint", text, "", true, "SHA-1 in upper case"},
    KeySpec{"certificate", "sha256", text, "", true, "SHA-256"},
    KeySpec{"certificate", "subject", text, "", true, "distinguished name"},
    KeySpec{"certificate", "issuer", text, "", true, "distinguished name"},
    KeySpec{"certificate", "not_before", date_time, "", true, "valid from"},
    KeySpec{"certificate", "not_after", date_time, "", true, "valid to"},
    KeySpec{"certificate", "ca", boolean, "", true, "basic constraints say: an authority"},
    KeySpec{"certificate", "dns_names", text_list, "", true, "subject alternative names"},
    KeySpec{"certificate", "signature_algorithm", text, "", true, "such as sha256RSA"},
    KeySpec{"certificate", "has_private_key", boolean, "", true, "a private key belongs to it"},
    KeySpec{"certificate", "key_provider", text, "csp|cng", true, "what keeps the private key"},
    KeySpec{"certificate", "key_spec", text, "exchange|signature", true, "what the key is for"},
    KeySpec{"certificate", "key_readable", boolean, "", true,
            "the service account may read the private key"},
    KeySpec{"certificate", "present", boolean, "", true, "false: looked for and not there"},

    KeySpec{"registry", "*", any, "", false,
            "a value, or the existence of a key (path with a backslash at its end)"},

    KeySpec{"hosts", "lines", text_list, "", false, "lines of the hosts file"},

    KeySpec{"file", "path", text, "", true, "full path"},
    KeySpec{"file", "present", boolean, "", true, "it exists"},
    KeySpec{"file", "modified", date_time, "", true, "last written"},
    KeySpec{"file", "version", text, "", true, "file version"},
    KeySpec{"file", "readable_by_service", boolean, "", true, "the service account may read it"},
    KeySpec{"file", "writable_by_service", boolean, "", true,
            "the service account may write it; of a folder: make files in it"},
    KeySpec{"file", "writable_by_users", boolean, "", true, "ordinary users may write it"},

    KeySpec{"software", "name", text, "", true, "display name of the product"},
    KeySpec{"software", "version", text, "", true, "display version"},
    KeySpec{"software", "present", boolean, "", true, "false: looked for and not there"},

    KeySpec{"listener", "port", integer, "", true, "TCP port that is listened on"},
    KeySpec{"listener", "process", text, "", true, "name of the listening process"},
    KeySpec{"listener", "present", boolean, "", true, "false: looked for and not there"},

    KeySpec{"endpoint", "host", text, "", true, "name that was tried"},
    KeySpec{"endpoint", "port", integer, "", true, "port that was tried"},
    KeySpec{"endpoint", "addresses", text_list, "", true, "addresses it resolves to"},
    KeySpec{"endpoint", "resolves", boolean, "", true, "the name resolves"},
    KeySpec{"endpoint", "connects", boolean, "", true, "a connection could be made"},
    KeySpec{"endpoint", "tls", text, "", true, "protocol that was agreed on, such as 1.2"},
    KeySpec{"endpoint", "status", integer, "", true, "HTTP status of the answer"},
    KeySpec{"endpoint", "error", text, "", true, "what failed"},
    KeySpec{"endpoint", "via", text, "", true, "proxy used, or direct"},
    KeySpec{"endpoint", "issuer", text, "", true, "issuer of the certificate served"},
    KeySpec{"endpoint", "root", text, "", true, "thumbprint of the root of the chain served"},
    KeySpec{"endpoint", "root_name", text, "", true,
            "whose name the chain ends with, be its certificate there or missing"},
    KeySpec{"endpoint", "trust", text, trusts, true,
            "what the machine's stores make of the chain served"},
    KeySpec{"endpoint", "chain", text_list, "", true, "thumbprints from the server to the root"},
    KeySpec{"endpoint", "account", text, "", true, "account as which it was tried"},
    KeySpec{"endpoint", "present", boolean, "", true, "false: looked for and not there"},
};

constexpr std::size_t table_count() {
  std::size_t count = 0;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (at == 0 || rows[at].table != rows[at - 1].table) ++count;
  }
  return count;
}

constexpr std::array<TableSpec, table_count()> make_tables() {
  std::array<TableSpec, table_count()> out{};
  std::size_t count = 0;
  for (std::size_t start = 0; start < rows.size();) {
    std::size_t end = start;
    while (end < rows.size() && rows[end].table == rows[start].table) ++end;
    TableKind kind = rows[start].list ? TableKind::list : TableKind::plain;
    if (rows[start].key == "*") kind = TableKind::names;
    out[count++] = {rows[start].table, kind,
                    std::span<const KeySpec>(rows.data() + start, end - start)};
    start = end;
  }
  return out;
}

constexpr std::array all_tables = make_tables();

}  // namespace

const KeySpec* TableSpec::find(std::string_view key) const {
  const auto at =
      std::find_if(keys.begin(), keys.end(), [&](const KeySpec& row) { return row.key == key; });
  return at == keys.end() ? nullptr : &*at;
}

bool is_choice(std::string_view choices, std::string_view word) {
  for (std::size_t start = 0; start < choices.size();) {
    const std::size_t end = std::min(choices.find('|', start), choices.size());
    if (choices.substr(start, end - start) == word) return true;
    start = end + 1;
  }
  return false;
}

std::vector<std::string_view> split_choices(std::string_view choices) {
  std::vector<std::string_view> out;
  for (std::size_t start = 0; start < choices.size();) {
    const std::size_t end = std::min(choices.find('|', start), choices.size());
    out.push_back(choices.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

std::span<const std::string_view> required_keys(std::string_view table) {
  static constexpr std::array<std::string_view, 2> certificate = {"store", "thumbprint"};
  static constexpr std::array<std::string_view, 1> name = {"name"};
  static constexpr std::array<std::string_view, 1> home = {"home"};
  static constexpr std::array<std::string_view, 1> path = {"path"};
  static constexpr std::array<std::string_view, 1> port = {"port"};
  static constexpr std::array<std::string_view, 1> host = {"host"};
  static constexpr std::array<std::string_view, 1> role = {"role"};
  if (table == "certificate") return certificate;
  if (table == "service" || table == "software") return name;
  if (table == "java") return home;
  if (table == "file") return path;
  if (table == "listener") return port;
  if (table == "endpoint") return host;
  return role;
}

bool is_thumbprint(const KeySpec& key) {
  return key.key == "thumbprint" || (key.table == "runtime" && key.key == "certificate") ||
         (key.table == "endpoint" && key.key == "root");
}

std::span<const KeySpec> schema() { return rows; }

std::span<const TableSpec> tables() { return all_tables; }

const TableSpec* find_table(std::string_view name) {
  const auto at = std::find_if(all_tables.begin(), all_tables.end(),
                               [&](const TableSpec& table) { return table.name == name; });
  return at == all_tables.end() ? nullptr : &*at;
}

}  // namespace shirlint::state
