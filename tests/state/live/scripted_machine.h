// A Windows machine in memory: what it was told to answer, "not there" for the rest.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "state/fact_key.h"
#include "state/live/machine.h"
#include "text/ascii.h"

namespace shirlint::state::live {

inline std::string utf16(const std::string& ascii) {
  std::string out;
  for (const char byte : ascii) out.append({byte, '\0'});
  return out;
}
inline RegistryValue sz(const std::string& ascii) { return {1, utf16(ascii + '\0')}; }
inline RegistryValue expand_sz(const std::string& ascii) { return {2, utf16(ascii + '\0')}; }
inline RegistryValue dword(unsigned char value) {
  return {4, std::string{static_cast<char>(value), '\0', '\0', '\0'}};
}
inline std::string dword_bytes(unsigned char value) { return dword(value).bytes; }

class ScriptedMachine : public Machine {
 public:
  struct ByName {
    bool operator()(const std::string& left, const std::string& right) const {
      return text::lower_case(left) < text::lower_case(right);
    }
  };

  void set(const std::string& key, const std::string& name, RegistryValue value) {
    make_key(key);
    keys[key].values.emplace_back(name, std::move(value));
  }
  /// With the keys above it, as Windows does.
  void make_key(const std::string& key) {
    if (keys.count(key) != 0) return;
    keys[key] = {};
    const std::size_t slash = key.rfind('\\');
    if (slash == std::string::npos) return;
    make_key(key.substr(0, slash));
    keys[key.substr(0, slash)].subkeys.push_back(key.substr(slash + 1));
  }
  void add_file(const std::string& path, const std::string& bytes) {
    files[path] = bytes;
    for (std::size_t at = path.find('\\'); at != std::string::npos; at = path.find('\\', at + 1)) {
      folders.insert(path.substr(0, at));
    }
  }

  std::map<std::string, RegistryKey, ByName> keys;
  std::map<std::string, Refusal, ByName> refused;  // by key, file or store
  std::map<std::string, std::string, ByName> files;
  std::set<std::string, ByName> folders;
  std::map<std::string, std::string, ByName> versions;
  std::map<std::string, AccessList, ByName> lists;
  std::map<std::string, ServiceLook, ByName> services_by_name;
  std::map<std::string, std::string, ByName> sids;
  std::map<std::string, std::vector<CertificateLook>> stores;
  std::map<std::string, std::string, ByName> logs;  // their events
  std::vector<std::string> running;
  std::vector<ListenerLook> listening;
  std::optional<SystemLook> look;
  std::function<void()> on_listeners;

