// The real machine, which under Wine is one that we may furnish: a runtime's registry, service,
// files and certificate are put there, looked at, and taken away again.
#ifdef _WIN32
#include "state/windows/questions.h"
// The one above brings windows.h.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "state/live/collect.h"
#include "state/live/scripted_machine.h"
#include "state/live/this_machine.h"
#include "state/snapshot_printer.h"

using namespace shirlint;
using namespace shirlint::state;
using live::dword_bytes;

namespace {

// openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 7300 -set_serial 4711
//   -subj "/C=US/O=Contoso/CN=node-02.corp.contoso.com"
//   -addext "subjectAltName=DNS:node-02.corp.contoso.com,DNS:node-02"
//   -addext "basicConstraints=critical,CA:TRUE"
constexpr const char* thumbprint = "2F56BADDD9A9920C849ED55F1C7C852D6965ACAE";
constexpr const char* sha256 = "6DF8B27E34D8599636AA9079F13D3E2A10FADF18781A457A39B4282D33FFBDF9";
const std::string certificate =
    "308201F63082019CA00302010202021267300A06082A8648CE3D0403023042310B30090603550406"
    "130255533110300E060355040A0C07436F6E746F736F3121301F06035504030C186E6F64652D3032"
    "2E636F72702E636F6E746F736F2E636F6D301E170D3236313132333031323134325A170D34363131"
    "31383031323134325A3042310B30090603550406130255533110300E060355040A0C07436F6E746F"
    "736F3121301F06035504030C186E6F64652D30322E636F72702E636F6E746F736F2E636F6D305930"
    "1306072A8648CE3D020106082A8648CE3D03010703420004EA1EAE233D55554FD6DEB4B85161DE48"
    "48DBBD60B86C43CD4141E9DF99BFB98D2F0850609601523CFF45A5BC838FD035FE680188A657ECC5"
    "9ACAC90EE4C5D42AA38181307F301D0603551D0E04160414F835C9B67AB79EBC5F465E8F88478366"
    "87C1D8BD301F0603551D23041830168014F835C9B67AB79EBC5F465E8F8847836687C1D8BD302C06"
    "03551D110425302382186E6F64652D30322E636F72702E636F6E746F736F2E636F6D82076E6F6465"
    "2D3032300F0603551D130101FF040530030101FF300A06082A8648CE3D0403020348003045022100"
    "CD6D1939B855817AABC79D4A5B36AC3176E911DA3D0906162BC7BDD3977A52A902205D8AC0285206"
    "B8B134DCCB11A8E5E07FB09EE06040EE2EB0049ED143D275AB68";

std::string bytes_of(const std::string& hex) {
  std::string out;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    out += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
  }
  return out;
}

/// How a store keeps a certificate in the registry: a property after the other, each with its
/// number, a one and its size. 32 is the certificate itself.
std::string store_blob() {
  const std::string bytes = bytes_of(certificate);
  const auto size = static_cast<unsigned>(bytes.size());
  return dword_bytes(32) + dword_bytes(1) + static_cast<char>(size & 0xFFU) +
         static_cast<char>(size >> 8U) + std::string(2, '\0') + bytes;
}

std::string pe64() {
  return "MZ" + std::string(0x3A, '\0') + dword_bytes(0x40) + std::string("PE\0\0\x64\x86", 6);
}

/// What the tests put on the machine; gone with this.
class Furniture {
 public:
  Furniture() = default;
  Furniture(const Furniture&) = delete;
  Furniture& operator=(const Furniture&) = delete;
  ~Furniture() {
    while (!undo_.empty()) {
      undo_.back()();
      undo_.pop_back();
    }
  }

  void value(HKEY root, const std::string& path, const std::string& name,
             const live::RegistryValue& value) {
    HKEY key = nullptr;
    DWORD made = 0;
    const std::wstring below = windows::wide(path);
    const std::wstring its = windows::wide(name);
    REQUIRE(RegCreateKeyExW(root, below.c_str(), 0, nullptr, 0, KEY_ALL_ACCESS | KEY_WOW64_64KEY,
                            nullptr, &key, &made) == ERROR_SUCCESS);
    const auto* bytes = reinterpret_cast<const BYTE*>(value.bytes.data());
    CHECK(RegSetValueExW(key, its.c_str(), 0, value.type, bytes,
                         static_cast<DWORD>(value.bytes.size())) == ERROR_SUCCESS);
    RegCloseKey(key);
    undo_.emplace_back([=] {
      HKEY again = nullptr;
      if (RegOpenKeyExW(root, below.c_str(), 0, KEY_ALL_ACCESS | KEY_WOW64_64KEY, &again) !=
          ERROR_SUCCESS) {
        return;
      }
      RegDeleteValueW(again, its.c_str());
      RegCloseKey(again);
      if (made == REG_CREATED_NEW_KEY) {
        RegDeleteKeyExW(root, below.c_str(), KEY_WOW64_64KEY, 0);
      }
    });
  }

