#include "state/live/collect.h"

#include <catch2/catch.hpp>
#include <future>

#include "state/live/scripted_machine.h"
#include "state/snapshot_printer.h"

using namespace shirlint;
using namespace shirlint::state;
using namespace shirlint::state::live;

namespace {

constexpr const char* now = "2026-11-22T09:00:00Z";

Collection collect_from(const std::shared_ptr<const Machine>& machine) {
  auto found = collect(machine, "shirlint test", now);
  REQUIRE(found);
  return *std::move(found);
}

/// What host.toml says, read back by our own reader, which must not complain.
Snapshot collected(const std::shared_ptr<const Machine>& machine) {
  auto loaded = Snapshot::parse(print(collect_from(machine).snapshot), "host.toml");
  for (const text::Error& error : loaded.errors) UNSCOPED_INFO(error.message);
  REQUIRE(loaded.errors.empty());
  CHECK(loaded.warnings.empty());
  return std::move(loaded.snapshot);
}

Datum fact(const Snapshot& snapshot, std::string_view table, std::string_view key,
           std::string_view item = {}) {
  const Record* record = snapshot.only(table, item);
  REQUIRE(record != nullptr);
  const Value* value = record->find(key);
  REQUIRE(value != nullptr);
  return value->data;
}

Datum text_of(const char* text) { return Datum(std::string(text)); }

std::string reason(const Snapshot& snapshot, std::string_view key) {
  const Known known = snapshot.known(key);
  return known.state == Knowledge::unknown ? known.reason : "known or absent";
}

std::string pe64() {
  return "MZ" + std::string(0x3A, '\0') + dword_bytes(0x40) + std::string("PE\0\0\x64\x86", 6);
}

}  // namespace

TEST_CASE("a node that was just set up", "[state][live][quick]") {
  const Snapshot node = collected(make_node());
  CHECK(node.name == "NODE-02");
  CHECK(node.tool == "shirlint test");
  CHECK(node.collected == now);
  CHECK(fact(node, "runtime", "install_folder") == text_of(runtime_folder));
  CHECK(fact(node, "runtime", "version") == text_of("5.46.9029.1"));
  CHECK(fact(node, "runtime", "registered") == Datum(true));
  CHECK(fact(node, "runtime", "workers") == Datum(std::int64_t{2}));
  CHECK(fact(node, "service", "account", "DIAHostService") ==
        text_of("NT SERVICE\\DIAHostService"));
  CHECK(fact(node, "os", "role") == text_of("member"));
  CHECK(fact(node, "os", "architecture") == text_of("x64"));
  CHECK(fact(node, "hardware", "memory_mib") == Datum(std::int64_t{16384}));
  CHECK(node.all("config").size() == 2);
  CHECK(node.all("listener").size() == 2);
  CHECK(node.known("service.PBIEgwService").state == Knowledge::absent);
  CHECK(node.known("listener").state == Knowledge::known);
  CHECK(node.known("proxy.account.server").state == Knowledge::absent);
  CHECK(node.known("certificate.LocalMachine/Root").state == Knowledge::absent);
  CHECK(node.known("java").state == Knowledge::absent);
  SECTION("what no document says where to find is not collected") {
    CHECK(reason(node, "runtime.nodes") == "not in the snapshot");
    CHECK(reason(node, "runtime.proxy_mode") == "not in the snapshot");
  }
}