  Answer<RegistryValue> value(const std::string& key, const std::string& name) const override {
    if (const auto no = refused.find(key); no != refused.end()) {
      return tl::unexpected<Refusal>(no->second);
    }
    const auto found = keys.find(key);
    if (found == keys.end()) return std::nullopt;
    for (const auto& [its, value] : found->second.values) {
      if (same_name(its, name)) return value;
    }
    return std::nullopt;
  }
  Answer<RegistryKey> key(const std::string& key) const override { return answer(keys, key); }
  Answer<FileLook> file(const std::string& path) const override {
    if (const auto no = refused.find(path); no != refused.end()) {
      return tl::unexpected<Refusal>(no->second);
    }
    if (files.count(path) != 0) return FileLook{false, "2026-11-19T14:02:11Z"};
    if (folders.count(path) != 0) return FileLook{true, "2026-11-19T14:00:00Z"};
    return std::nullopt;
  }
  Answer<std::string> beginning(const std::string& path, std::size_t limit) const override {
    auto found = answer(files, path);
    if (found && found->has_value()) (*found)->resize(std::min(limit, (*found)->size()));
    return found;
  }
  Answer<std::vector<std::string>> subfolders(const std::string& folder) const override {
    if (folders.count(folder) == 0) return std::nullopt;
    std::vector<std::string> out;
    for (const std::string& other : folders) {
      if (other.rfind(folder + "\\", 0) != 0) continue;
      const std::string below = other.substr(folder.size() + 1);
      if (below.find('\\') == std::string::npos) out.push_back(below);
    }
    return out;
  }
  Answer<std::string> file_version(const std::string& path) const override {
    return answer(versions, path);
  }
  Answer<AccessList> access(const std::string& path) const override { return answer(lists, path); }
  Answer<std::int64_t> free_mib(const std::string& /*path*/) const override { return 96512; }
  Answer<std::string> folder(KnownFolder which) const override {
    if (which == KnownFolder::windows) return std::string("C:\\Windows");
    return std::string(which == KnownFolder::program_files ? "C:\\Program Files"
                                                           : "C:\\Program Files (x86)");
  }
  Answer<std::string> expand(const std::string& text) const override {
    std::string out = text;
    for (const auto& [name, folder] : {std::pair("%ProgramFiles%", "C:\\Program Files"),
                                       std::pair("%ProgramData%", "C:\\ProgramData")}) {
      const std::size_t at = out.find(name);
      if (at != std::string::npos) out.replace(at, std::string(name).size(), folder);
    }
    return out;
  }
  Answer<ServiceLook> service(const std::string& name) const override {
    return answer(services_by_name, name);
  }
  Answer<std::string> sid(const std::string& account) const override {
    return answer(sids, account);
  }
  Answer<std::vector<CertificateLook>> certificates(const std::string& store) const override {
    if (const auto no = refused.find(store); no != refused.end()) {
      return tl::unexpected<Refusal>(no->second);
    }
    const auto found = stores.find(store);
    return found == stores.end() ? std::vector<CertificateLook>{} : found->second;
  }
  Answer<std::vector<std::string>> processes() const override { return running; }
  Answer<std::vector<ListenerLook>> listeners() const override {
    if (on_listeners) on_listeners();
    return listening;
  }
  Answer<SystemLook> system() const override { return look; }
  Answer<std::string> events(const std::string& log, std::uint32_t /*seconds*/) const override {
    if (const auto no = refused.find(log); no != refused.end()) {
      return tl::unexpected<Refusal>(no->second);
    }
    return answer(logs, log);
  }

 private:
  template <class T>
  Answer<T> answer(const std::map<std::string, T, ByName>& from, const std::string& name) const {
    if (const auto no = refused.find(name); no != refused.end()) {
      return tl::unexpected<Refusal>(no->second);
    }
    const auto found = from.find(name);
    return found == from.end() ? Answer<T>(std::nullopt) : Answer<T>(found->second);
  }
};

inline constexpr const char* manager_key =
    "HKLM\\SOFTWARE\\Microsoft\\DataTransfer\\DataManagementGateway\\ConfigurationManager";
inline constexpr const char* machine_environment =
    "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";
inline constexpr const char* connections_below =
    "\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections";
inline constexpr const char* service_sid = "S-1-5-80-1-2-3-4-5";
inline constexpr const char* runtime_folder =
    "C:\\Program Files\\Microsoft Integration Runtime\\5.0";

/// A node as setup leaves it, its service running.
inline void furnish_node(ScriptedMachine& machine) {
  const std::string shared = std::string(runtime_folder) + "\\Shared\\";
  machine.set(manager_key, "DiacmdPath", sz(shared + "diacmd.exe"));
  machine.set(manager_key, "HaveRun", sz("Mdw"));
  machine.add_file(shared + "diahost.exe.config", "<configuration/>");
  machine.add_file(shared + "diawp.exe.config", "<configuration/>");
  machine.versions[shared + "Microsoft.DataTransfer.GatewayManagement.dll"] = "5.46.9029.1";
  machine.services_by_name["DIAHostService"] = {
      "running", "automatic", "NT SERVICE\\DIAHostService", "2026-11-20T06:00:00Z"};
  machine.sids["NT SERVICE\\DIAHostService"] = service_sid;
  machine.make_key(std::string("HKU\\") + service_sid);
  machine.set(machine_environment, "PROCESSOR_ARCHITECTURE", sz("AMD64"));
  machine.running = {"diahost.exe", "diawp.exe", "DIAWP.EXE", "svchost.exe"};
  machine.listening = {{8060, "diahost.exe"}, {445, ""}, {8060, "diahost.exe"}};
  machine.look = SystemLook{"NODE-02", "corp.contoso.com", true, {{"10.0.0.4"}}, 8, 16384, 0};
}
inline std::shared_ptr<ScriptedMachine> make_node() {
  auto machine = std::make_shared<ScriptedMachine>();
  furnish_node(*machine);
  return machine;
}

}  // namespace shirlint::state::live
