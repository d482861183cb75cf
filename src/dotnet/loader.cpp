#include "dotnet/loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dotnet/loader_parts.h"
#include "text/ascii.h"

namespace shirlint::dotnet {
namespace loader {
namespace {

using Weight = Errors::Weight;

class Scanner {
 public:
  Scanner(const xml::Document& document, bool fragment, std::vector<NetError>& errors)
      : errors_(document, errors), fragment_(fragment) {}

  std::vector<SectionInstance> run();

 private:
  bool check_root(pugi::xml_node root);
  void scan(pugi::xml_node parent, const std::string& parent_key, bool in_location);
  void scan_element(pugi::xml_node node, const std::string& parent_key, bool in_location);
  void scan_location(pugi::xml_node node);
  void check_location_attribute(pugi::xml_node node, pugi::xml_attribute attribute);
  void refuse_config_sections(pugi::xml_node node);
  void refuse_unknown(pugi::xml_node node, const std::string& key);
  void check_group(pugi::xml_node node);
  void add_section(pugi::xml_node node, const std::string& key, const Declaration& declaration,
                   bool in_location);
  bool check_special_attributes(pugi::xml_node node, const std::string& key);
  bool check_source(pugi::xml_node node, const std::string& key);

  Errors errors_;
  bool fragment_;
  Declarations declarations_;
  pugi::xml_node config_sections_;
  std::set<std::string, std::less<>> seen_;
  std::set<std::string, std::less<>> sources_;  // lower case, with "\n" and the key
  std::vector<SectionInstance> sections_;
  std::size_t global_errors_ = 0;
};

std::vector<SectionInstance> Scanner::run() {
  const pugi::xml_node top = errors_.document().tree();
  pugi::xml_node root;
  for (const pugi::xml_node node : top.children()) {
    if (node.type() == pugi::node_element) root = node;
    if (node.type() == pugi::node_pi && !fragment_) {
      errors_.check_stray_node(node, root ? Weight::local : Weight::global);
    }
  }
  if (!check_root(root)) return {};

  for (const pugi::xml_node node : root.children()) {
    if (node.type() != pugi::node_element) continue;
    if (std::string_view(node.name()) == "configSections") {
      config_sections_ = node;
      declarations_.read(node, errors_);
    }
    break;
  }
  scan(root, {}, false);
  return std::move(sections_);
}

/// Moment P is here too: Windows itself wants the root without a namespace.
bool Scanner::check_root(pugi::xml_node root) {
  if (std::string_view(root.name()) != "configuration") {
    NetError& error =
        errors_.add(Weight::global, ErrorCause::root_name,
                    "Configuration file ... does not have root <configuration> tag", root);
    error.moment = Moment::process_start;
    error.known = "configuration";
    return false;
  }
  constexpr std::string_view v2 = "http://schemas.microsoft.com/.NetConfiguration/v2.0";
  for (const pugi::xml_attribute attribute : root.attributes()) {
    const std::string_view value = attribute.value();
    if (std::string_view(attribute.name()) != "xmlns") {
      errors_.add_unrecognized(Weight::local, ErrorCause::root_attribute, root, attribute);
      continue;
    }
    NetError& error = errors_.add(
        Weight::global, ErrorCause::root_namespace,
        value == v2 ? std::string("The application has failed to start because its side-by-side "
                                  "configuration is incorrect. Please see the application event "
                                  "log or use the command-line sxstrace.exe tool for more detail.")
                    : fmt::format("Namespace of '{}' on configuration element is invalid, only "
                                  "'{}' is valid.",
                                  value, v2),
        root, attribute);
    if (!value.empty()) error.moment = Moment::process_start;
  }
  return true;
}

void Scanner::scan(pugi::xml_node parent, const std::string& parent_key, bool in_location) {
  for (const pugi::xml_node node : parent.children()) {
    if (node.type() == pugi::node_element) {
      scan_element(node, parent_key, in_location);
    } else {
      errors_.check_stray_node(node, Weight::local);
    }
  }
}

void Scanner::scan_element(pugi::xml_node node, const std::string& parent_key, bool in_location) {
  const std::string_view name = node.name();
  if (name == "configSections") {
    if (node != config_sections_) refuse_config_sections(node);
    return;
  }
  if (name == "location") {
    if (parent_key.empty() && !in_location) return scan_location(node);
    errors_.add(Weight::global, ErrorCause::location,
                "<location> sections are allowed only within <configuration> sections.", node);
    return;
  }
  const std::string key = combine_key(parent_key, name);
  const std::optional<Declaration> declaration = declarations_.find(key);
  if (!declaration) return refuse_unknown(node, key);
  if (declaration->group) {
    if (declaration->has_errors) return;
    check_group(node);
    scan(node, key, in_location);
    return;
  }
  add_section(node, key, *declaration, in_location);
}

void Scanner::refuse_config_sections(pugi::xml_node node) {
  const auto cause =
      config_sections_ ? ErrorCause::config_sections_twice : ErrorCause::config_sections_place;
  config_sections_ = config_sections_ ? config_sections_ : node;
  errors_.add(Weight::local, cause,
              "Only one <configSections> element allowed per config file and if present must be "
              "the first child of the root <configuration> element.",
              node);
}

void Scanner::refuse_unknown(pugi::xml_node node, const std::string& key) {
  NetError& error = errors_.add(Weight::local, ErrorCause::unrecognized_section,
                                fmt::format("Unrecognized configuration section {}.", key), node);
  error.known = declarations_.nearest(key);
  error.section = key;
  error.likely = true;
  if (auto fault = check_section_name(node.name(), false)) {
    errors_.add(Weight::local, fault->first, std::move(fault->second), node);
  }
}

void Scanner::check_group(pugi::xml_node node) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (!name.starts_with("config") && !name.starts_with("lock")) continue;
    NetError& error = errors_.add(
        Weight::local, ErrorCause::reserved_name,
        fmt::format("The attribute '{}' cannot be specified because its name starts with the "
                    "reserved prefix 'config' or 'lock'.",
                    name),
        node, attribute);
    error.name = name;
    error.span = errors_.document().place(attribute).name;
  }
}

void Scanner::scan_location(pugi::xml_node node) {
  const std::size_t before = global_errors_;
  bool has_override = false;
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "allowOverride" || name == "overrideMode") {
      if (has_override) {
        errors_.add(Weight::global, ErrorCause::location,
                    "A <location> tag may contain only one of the 'allowOverride' or "
                    "'overrideMode' attributes.",
                    node, attribute);
        ++global_errors_;
        continue;
      }
      has_override = true;
    }
    check_location_attribute(node, attribute);
  }
  bool here = true;
  const pugi::xml_attribute path = node.attribute("path");
  if (std::string error = check_location_path(path.value(), here); !error.empty()) {
    errors_.add(Weight::global, ErrorCause::location, std::move(error), node, path);
    ++global_errors_;
  }
  // An exe's file has no sub-paths: contents meant for one are skipped unread.
  if (global_errors_ == before && here) scan(node, {}, true);
}

