// What the two halves of the loader share. Internal to the loader.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dotnet/machine_config.h"
#include "dotnet/net_error.h"
#include "xml/document.h"

namespace shirlint::dotnet::loader {

/// Errors of moment config-init. A global one makes .NET throw it and nothing else.
class Errors {
 public:
  Errors(const xml::Document& document, std::vector<NetError>& out)
      : document_(&document), out_(&out) {}

  enum class Weight : std::uint8_t { global, local };

  /// At an element's name, an attribute's value or a text; change what is returned for other
  /// places.
  NetError& add(Weight weight, ErrorCause cause, std::string text, pugi::xml_node node);
  NetError& add(Weight weight, ErrorCause cause, std::string text, pugi::xml_node node,
                pugi::xml_attribute attribute);
  NetError& add_unrecognized(Weight weight, ErrorCause cause, pugi::xml_node node,
                             pugi::xml_attribute attribute);
  /// Refuses what is neither element, comment nor white space among the children of `parent`.
  void check_stray_nodes(pugi::xml_node parent);
  void check_stray_node(pugi::xml_node node, Weight weight);

  [[nodiscard]] const xml::Document& document() const { return *document_; }

 private:
  const xml::Document* document_;
  std::vector<NetError>* out_;
};

/// What is known of one section or group, from machine.config or this file's <configSections>.
struct Declaration {
  bool group = false;
  bool ignored = false;
  bool allow_location = true;
  bool machine_only = false;
  bool has_errors = false;
};

class Declarations {
 public:
  /// Reads <configSections>.
  void read(pugi::xml_node config_sections, Errors& errors);

  [[nodiscard]] std::optional<Declaration> find(std::string_view key) const;
  /// The declared key that `key` probably means: differs in case only, or has the same last name.
  [[nodiscard]] std::string nearest(std::string_view key) const;

 private:
  void read_children(pugi::xml_node parent, const std::string& parent_key, Errors& errors);
  void read_section(pugi::xml_node node, const std::string& parent_key, Errors& errors);
  void read_group(pugi::xml_node node, const std::string& parent_key, Errors& errors);
  void declare(const std::string& key, Declaration declaration);

  std::map<std::string, Declaration, std::less<>> own_;
};

/// NormalizeLocationSubPath: why the path is refused, empty when it is not; `here` is set when it
/// means this very file.
[[nodiscard]] std::string check_location_path(std::string_view path, bool& here);
/// NormalizeConfigSource and GetStreamNameForConfigSource: why it is refused, or empty.
[[nodiscard]] std::string check_config_source(std::string_view path);
[[nodiscard]] bool is_xml_white_space(std::string_view text);
[[nodiscard]] std::string_view trim_xml_white_space(std::string_view text);
/// `span` without the white space at its ends: what a person should look at.
[[nodiscard]] text::Span without_white_space(const text::Source& source, text::Span span);

/// "system.net" and "defaultProxy" to "system.net/defaultProxy".
[[nodiscard]] std::string combine_key(std::string_view parent_key, std::string_view name);
/// Why .NET refuses a section's or group's name; nullopt when it does not.
[[nodiscard]] std::optional<std::pair<ErrorCause, std::string>> check_section_name(
    std::string_view name, bool allow_config_names);

}  // namespace shirlint::dotnet::loader
