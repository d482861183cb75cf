#include "facts/baseline_tree.h"

namespace shirlint::facts {

pugi::xml_node build_memory(Tree& tree, pugi::xml_node net, const ConfigMemory* memory) {
  const pugi::xml_node node = tree.add(net, "baseline");
  if (memory == nullptr) return node;
  if (!memory->proxy.empty()) tree.set(node, "proxy", memory->proxy);
  if (!memory->address.empty()) tree.set(node, "address", memory->address);
  if (memory->configured) tree.set(node, "configured", *memory->configured ? "true" : "false");
  for (const ConfigMemory::Setting& setting : memory->settings) {
    const pugi::xml_node child = tree.add(node, "setting");
    tree.set(child, "name", setting.name);
    tree.set(child, "value", setting.value);
  }
  return node;
}

pugi::xml_node build_memory(Tree& tree, pugi::xml_node host, const HostMemory* memory) {
  const pugi::xml_node node = tree.add(host, "baseline");
  if (memory != nullptr && !memory->version.empty()) tree.set(node, "version", memory->version);
  return node;
}

}  // namespace shirlint::facts