  void file(const std::string& path, const std::string& bytes) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

  void folder(const std::string& path) {
    std::filesystem::create_directories(path);
    undo_.emplace_back([=] {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    });
  }

  void service(const wchar_t* name) {
    const SC_HANDLE manager = OpenSCManagerW(nullptr, nullptr, SC_MANAGER_ALL_ACCESS);
    REQUIRE(manager != nullptr);
    const SC_HANDLE made =
        CreateServiceW(manager, name, name, SERVICE_ALL_ACCESS, SERVICE_WIN32_OWN_PROCESS,
                       SERVICE_DEMAND_START, SERVICE_ERROR_IGNORE, L"C:\\shirlint-test\\none.exe",
                       nullptr, nullptr, nullptr, nullptr, nullptr);
    CHECK(made != nullptr);
    CloseServiceHandle(made);
    CloseServiceHandle(manager);
    undo_.emplace_back([=] {
      const SC_HANDLE again = OpenSCManagerW(nullptr, nullptr, SC_MANAGER_ALL_ACCESS);
      const SC_HANDLE service = OpenServiceW(again, name, DELETE);
      DeleteService(service);
      CloseServiceHandle(service);
      CloseServiceHandle(again);
    });
  }

 private:
  std::vector<std::function<void()>> undo_;
};

const std::string root = "C:\\shirlint-test";
const std::string install = root + "\\Microsoft Integration Runtime\\5.0";

void furnish(Furniture& machine) {
  const std::string environment =
      "SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";
  machine.folder(root);
  machine.file(install + "\\Shared\\diahost.exe.config", "<configuration/>");
  machine.file(install + "\\Shared\\diawp.exe.config", "<configuration/>");
  machine.file(root + "\\jdk-17\\bin\\server\\jvm.dll", pe64());
  machine.file(root + "\\jdk-17\\release", "JAVA_VERSION=\"17.0.8\"\r\n");
  machine.service(L"DIAHostService");
  const std::string manager =
      "SOFTWARE\\Microsoft\\DataTransfer\\DataManagementGateway\\ConfigurationManager";
  machine.value(HKEY_LOCAL_MACHINE, manager, "DiacmdPath",
                live::sz(install + "\\Shared\\diacmd.exe"));
  machine.value(HKEY_LOCAL_MACHINE, manager, "HaveRun", live::sz("Mdw"));
  machine.value(HKEY_LOCAL_MACHINE, environment, "JAVA_HOME",
                live::expand_sz("%SystemDrive%\\shirlint-test\\jdk-17"));
  machine.value(HKEY_USERS, ".DEFAULT\\Environment", "DB_PASSWORD", live::sz("s3cret"));
  machine.value(HKEY_LOCAL_MACHINE, "SOFTWARE\\JavaSoft\\Java Runtime Environment",
                "CurrentVersion", live::sz("1.8"));
  machine.value(HKEY_USERS,
                ".DEFAULT\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet "
                "Settings\\Connections",
                "DefaultConnectionSettings",
                {3, dword_bytes(70) + dword_bytes(1) + dword_bytes(3) + dword_bytes(10) +
                        "proxy:8080" + dword_bytes(7) + "<local>" + dword_bytes(0)});
  machine.value(
      HKEY_LOCAL_MACHINE,
      std::string("SOFTWARE\\Microsoft\\SystemCertificates\\MY\\Certificates\\") + thumbprint,
      "Blob", {3, store_blob()});
}

Snapshot look() {
  const auto found = live::collect(live::this_machine(), "shirlint test", "2026-11-22T09:00:00Z");
  REQUIRE(found);
  auto loaded = Snapshot::parse(print(found->snapshot), "host.toml");
  for (const text::Error& error : loaded.errors) UNSCOPED_INFO(error.message);
  REQUIRE(loaded.errors.empty());
  CHECK(loaded.warnings.empty());
  return std::move(loaded.snapshot);
}

std::string text_of(const Snapshot& snapshot, const std::string& table, const std::string& key,
                    const std::string& item = {}) {
  const Record* record = snapshot.only(table, item);
  return record == nullptr ? "no " + table : std::string(record->text(key));
}