TEST_CASE("where the runtime is", "[state][live][quick]") {
  SECTION("no sign of one") {
    const auto nothing = collect(std::make_shared<ScriptedMachine>(), "shirlint test", now);
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().message == "No integration runtime on this machine; give a path");
  }
  SECTION("not in the registry: the highest version among the usual folders") {
    auto machine = std::make_shared<ScriptedMachine>();
    const std::string root = "C:\\Program Files\\Microsoft Integration Runtime\\";
    machine->add_file(root + "4.0\\Shared\\diahost.exe.config", "");
    machine->add_file(root + "10.0\\Shared\\diahost.exe.config", "");
    machine->add_file(root + "11.0\\Temp\\x", "");
    CHECK(find_runtime(*machine)->install_folder == root + "10.0");
  }
  SECTION("a folder in the registry that is gone does not count") {
    auto machine = make_node();
    machine->keys[manager_key].values.clear();
    machine->set(manager_key, "DiacmdPath", sz("D:\\gone\\5.0\\Shared\\diacmd.exe"));
    CHECK(find_runtime(*machine)->install_folder == runtime_folder);
  }
  SECTION("an on-premises data gateway") {
    auto machine = std::make_shared<ScriptedMachine>();
    machine->add_file(
        "C:\\Program Files\\On-premises data gateway\\"
        "Microsoft.PowerBI.EnterpriseGateway.exe.config",
        "");
    CHECK(find_runtime(*machine)->service == "PBIEgwService");
  }
}

TEST_CASE("environment with its types, and whose it is", "[state][live][quick]") {
  auto machine = make_node();
  machine->set(machine_environment, "JAVA_HOME", expand_sz("%ProgramFiles%\\jdk"));
  machine->set("HKCU\\Environment", "TEMP", sz("C:\\Temp"));
  machine->set(std::string("HKU\\") + service_sid + "\\Environment", "DB_PASSWORD", sz("hunter2"));
  const Snapshot node = collected(machine);
  CHECK(fact(node, "environment.machine", "type", "JAVA_HOME") == text_of("REG_EXPAND_SZ"));
  CHECK(fact(node, "environment.user", "value", "temp") == text_of("C:\\Temp"));
  CHECK(fact(node, "environment.service", "value", "DB_PASSWORD") == text_of("*******"));
  CHECK(node.known("environment.service.OTHER").state == Knowledge::absent);
  SECTION("the account's hive is only there while something of it runs") {
    machine->keys.erase(std::string("HKU\\") + service_sid);
    const Snapshot stopped = collected(machine);
    CHECK(reason(stopped, "environment.service.OTHER").rfind("failed: the registry of", 0) == 0);
    CHECK(reason(stopped, "proxy.account.server").rfind("failed: the registry of", 0) == 0);
  }
  SECTION("denied") {
    machine->refused[std::string("HKU\\") + service_sid] = {true, "Access is denied"};
    CHECK(reason(collected(machine), "environment.service") == "denied: Access is denied");
  }
}

TEST_CASE("the service account's proxy is .NET's", "[state][live][quick]") {
  auto machine = make_node();
  const std::string settings = dword_bytes(70) + dword_bytes(1) + dword_bytes(3) + dword_bytes(10) +
                               "proxy:8080" + dword_bytes(7) + "<local>" + dword_bytes(0);
  const std::string policy =
      "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";
  machine->set(std::string("HKU\\") + service_sid + connections_below, "DefaultConnectionSettings",
               {3, settings});
  CHECK(fact(collected(machine), "proxy.account", "server") == text_of("proxy:8080"));
  CHECK(fact(collected(machine), "proxy.account", "bypass") == text_of("<local>"));
  CHECK(fact(collected(machine), "proxy.account", "per_machine") == Datum(false));
  CHECK(fact(collected(machine), "proxy.winhttp", "server") == text_of(""));
  SECTION("one setting for all accounts") {
    machine->set(policy, "ProxySettingsPerUser", dword(0));
    const Snapshot node = collected(machine);
    CHECK(fact(node, "proxy.account", "per_machine") == Datum(true));
    CHECK(fact(node, "proxy.account", "enabled") == Datum(false));
  }
}

