#include "lint/baseline_memory.h"

#include <algorithm>
#include <array>

#include "text/secret.h"

namespace shirlint::lint {
namespace {

constexpr std::array<const char*, 2> remembered_settings = {"gcAllowVeryLargeObjects", "gcServer"};

bool is_remembered(const LoadedHost& host, const LoadedConfig& config) {
  return config.file.role != "transform" &&
         std::count_if(host.configs.begin(), host.configs.end(), [&](const LoadedConfig& other) {
           return other.file.role == config.file.role;
         }) == 1;
}

facts::ConfigMemory remember(const LoadedConfig& config) {
  facts::ConfigMemory memory;
  memory.role = config.file.role;
  if (config.net.proxy) {
    const dotnet::EffectiveProxy& proxy = *config.net.proxy;
    memory.proxy = proxy.shipped_default ? std::string("shipped-default")
                                         : std::string(dotnet::to_text(proxy.mode));
    if (proxy.address) memory.address = dotnet::masked_text(*proxy.address);
    memory.configured = proxy.configured;
  }
  if (!config.document.readable() || config.net.fragment) return memory;
  const pugi::xml_node root = config.document.tree().child("configuration");
  if (!root) return memory;
  const pugi::xml_node runtime = root.child("runtime");
  for (const char* const name : remembered_settings) {
    const pugi::xml_node setting = runtime.child(name);
    memory.settings.push_back({name, setting
                                         ? text::mask_value(setting.attribute("enabled").value())
                                         : std::string(facts::absent_setting)});
  }
  return memory;
}

}  // namespace

facts::HostMemory remember(const LoadedHost& host) {
  facts::HostMemory memory;
  if (host.snapshot) {
    if (const state::Record* runtime = host.snapshot->only("runtime")) {
      const state::Value* version = runtime->find("version");
      const auto* text = version != nullptr ? std::get_if<std::string>(&version->data) : nullptr;
      if (text != nullptr) memory.version = *text;
    }
  }
  for (const LoadedConfig& config : host.configs) {
    if (is_remembered(host, config)) memory.configs.push_back(remember(config));
  }
  std::sort(memory.configs.begin(), memory.configs.end(),
            [](const auto& left, const auto& right) { return left.role < right.role; });
  return memory;
}

void add_memory(const facts::HostMemory* memory, LoadedHost& host) {
  facts::build_memory(host.tree, host.host_node, memory);
  for (const LoadedConfig& config : host.configs) {
    const facts::ConfigMemory* found = nullptr;
    if (memory != nullptr && is_remembered(host, config)) {
      const auto at = std::find_if(
          memory->configs.begin(), memory->configs.end(),
          [&](const facts::ConfigMemory& item) { return item.role == config.file.role; });
      if (at != memory->configs.end()) found = &*at;
    }
    facts::build_memory(host.tree, config.net_node, found);
  }
}

}  // namespace shirlint::lint