std::string value_of(const Snapshot& snapshot, const std::string& table, const std::string& item) {
  return text_of(snapshot, table, "value", item);
}

bool is_known(const Snapshot& snapshot, const std::string& fact) {
  const Known known = snapshot.known(fact);
  UNSCOPED_INFO(fact << ": " << known.reason);
  return known.state == Knowledge::known;
}

}  // namespace

TEST_CASE("a furnished machine is told as it is", "[state][live][windows]") {
  Furniture machine;
  furnish(machine);
  const Snapshot node = look();
  INFO(print(node));

  CHECK_FALSE(node.name.empty());
  CHECK(text_of(node, "runtime", "install_folder") == install);
  CHECK(is_known(node, "runtime.registered"));
  CHECK(is_known(node, "runtime.workers"));
  CHECK(node.all("config").size() == 2);

  CHECK(text_of(node, "service", "state", "DIAHostService") == "stopped");
  CHECK(text_of(node, "service", "start", "DIAHostService") == "manual");
  CHECK(text_of(node, "service", "account", "DIAHostService") == "LocalSystem");
  CHECK(node.known("service.PBIEgwService").state == Knowledge::absent);

  CHECK(text_of(node, "environment.machine", "type", "JAVA_HOME") == "REG_EXPAND_SZ");
  CHECK(value_of(node, "environment.service", "DB_PASSWORD") == "******");
  CHECK(is_known(node, "environment.machine"));
  CHECK(text_of(node, "java", "home") == root + "\\jdk-17");
  CHECK(text_of(node, "java", "version") == "17.0.8");
  CHECK(text_of(node, "java", "machine") == "x64");
  CHECK(value_of(node, "registry",
                 "HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\CurrentVersion") == "1.8");

  CHECK(text_of(node, "proxy.account", "server") == "proxy:8080");
  CHECK(text_of(node, "proxy.account", "bypass") == "<local>");

  const std::string mine = std::string("LocalMachine/My.") + thumbprint;
  CHECK(text_of(node, "certificate", "sha256", mine) == sha256);
  CHECK(text_of(node, "certificate", "subject", mine) ==
        "CN=node-02.corp.contoso.com, O=Contoso, C=US");
  CHECK(text_of(node, "certificate", "not_before", mine) == "2026-11-23T01:21:42Z");
  CHECK(text_of(node, "certificate", "not_after", mine) == "2046-11-18T01:21:42Z");
  CHECK(is_known(node, "certificate." + mine + ".ca"));
  CHECK(is_known(node, "certificate." + mine + ".dns_names"));
  CHECK(node.coverage.at("certificate.LocalMachine/Root") == "complete");

  for (const char* const fact : {"os.product", "os.build", "os.architecture", "hardware.cores",
                                 "hardware.memory_mib", "hardware.disk_free_mib", "hosts"}) {
    CHECK(is_known(node, fact));
  }
  CHECK(node.coverage.at("listener") == "complete");
  CHECK(is_known(node, "file." + install + "\\Shared\\diahost.exe.config.modified"));
}

TEST_CASE("looking leaves no trace, and no runtime is told as such", "[state][live][windows]") {
  const auto found = live::collect(live::this_machine(), "shirlint test", "2026-11-22T09:00:00Z");
  REQUIRE_FALSE(found);
  CHECK(found.error().message == "No integration runtime on this machine; give a path");
  // A key that asking would make if it were opened for writing.
  const auto key = windows::registry_key("HKLM\\SOFTWARE\\Microsoft\\DataTransfer");
  CHECK((!key || !*key || (*key)->values.empty()));
}

TEST_CASE("what is not there, and what is none", "[state][live][windows]") {
  const auto machine = live::this_machine();
  REQUIRE(machine);
  CHECK_FALSE(machine->value("HKLM\\SOFTWARE\\Nobody", "x")->has_value());
  CHECK_FALSE(machine->file("C:\\none\\x")->has_value());
  CHECK_FALSE(machine->file_version("C:\\none\\x.dll")->has_value());
  CHECK_FALSE(machine->service("NobodysService")->has_value());
  CHECK_FALSE(machine->subfolders("C:\\none")->has_value());
  CHECK((*machine->file("C:\\windows"))->folder);
  CHECK(**machine->sid("LocalSystem") == "S-1-5-18");
  CHECK_FALSE((*machine->file_version("C:\\windows\\system32\\kernel32.dll"))->empty());
  CHECK_FALSE((*machine->processes())->empty());
}
#endif