TEST_CASE("a proxy in machine.config", "[state][live][quick]") {
  auto machine = make_node();
  const auto told = [&](const std::string& content) {
    machine->add_file("C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config",
                      content);
    return collected(machine);
  };
  const auto sets = [&](const std::string& inside) {
    return fact(told("<configuration><system.net>" + inside + "</system.net></configuration>"),
                "dotnet", "machine_default_proxy");
  };
  CHECK(sets("") == Datum(false));
  CHECK(sets("<defaultProxy/>") == Datum(false));
  CHECK(sets("<defaultProxy enabled=\"false\"/>") == Datum(true));
  CHECK(sets("<defaultProxy><proxy usesystemdefault=\"true\"/></defaultProxy>") == Datum(true));
  CHECK(reason(told("<configuration"), "dotnet.machine_default_proxy") ==
        "failed: machine.config cannot be read as XML");
}

TEST_CASE("every JVM, as it was found", "[state][live][quick]") {
  auto machine = make_node();
  const std::string jre_key = "HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment";
  const std::string jre = "C:\\Program Files\\Java\\jre1.8";
  const std::string jdk = "C:\\Program Files\\Microsoft\\jdk-17";
  machine->set(jre_key, "CurrentVersion", sz("1.8"));
  machine->set(jre_key + "\\1.8", "JavaHome", sz(jre));
  machine->set(machine_environment, "JAVA_HOME", expand_sz("%ProgramFiles%\\Microsoft\\jdk-17\\"));
  machine->add_file(jdk + "\\bin\\server\\jvm.dll", pe64());
  machine->add_file(jdk + "\\release", "JAVA_VERSION=\"17.0.8\"\n");
  machine->add_file("C:\\Program Files\\Zulu\\zulu-11\\bin\\server\\jvm.dll", "no program");
  machine->add_file("C:\\Program Files\\Zulu\\empty\\readme", "");
  const Snapshot node = collected(machine);
  REQUIRE(node.all("java").size() == 3);
  CHECK(fact(node, "java", "exists", jre) == Datum(false));
  CHECK(fact(node, "java", "jvm_dll", jre) == text_of(""));
  CHECK(fact(node, "java", "machine", jdk) == text_of("x64"));
  CHECK(fact(node, "java", "version", jdk) == text_of("17.0.8"));
  CHECK(fact(node, "java", "source", jdk) == text_of("JAVA_HOME"));
  CHECK(node.all("java").back()->text("source") == "disk");
  CHECK(fact(node, "registry", "value", jre_key + "\\1.8\\JavaHome") == text_of(jre.c_str()));
  CHECK(node.known("registry." + jre_key + "\\1.8\\RuntimeLib").state == Knowledge::absent);
  SECTION("a folder that may not be looked into leaves the list open") {
    machine->refused[jdk] = {true, "Access is denied"};
    CHECK(reason(collected(machine), "java") == "denied: Access is denied");
  }
}

TEST_CASE("stores: each certificate once, and which store could not be read",
          "[state][live][quick]") {
  auto machine = make_node();
  CertificateLook root;
  root.thumbprint = "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4";
  root.subject = "CN=DigiCert Global Root G2";
  root.not_after = "2038-01-15T12:00:00Z";
  root.ca = true;
  machine->stores["LocalMachine/Root"] = {root, root};
  machine->refused["LocalMachine/My"] = {true, "needs administrator rights"};
  const Snapshot node = collected(machine);
  REQUIRE(node.all("certificate").size() == 1);
  CHECK(node.all("certificate").front()->text("not_after") == "2038-01-15T12:00:00Z");
  CHECK(node.known("certificate.LocalMachine/Root." + root.thumbprint).state == Knowledge::known);
  CHECK(reason(node, "certificate.LocalMachine/My") == "denied: needs administrator rights");
}

