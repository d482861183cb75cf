// <configSections>: BaseConfigurationRecord.ScanFactoriesRecursive and VerifySectionName.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/ascii.h"

#include "dotnet/loader_parts.h"

namespace shirlint::dotnet::loader {
namespace {

using Weight = Errors::Weight;

std::string_view last_name(std::string_view key) {
  const std::size_t slash = key.rfind('/');
  return slash == std::string_view::npos ? key : key.substr(slash + 1);
}

std::string_view parent_of(std::string_view key) {
  const std::size_t slash = key.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : key.substr(0, slash);
}

/// "System.Net.X, System, Version=..." to "System.Net.X, System": versions of the framework's own
/// assemblies are unified when .NET compares the two types.
std::string type_identity(std::string_view type) {
  std::string identity;
  int commas = 0;
  for (const char c : type) {
    if (c == ',' && ++commas == 2) break;
    if (c != ' ') identity += c;
  }
  return identity;
}

bool is_same_type(const MachineSection& machine, std::string_view type) {
  const std::string identity = type_identity(type);
  return identity == fmt::format("{},{}", machine.type, machine.assembly);
}

Declaration to_declaration(const MachineSection& section) {
  Declaration declaration;
  declaration.group = section.is(MachineSection::group);
  declaration.ignored = section.is(MachineSection::ignored);
  declaration.allow_location = !section.is(MachineSection::no_location);
  declaration.machine_only = section.is(MachineSection::machine_only);
  return declaration;
}

constexpr std::array<std::string_view, 4> definition_names = {
    "Everywhere", "MachineOnly", "MachineToWebRoot", "MachineToApplication"};
constexpr std::array<std::string_view, 4> exe_definition_names = {
    "MachineOnly", "MachineToApplication", "MachineToRoamingUser", "MachineToLocalUser"};
constexpr std::array<std::string_view, 3> override_names = {"Inherit", "Allow", "Deny"};

template <std::size_t Size>
std::optional<std::size_t> index_of(const std::array<std::string_view, Size>& names,
                                    std::string_view name) {
  const auto* at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<std::size_t>(at - names.begin());
}

/// The attributes of one <section>.
struct SectionAttributes {
  pugi::xml_attribute name;
  pugi::xml_attribute type;
  bool allow_location = true;
  bool restart = true;
  bool permission = true;
  AllowDefinition allow_definition = AllowDefinition::everywhere;
  std::size_t allow_exe = 1;
};

bool read_boolean(pugi::xml_node node, pugi::xml_attribute attribute, bool& value, Errors& errors) {
  const std::string_view text = attribute.value();
  if (text == "true" || text == "false") {
    value = text == "true";
    return true;
  }
  errors.add(Weight::local, ErrorCause::section_declaration,
             fmt::format("The property '{}' must have value 'true' or 'false'.", attribute.name()),
             node, attribute);
  return false;
}

template <std::size_t Size>
bool read_choice(pugi::xml_node node, pugi::xml_attribute attribute,
                 const std::array<std::string_view, Size>& names, std::string_view error,
                 std::size_t& value, Errors& errors) {
  if (const auto index = index_of(names, attribute.value())) {
    value = *index;
    return true;
  }
  errors.add(Weight::local, ErrorCause::section_declaration, std::string(error), node, attribute);
  return false;
}

bool check_type(pugi::xml_node node, pugi::xml_attribute type, Errors& errors) {
  if (!type || *type.value() != '\0') return true;
  errors.add(Weight::local, ErrorCause::section_declaration,
             "The 'type' attribute cannot be an empty string.", node, type);
  return false;
}

bool check_name(pugi::xml_node node, pugi::xml_attribute attribute, bool allow_config_names,
                Errors& errors) {
  const auto fault = check_section_name(attribute.value(), allow_config_names);
  if (!fault) return true;
  errors.add(Weight::local, fault->first, fault->second, node, attribute);
  return false;
}

bool read_attribute(pugi::xml_node node, pugi::xml_attribute attribute, SectionAttributes& read,
                    Errors& errors) {
  const std::string_view name = attribute.name();
  if (name == "name") {
    read.name = attribute;
    return check_name(node, attribute, true, errors);
  }
  if (name == "type") {
    read.type = attribute;
    return check_type(node, attribute, errors);
  }
  if (name == "allowLocation") return read_boolean(node, attribute, read.allow_location, errors);
  if (name == "restartOnExternalChanges") {
    return read_boolean(node, attribute, read.restart, errors);
  }
  if (name == "requirePermission") return read_boolean(node, attribute, read.permission, errors);
  if (name == "allowExeDefinition") {
    return read_choice(node, attribute, exe_definition_names,
                       "The 'allowExeDefinition' attribute must be one of the following values: "
                       "MachineOnly, MachineToApplication, MachineToRoamingUser, "
                       "MachineToLocalUser.",
                       read.allow_exe, errors);
  }
  if (name == "allowDefinition") {
    std::size_t index = 0;
    const bool good = read_choice(node, attribute, definition_names,
                                  "The 'allowDefinition' attribute must be one of the following "
                                  "values: Everywhere, MachineOnly, MachineToWebRoot, "
                                  "MachineToApplication.",
                                  index, errors);
    read.allow_definition = static_cast<AllowDefinition>(index);
    return good;
  }
  if (name == "overrideModeDefault") {
    std::size_t index = 0;
    return read_choice(node, attribute, override_names,
                       "The 'overrideMode' and 'overrideModeDefault' attributes must be one of the "
                       "following values: Inherited, Allow, Deny.",
                       index, errors);
  }
  errors.add_unrecognized(Weight::local, ErrorCause::section_declaration, node, attribute);
  return false;
}

bool is_equivalent(const MachineSection& machine, const SectionAttributes& read) {
  return read.allow_location != machine.is(MachineSection::no_location) &&
         read.restart != machine.is(MachineSection::no_restart) &&
         read.permission != machine.is(MachineSection::no_permission) &&
         read.allow_definition == machine.allow_definition &&
         (read.allow_exe == 0) == machine.is(MachineSection::machine_only) &&
         is_same_type(machine, read.type.value());
}

void add_already_defined(pugi::xml_node node, pugi::xml_attribute name, bool here, Errors& errors) {
  const std::string_view why =
      here ? "This can not be defined multiple times."
           : "Updates to this may only occur at the configuration level where it is defined.";
  errors
      .add(Weight::local, ErrorCause::section_declaration,
           fmt::format("Section or group name '{}' is already defined. {}", name.value(), why),
           node, name)
      .likely = !here;
}

void add_required(pugi::xml_node node, std::string_view attribute, Errors& errors) {
  errors.add(
      Weight::local, ErrorCause::section_declaration,
      fmt::format("The '{}' attribute must be specified on the '{}' tag.", attribute, node.name()),
      node);
}

}  // namespace

void Declarations::read(pugi::xml_node config_sections, Errors& errors) {
  if (const pugi::xml_attribute first = config_sections.first_attribute()) {
    errors.add_unrecognized(Weight::local, ErrorCause::section_declaration, config_sections, first);
  }
  read_children(config_sections, {}, errors);
}

void Declarations::read_children(pugi::xml_node parent, const std::string& parent_key,
                                 Errors& errors) {
  errors.check_stray_nodes(parent);
  for (const pugi::xml_node node : parent.children()) {
    if (node.type() != pugi::node_element) continue;
    const std::string_view name = node.name();
    const bool has_contents = name == "sectionGroup";
    if (has_contents) {
      read_group(node, parent_key, errors);
      continue;
    }
    if (name == "section") {
      read_section(node, parent_key, errors);
    } else if (name == "remove" || name == "clear") {
      for (const pugi::xml_attribute attribute : node.attributes()) {
        if (name == "remove" && std::string_view(attribute.name()) == "name") {
          check_name(node, attribute, true, errors);
          continue;
        }
        errors.add_unrecognized(Weight::local, ErrorCause::section_declaration, node, attribute);
        if (name == "clear") break;
      }
      if (name == "remove" && !node.first_attribute()) add_required(node, "name", errors);
    } else {
      errors.add(Weight::local, ErrorCause::section_declaration, "Unrecognized element.", node);
      continue;
    }
    errors.check_stray_nodes(node);
    for (const pugi::xml_node child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      errors.add(Weight::local, ErrorCause::section_declaration, "Unrecognized element.", child);
    }
  }
}

void Declarations::read_group(pugi::xml_node node, const std::string& parent_key, Errors& errors) {
  pugi::xml_attribute name;
  pugi::xml_attribute type;
  bool good = true;
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view attribute_name = attribute.name();
    if (attribute_name == "name") {
      name = attribute;
      good = check_name(node, attribute, false, errors) && good;
    } else if (attribute_name == "type") {
      type = attribute;
      good = check_type(node, attribute, errors) && good;
    } else {
      errors.add_unrecognized(Weight::local, ErrorCause::section_declaration, node, attribute);
      good = false;
    }
  }
  if (!name) return add_required(node, "name", errors);

