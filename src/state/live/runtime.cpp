// Where the runtime is, and what it says of itself.
// Sources: Microsoft's script-update-gateway.ps1 (DiacmdPath, FileVersion of GatewayManagement.dll)
// and the container's setup.ps1 (HaveRun, and waiting for processes by name).
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "shir/products.h"
#include "state/fact_key.h"
#include "state/live/collectors.h"
#include "state/live/registry_watch.h"

namespace shirlint::state::live {
namespace {

constexpr const char* manager_key =
    "HKLM\\SOFTWARE\\Microsoft\\DataTransfer\\DataManagementGateway\\ConfigurationManager";

std::string parent(const std::string& path) {
  const std::size_t slash = path.find_last_of("\\/");
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

bool is_there(const Machine& machine, const std::string& path) {
  const Answer<FileLook> look = machine.file(path);
  return look && look->has_value();
}

std::string windows_path(std::string path) {
  std::replace(path.begin(), path.end(), '/', '\\');
  return path;
}

/// 'C:\Program Files\Microsoft Integration Runtime\5.0', the highest number that holds a runtime.
std::string versioned_folder(const Machine& machine) {
  const Answer<std::string> programs = machine.folder(KnownFolder::program_files);
  if (!programs || !programs->has_value()) return {};
  const std::string root = **programs + "\\Microsoft Integration Runtime";
  const Answer<std::vector<std::string>> versions = machine.subfolders(root);
  if (!versions || !versions->has_value()) return {};
  std::string best;
  double highest = -1;
  for (const std::string& name : **versions) {
    const double number = std::strtod(name.c_str(), nullptr);
    std::string folder = std::string(root).append("\\").append(name);
    if (number <= highest || !is_there(machine, folder + "\\Shared")) continue;
    highest = number;
    best = std::move(folder);
  }
  return best;
}

/// Of a product whose setup uses one folder; only if one of its configs is there.
std::string fixed_folder(const Machine& machine, const shir::Product& product) {
  const std::string folder(product.install_folder);
  if (folder.find('%') != std::string::npos) return {};  // below a person's profile
  const bool used =
      std::any_of(product.files.begin(), product.files.end(), [&](const shir::ConfigFile& file) {
        return is_there(machine, folder + "\\" + windows_path(std::string(file.path)));
      });
  return used ? folder : std::string();
}

void find_configs(const Machine& machine, Subject& subject) {
  for (const shir::Product& product : shir::products()) {
    for (const shir::ConfigFile& file : product.files) {
      const std::string relative(file.path);
      const std::string path = subject.install_folder + "\\" + windows_path(relative);
      const bool known = std::any_of(subject.configs.begin(), subject.configs.end(),
                                     [&](const auto& other) { return other.path == path; });
      if (!known && is_there(machine, path)) {
        subject.configs.push_back({std::string(file.role), path, relative});
      }
    }
  }
}

void find_account(const Machine& machine, Subject& subject) {
  const Answer<ServiceLook> service = machine.service(subject.service);
  if (!service || !service->has_value()) {
    subject.unknown_account =
        service ? Refusal{false, "there is no service " + subject.service} : service.error();
    return;
  }
  subject.account = (*service)->account;
  const Answer<std::string> sid = machine.sid(subject.account);
  if (!sid || !sid->has_value()) {
    subject.unknown_account =
        sid ? Refusal{false, "nobody is called " + subject.account} : sid.error();
    return;
  }
  subject.sid = **sid;
}

/// The tool stands beside the program that DiacmdPath names.
void read_dmgcmd(const Machine& machine, Facts& facts) {
  const std::string folder = parent(text_value(machine, manager_key, "DiacmdPath"));
  if (folder.empty()) return;
  const Answer<FileLook> look = machine.file(folder + "\\dmgcmd.exe");
  if (!look) return facts.refused("runtime.dmgcmd", look.error());
  facts.set("runtime", "dmgcmd", look->has_value());
}

}  // namespace

std::optional<Subject> find_runtime(const Machine& machine) {
  Subject subject;
  subject.service = shir::find_product("adf")->service;
  subject.install_folder = parent(parent(text_value(machine, manager_key, "DiacmdPath")));
  if (subject.install_folder.empty() || !is_there(machine, subject.install_folder)) {
    subject.install_folder = versioned_folder(machine);
  }
  if (subject.install_folder.empty()) {
    for (const shir::Product& product : shir::products()) {
      subject.install_folder = fixed_folder(machine, product);
      if (subject.install_folder.empty()) continue;
      subject.service = product.service;
      break;
    }
  }
  if (subject.install_folder.empty()) return std::nullopt;
  find_configs(machine, subject);
  find_account(machine, subject);
  return subject;
}

void collect_runtime(const Machine& machine, const Subject& subject, Facts& facts) {
  facts.set("runtime", "install_folder", subject.install_folder);
  const auto version = machine.file_version(
      subject.install_folder + "\\Shared\\Microsoft.DataTransfer.GatewayManagement.dll");
  if (const std::string* text = facts.take(version, "runtime.version")) {
    facts.set("runtime", "version", *text);
  }
  if (subject.service == shir::find_product("adf")->service) {
    const Answer<RegistryValue> run = machine.value(manager_key, "HaveRun");
    if (!run) {
      facts.refused("runtime.registered", run.error());
    } else {
      facts.set("runtime", "registered", text_value(machine, manager_key, "HaveRun") == "Mdw");
    }
    read_dmgcmd(machine, facts);
    const Answer<std::vector<std::string>> processes = machine.processes();
    if (const auto* names = facts.take(processes, "runtime.workers")) {
      const auto workers = std::count_if(names->begin(), names->end(), [](const std::string& name) {
        return same_name(name, "diawp.exe");
      });
      facts.set("runtime", "workers", std::int64_t{workers});
    }
  }
  for (const Subject::Config& config : subject.configs) {
    Record& record = facts.add("config", config.role);
    put(record, "role", config.role);
    put(record, "path", config.path);
  }
}

}  // namespace shirlint::state::live