void Scanner::check_location_attribute(pugi::xml_node node, pugi::xml_attribute attribute) {
  const std::string_view name = attribute.name();
  const std::string_view value = attribute.value();
  if (name == "path") return;
  if (name == "allowOverride" || name == "inheritInChildApplications") {
    if (value == "true" || value == "false") return;
    errors_.add(Weight::global, ErrorCause::location,
                fmt::format("The property '{}' must have value 'true' or 'false'.", name), node,
                attribute);
  } else if (name == "overrideMode") {
    if (value == "Inherit" || value == "Allow" || value == "Deny") return;
    errors_.add(Weight::global, ErrorCause::location,
                "The 'overrideMode' and 'overrideModeDefault' attributes must be one of the "
                "following values: Inherited, Allow, Deny.",
                node, attribute);
  } else {
    errors_.add_unrecognized(Weight::global, ErrorCause::location, node, attribute);
  }
  ++global_errors_;
}

void Scanner::add_section(pugi::xml_node node, const std::string& key,
                          const Declaration& declaration, bool in_location) {
  SectionInstance instance{key, node, false};
  if (!declaration.has_errors) {
    if (in_location && !declaration.allow_location) {
      errors_
          .add(Weight::local, ErrorCause::location,
               "This section is not allowed in <location> elements.  This section has been marked "
               "allowLocation=\"false\".",
               node)
          .section = key;
    }
    if (!seen_.insert(key).second && !declaration.ignored) {
      errors_
          .add(Weight::local, ErrorCause::section_twice,
               "Sections must only appear once per config file.  See the help topic <location> for "
               "exceptions.",
               node)
          .section = key;
    }
    if (declaration.machine_only) {
      NetError& error = errors_.add(Weight::local, ErrorCause::location,
                                    "It is an error to use a section registered as "
                                    "allowExeDefinition='MachineOnly' beyond machine.config.",
                                    node);
      error.section = key;
      error.likely = true;
    }
    instance.elsewhere = check_special_attributes(node, key);
  }
  sections_.push_back(std::move(instance));
}

/// configSource, configProtectionProvider, configBuilders; true when the contents are elsewhere.
bool Scanner::check_special_attributes(pugi::xml_node node, const std::string& key) {
  if (!node.first_attribute()) return false;
  const bool alone = node.first_attribute() == node.last_attribute();
  const auto add = [&](std::string text, pugi::xml_attribute attribute) {
    errors_.add(Weight::local, ErrorCause::config_source, std::move(text), node, attribute)
        .section = key;
  };
  const pugi::xml_attribute source = node.attribute("configSource");
  if (source && check_source(node, key) && !alone) {
    add("A section using 'configSource' may contain no other attributes or elements.", source);
  }
  const pugi::xml_attribute provider = node.attribute("configProtectionProvider");
  if (provider) {
    if (*provider.value() == '\0') {
      add("The configProtectionProvider attribute cannot be an empty string.", provider);
    }
    if (!alone) {
      add("A section using 'configProtectionProvider' may contain no other attributes.", provider);
    }
  }
  if (source) {
    for (const pugi::xml_node child : node.children()) {
      if (child.type() == pugi::node_comment) continue;
      if (child.type() == pugi::node_pcdata && is_xml_white_space(child.value())) continue;
      add("A section using 'configSource' may contain no other attributes or elements.", source);
      break;
    }
  }
  return source || provider;
}

bool Scanner::check_source(pugi::xml_node node, const std::string& key) {
  const pugi::xml_attribute source = node.attribute("configSource");
  std::string error = check_config_source(source.value());
  if (error.empty()) {
    const std::string file = text::lower_case(source.value());
    const auto same = sources_.lower_bound(file + "\n");
    const bool shared =
        same != sources_.end() && same->starts_with(file + "\n") && *same != file + "\n" + key;
    sources_.insert(file + "\n" + key);
    if (shared) {
      error = fmt::format(
          "The configSource file '{}' can only be used by one type of section, and may not be the "
          "same as the configuration file.",
          source.value());
    }
  }
  if (!error.empty()) {
    errors_.add(Weight::local, ErrorCause::config_source, std::move(error), node, source).section =
        key;
  }
  return true;
}

}  // namespace

}  // namespace loader

std::vector<SectionInstance> load_sections(const xml::Document& document, bool fragment,
                                           std::vector<NetError>& errors) {
  return loader::Scanner(document, fragment, errors).run();
}

}  // namespace shirlint::dotnet