  const std::string key = combine_key(parent_key, name.value());
  if (own_.find(key) != own_.end()) {
    add_already_defined(node, name, true, errors);
    own_.find(key)->second.has_errors = true;
  } else {
    const MachineSection* machine = find_machine_section(key);
    if (machine != nullptr) {
      const bool differs = !machine->is(MachineSection::group) ||
                           (type && *type.value() != '\0' && !is_same_type(*machine, type.value()));
      if (differs) add_already_defined(node, name, false, errors);
      good = good && !differs;
    }
    Declaration declaration;
    declaration.group = true;
    declaration.has_errors = !good;
    declare(key, declaration);
  }
  read_children(node, key, errors);
}

void Declarations::read_section(pugi::xml_node node, const std::string& parent_key,
                                Errors& errors) {
  SectionAttributes read;
  bool good = true;
  for (const pugi::xml_attribute attribute : node.attributes()) {
    good = read_attribute(node, attribute, read, errors) && good;
  }
  if (!read.name) return add_required(node, "name", errors);
  if (!read.type) {
    add_required(node, "type", errors);
    good = false;
  }
  const std::string_view name = read.name.value();
  const std::string_view type = read.type.value();
  const bool builders = name == "configBuilders" &&
                        type.starts_with("System.Configuration.ConfigurationBuildersSection");
  if (name.starts_with("config") && name != "configProtectedData" && !builders) {
    errors.add(Weight::global, ErrorCause::reserved_name,
               "Section names beginning with config are reserved.", node, read.name);
    good = false;
  }

  const std::string key = combine_key(parent_key, name);
  if (const auto at = own_.find(key); at != own_.end()) {
    add_already_defined(node, read.name, true, errors);
    at->second.has_errors = true;
    return;
  }
  Declaration declaration;
  const MachineSection* machine = find_machine_section(key);
  if (machine != nullptr && !machine->is(MachineSection::built_in)) {
    declaration = to_declaration(*machine);
    if (machine->is(MachineSection::group) || !is_equivalent(*machine, read)) {
      add_already_defined(node, read.name, false, errors);
      good = false;
    }
  } else {
    declaration.ignored = type.find("System.Configuration.IgnoreSection") != std::string_view::npos;
    declaration.allow_location = read.allow_location;
    declaration.machine_only = read.allow_exe == 0;
  }
  declaration.has_errors = !good;
  declare(key, declaration);
}

