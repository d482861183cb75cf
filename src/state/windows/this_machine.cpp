#include "state/live/this_machine.h"

#include "state/windows/questions.h"

namespace shirlint::state::live {
namespace {

class ThisMachine final : public Machine {
 public:
  Answer<RegistryValue> value(const std::string& key, const std::string& name) const override {
    return windows::registry_value(key, name);
  }
  Answer<RegistryKey> key(const std::string& key) const override {
    return windows::registry_key(key);
  }
  Answer<FileLook> file(const std::string& path) const override {
    return windows::look_at_file(path);
  }
  Answer<std::string> beginning(const std::string& path, std::size_t limit) const override {
    return windows::beginning_of(path, limit);
  }
  Answer<std::vector<std::string>> subfolders(const std::string& folder) const override {
    return windows::folders_in(folder);
  }
  Answer<std::string> file_version(const std::string& path) const override {
    return windows::version_of(path);
  }
  Answer<AccessList> access(const std::string& path) const override {
    return windows::access_of(path);
  }
  Answer<std::int64_t> free_mib(const std::string& path) const override {
    return windows::free_mib_of(path);
  }
  Answer<std::string> folder(KnownFolder which) const override {
    return windows::known_folder(which);
  }
  Answer<std::string> expand(const std::string& text) const override {
    return windows::expand_for_system(text);
  }
  Answer<ServiceLook> service(const std::string& name) const override {
    return windows::look_at_service(name);
  }
  Answer<std::string> sid(const std::string& account) const override {
    return windows::sid_of(account);
  }
  Answer<std::vector<CertificateLook>> certificates(const std::string& store) const override {
    return windows::certificates_in(store);
  }
  Answer<std::vector<std::string>> processes() const override {
    const auto running = windows::running_programs();
    if (!running) return tl::unexpected<Refusal>(running.error());
    std::vector<std::string> names;
    for (const auto& process : *running) names.push_back(process.second);
    return names;
  }
  Answer<std::vector<ListenerLook>> listeners() const override { return windows::tcp_listeners(); }
  Answer<SystemLook> system() const override { return windows::look_at_system(); }
  Answer<std::string> events(const std::string& log, std::uint32_t seconds) const override {
    return windows::events_of(log, seconds);
  }
};

}  // namespace

std::shared_ptr<const Machine> this_machine() { return std::make_shared<const ThisMachine>(); }

}  // namespace shirlint::state::live
