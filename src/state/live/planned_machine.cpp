#include "state/live/planned_machine.h"

#include <algorithm>
#include <array>
#include <utility>

#include "state/fact_key.h"
#include "text/ascii.h"

namespace shirlint::state::live {
namespace {

using io::SettingKind;

bool same_name(const std::string& left, const std::string& right) {
  return text::lower_case(left) == text::lower_case(right);
}

bool lies_in(const std::string& key, const std::string& folder) {
  return same_name(key.substr(0, folder.size()), folder) &&
         (key.size() == folder.size() || key[folder.size()] == '\\');
}

class PlannedMachine final : public Machine {
 public:
  PlannedMachine(std::shared_ptr<const Machine> machine, PlannedState plan)
      : machine_(std::move(machine)), plan_(std::move(plan)) {}

  Answer<RegistryValue> value(const std::string& key, const std::string& name) const override {
    if (is_gone(key)) return std::nullopt;
    for (const PlannedState::Item& item : plan_.settings) {
      if (!is_value(item)) continue;
      const io::RegistryPath place = io::registry_place(item.setting);
      if (same_name(place.key, key) && same_name(place.name, name)) return planned(item);
    }
    return machine_->value(key, name);
  }

  Answer<RegistryKey> key(const std::string& key) const override {
    if (is_gone(key)) return std::nullopt;
    auto answer = machine_->key(key);
    if (!answer || !*answer) return answer;
    RegistryKey& found = **answer;
    found.subkeys.erase(
        std::remove_if(found.subkeys.begin(), found.subkeys.end(),
                       [&](const std::string& name) { return is_gone(key + '\\' + name); }),
        found.subkeys.end());
    for (const PlannedState::Item& item : plan_.settings) {
      if (!is_value(item)) continue;
      const io::RegistryPath place = io::registry_place(item.setting);
      if (same_name(place.key, key)) put(found, place.name, planned(item));
    }
    return answer;
  }

  Answer<ServiceLook> service(const std::string& name) const override {
    auto answer = machine_->service(name);
    if (!answer || !*answer) return answer;
    for (const PlannedState::Item& item : plan_.settings) {
      if (!same_name(item.setting.name, name) || !item.state) continue;
      if (item.setting.kind == SettingKind::service_run) (*answer)->state = *item.state;
      if (item.setting.kind == SettingKind::service_start)
        (*answer)->start = start_word(*item.state);
    }
    return answer;
  }

  Answer<std::vector<CertificateLook>> certificates(const std::string& store) const override {
    auto answer = machine_->certificates(store);
    if (!answer) return answer;
    for (const PlannedState::Item& item : plan_.settings) {
      if (item.setting.kind != SettingKind::certificate || !item.state) continue;
      const std::size_t slash = item.setting.name.rfind('/');
      if (item.setting.name.substr(0, slash) != store) continue;
      if (!*answer) answer->emplace();
      (*answer)->push_back(look_of(item.setting.name.substr(slash + 1)));
    }
    return answer;
  }

  Answer<std::string> beginning(const std::string& path, std::size_t limit) const override {
    for (const auto& [name, bytes] : plan_.files) {
      if (same_name(name, path)) return bytes.substr(0, limit);
    }
    return machine_->beginning(path, limit);
  }

  // What no fix changes:
  Answer<FileLook> file(const std::string& path) const override { return machine_->file(path); }
  Answer<std::vector<std::string>> subfolders(const std::string& folder) const override {
    return machine_->subfolders(folder);
  }
  Answer<std::string> file_version(const std::string& path) const override {
    return machine_->file_version(path);
  }
  Answer<AccessList> access(const std::string& path) const override {
    return machine_->access(path);
  }
  Answer<std::int64_t> free_mib(const std::string& path) const override {
    return machine_->free_mib(path);
  }
  Answer<std::string> folder(KnownFolder which) const override { return machine_->folder(which); }
  Answer<std::string> expand(const std::string& text) const override {
    return machine_->expand(text);
  }
  Answer<std::string> sid(const std::string& account) const override {
    return machine_->sid(account);
  }
  Answer<std::vector<std::string>> processes() const override { return machine_->processes(); }
  Answer<std::vector<ListenerLook>> listeners() const override { return machine_->listeners(); }
  Answer<SystemLook> system() const override { return machine_->system(); }
  Answer<std::string> events(const std::string& log, std::uint32_t seconds) const override {
    return machine_->events(log, seconds);
  }

 private:
  static bool is_value(const PlannedState::Item& item) {
    return item.setting.kind == SettingKind::environment ||
           item.setting.kind == SettingKind::registry_value;
  }
  static std::optional<RegistryValue> planned(const PlannedState::Item& item) {
    const auto data = item.state ? io::registry_data(*item.state) : std::nullopt;
    if (!data) return std::nullopt;
    return RegistryValue{data->type, data->bytes};
  }
  static void put(RegistryKey& key, const std::string& name,
                  const std::optional<RegistryValue>& value) {
    key.values.erase(
        std::remove_if(key.values.begin(), key.values.end(),
                       [&](const auto& entry) { return same_name(entry.first, name); }),
        key.values.end());
    if (value) key.values.emplace_back(name, *value);
  }
  static std::string start_word(const std::string& state) {
    for (const char* const word : {"automatic", "manual", "disabled"}) {
      if (state.find(std::string("start=") + word) == std::string::npos) continue;
      const bool delayed = state.find("delayed=1") != std::string::npos;
      return delayed && std::string_view(word) == "automatic" ? "automatic-delayed" : word;
    }
    return {};
  }

  /// As another store has it, or what can be said of one that is imported as a root.
  [[nodiscard]] CertificateLook look_of(const std::string& thumbprint) const {
    for (const char* const store : {"CurrentUser/Root", "LocalMachine/CA", "CurrentUser/CA",
                                    "LocalMachine/AuthRoot", "CurrentUser/AuthRoot"}) {
      const auto others = machine_->certificates(store);
      if (!others || !*others) continue;
      for (const CertificateLook& other : **others) {
        if (other.thumbprint == thumbprint) return other;
      }
    }
    CertificateLook look;
    look.thumbprint = thumbprint;
    look.ca = true;
    return look;
  }
  [[nodiscard]] bool is_gone(const std::string& key) const {
    return std::any_of(plan_.settings.begin(), plan_.settings.end(), [&](const auto& item) {
      return item.setting.kind == SettingKind::registry_key && !item.state &&
             lies_in(key, item.setting.name);
    });
  }

  std::shared_ptr<const Machine> machine_;
  PlannedState plan_;
};

}  // namespace

std::shared_ptr<const Machine> planned_machine(std::shared_ptr<const Machine> machine,
                                               PlannedState plan) {
  return std::make_shared<const PlannedMachine>(std::move(machine), std::move(plan));
}

}  // namespace shirlint::state::live