void Declarations::declare(const std::string& key, Declaration declaration) {
  own_.emplace(key, declaration);
}

std::optional<Declaration> Declarations::find(std::string_view key) const {
  if (!own_.empty()) {
    if (const auto at = own_.find(key); at != own_.end()) return at->second;
  }
  if (const MachineSection* machine = find_machine_section(key)) return to_declaration(*machine);
  return std::nullopt;
}

std::string Declarations::nearest(std::string_view key) const {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> inner = {{
      {"proxy", "system.net/defaultProxy/proxy"},
      {"bypasslist", "system.net/defaultProxy/bypasslist"},
      {"module", "system.net/defaultProxy/module"},
  }};
  const std::string_view name = last_name(key);
  std::string elsewhere;
  const auto look_at = [&](std::string_view known) {
    if (!text::equal_ignoring_case(last_name(known), name)) return false;
    if (text::equal_ignoring_case(parent_of(known), parent_of(key))) return true;
    if (elsewhere.empty()) elsewhere = known;
    return false;
  };
  for (const auto& own : own_) {
    if (look_at(own.first)) return std::string(last_name(own.first));
  }
  for (const MachineSection& machine : machine_sections()) {
    if (look_at(machine.key)) return std::string(last_name(machine.key));
  }
  for (const auto& [element, place] : inner) {
    if (text::equal_ignoring_case(element, name)) return std::string(place);
  }
  return elsewhere;
}

}  // namespace shirlint::dotnet::loader
