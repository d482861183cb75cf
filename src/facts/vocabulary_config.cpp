#include "facts/vocabulary_config.h"

#include <algorithm>
#include <array>
#include <vector>

#include "dotnet/machine_config.h"
#include "dotnet/section_schema.h"

namespace shirlint::facts {
namespace {

/// What no section class declares. Source: the configuration file schema of .NET Framework
/// (learn.microsoft.com/dotnet/framework/configure-apps/file-schema) and XDT's namespace.
constexpr std::array<std::string_view, 48> frame_names = {"configuration",
                                                          "configSections",
                                                          "section",
                                                          "sectionGroup",
                                                          "location",
                                                          "name",
                                                          "type",
                                                          "path",
                                                          "allowOverride",
                                                          "inheritInChildApplications",
                                                          "allowLocation",
                                                          "allowDefinition",
                                                          "allowExeDefinition",
                                                          "requirePermission",
                                                          "restartOnExternalChanges",
                                                          "overrideMode",
                                                          "overrideModeDefault",
                                                          "configSource",
                                                          "configProtectionProvider",
                                                          "file",
                                                          "key",
                                                          "value",
                                                          "add",
                                                          "remove",
                                                          "clear",
                                                          "connectionString",
                                                          "providerName",
                                                          "xmlns",
                                                          "runtime",
                                                          "startup",
                                                          "supportedRuntime",
                                                          "version",
                                                          "sku",
                                                          "assemblyBinding",
                                                          "dependentAssembly",
                                                          "assemblyIdentity",
                                                          "bindingRedirect",
                                                          "probing",
                                                          "privatePath",
                                                          "publicKeyToken",
                                                          "oldVersion",
                                                          "newVersion",
                                                          "culture",
                                                          "enabled",
                                                          "gcServer",
                                                          "gcAllowVeryLargeObjects",
                                                          "enforceFIPSPolicy",
                                                          "AppContextSwitchOverrides"};

void add_parts(std::string_view key, std::vector<std::string_view>& names) {
  for (std::size_t slash = key.find('/'); slash != std::string_view::npos; slash = key.find('/')) {
    names.push_back(key.substr(0, slash));
    key.remove_prefix(slash + 1);
  }
  names.push_back(key);
}

void add_element(const dotnet::ElementSchema& element, std::vector<std::string_view>& names) {
  if (!element.name.empty()) names.push_back(element.name);
  for (const dotnet::AttributeSchema& attribute : element.attributes) {
    names.push_back(attribute.name);
  }
  for (const dotnet::ElementSchema* child : element.children) add_element(*child, names);
  if (element.item != nullptr) add_element(*element.item, names);
}

std::vector<std::string_view> all_names() {
  std::vector<std::string_view> names(frame_names.begin(), frame_names.end());
  for (const dotnet::MachineSection& section : dotnet::machine_sections()) {
    add_parts(section.key, names);
  }
  for (const dotnet::SectionSchema& section : dotnet::section_schemas()) {
    add_element(*section.element, names);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

std::span<const std::string_view> config_names() {
  static const std::vector<std::string_view> names = all_names();
  return names;
}

}  // namespace shirlint::facts