TEST_CASE("no secret is in host.toml", "[state][live][quick]") {
  auto machine = make_node();
  machine->set(machine_environment, "HTTP_PROXY", sz("http://bob:s3cret@proxy:8080"));
  machine->set(machine_environment, "AUTH_KEY",
               sz("IR@0b1c-4711@adf-prod@ServiceEndpoint=x@c2VjcmV0c2VjcmV0"));
  machine->set(machine_environment, "JAVA_TOOL_OPTIONS", sz("-Dhttp.proxyPassword=s3cret -Xmx1g"));
  machine->add_file("C:\\Windows\\System32\\drivers\\etc\\hosts",
                    "# http://bob:s3cret@proxy:8080\r\n127.0.0.1 localhost\r\n");
  const std::string text = print(collect_from(machine).snapshot);
  CHECK(text.find("s3cret") == std::string::npos);
  CHECK(text.find("c2VjcmV0") == std::string::npos);
  CHECK(text.find("-Xmx1g") != std::string::npos);
  CHECK(text.find("http://**********@proxy:8080") != std::string::npos);
}

TEST_CASE("a collector that hangs costs its own facts, and no more", "[state][live][quick]") {
  auto machine = make_node();
  std::promise<void> wake;
  const std::shared_future<void> woken = wake.get_future().share();
  machine->on_listeners = [woken] { woken.wait(); };
  const auto subject = find_runtime(*machine);
  REQUIRE(subject);
  const Facts facts = run_bounded(machine, *subject,
                                  {{{"hosts"}, collect_hosts},
                                   {{"listener"}, collect_network},
                                   {{"service"}, collect_services}},
                                  std::chrono::milliseconds(50));
  wake.set_value();
  CHECK(facts.coverage.at("listener") == "failed: no answer within 0.05 seconds");
  CHECK(facts.coverage.at("hosts") == "complete");
  CHECK_FALSE(facts.records.empty());
}

TEST_CASE("two looks at one machine print the same", "[state][live][quick]") {
  auto machine = make_node();
  machine->set(machine_environment, "zebra", sz("1"));
  machine->set(machine_environment, "Apple", sz("2"));
  const std::string first = print(collect_from(machine).snapshot);
  std::reverse(machine->keys[machine_environment].values.begin(),
               machine->keys[machine_environment].values.end());
  CHECK(print(collect_from(machine).snapshot) == first);
  CHECK(first.find("Apple") < first.find("zebra"));
}

TEST_CASE("where the registration is kept: may the service write there?", "[state][live][quick]") {
  auto machine = make_node();
  const std::string folder = "C:\\ProgramData\\Microsoft\\DataTransfer\\DataManagementGateway";
  machine->add_file(folder + "\\Configurations", "");
  const auto writable = [&](std::vector<AccessEntry> entries) {
    machine->lists[folder] = {false, std::move(entries)};
    return fact(collected(machine), "file", "writable_by_service", folder);
  };
  constexpr std::uint32_t read = 0x1;
  constexpr std::uint32_t write = 0x2;
  CHECK(writable({{true, service_sid, read | write}}) == Datum(true));
  CHECK(writable({{true, "S-1-5-32-545", read}, {true, "S-1-5-32-544", write}}) == Datum(false));
  CHECK(writable({{false, service_sid, write}, {true, "S-1-1-0", write}}) == Datum(false));
  CHECK(collected(machine)
            .known("file.C:\\ProgramData\\Microsoft\\Data Transfer\\DataManagementGateway")
            .state == Knowledge::absent);
}

TEST_CASE("dmgcmd beside the program of the registry, and when the variables were changed",
          "[state][live][quick]") {
  auto machine = make_node();
  CHECK(fact(collected(machine), "runtime", "dmgcmd") == Datum(false));
  machine->add_file(std::string(runtime_folder) + "\\Shared\\dmgcmd.exe", "");
  machine->keys[machine_environment].modified = "2026-11-20T07:00:00Z";
  const Snapshot node = collected(machine);
  CHECK(fact(node, "runtime", "dmgcmd") == Datum(true));
  CHECK(fact(node, "os", "environment_changed") == text_of("2026-11-20T07:00:00Z"));
}
