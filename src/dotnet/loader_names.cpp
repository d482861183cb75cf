// Names of sections and groups: BaseConfigurationRecord.VerifySectionName, XmlConvert.VerifyName.
#include <fmt/format.h>

#include <cctype>

#include "dotnet/loader_parts.h"
#include "text/encoding.h"

namespace shirlint::dotnet::loader {
namespace {

bool is_name_char(char c, bool first) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x80 || std::isalpha(byte) != 0 || c == '_' || c == ':') return c != ':';
  return !first && (std::isdigit(byte) != 0 || c == '-' || c == '.');
}

/// The text of XmlConvert.VerifyName's exception; nullopt for a name that XML allows.
std::optional<std::string> xml_name_error(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (is_name_char(name[at], at == 0)) continue;
    const text::Character bad = text::character_at(name, at);
    const std::string_view shown = name.substr(at, bad.size);
    const auto code = static_cast<unsigned>(bad.value);
    if (at == 0) {
      return fmt::format("Name cannot begin with the '{}' character, hexadecimal value 0x{:02X}.",
                         shown, code);
    }
    return fmt::format(
        "The '{}' character, hexadecimal value 0x{:02X}, cannot be included in a name.", shown,
        code);
  }
  return std::nullopt;
}

}  // namespace

std::string combine_key(std::string_view parent_key, std::string_view name) {
  if (parent_key.empty()) return std::string(name);
  std::string key;
  key.reserve(parent_key.size() + 1 + name.size());
  key.append(parent_key).append("/").append(name);
  return key;
}

std::optional<std::pair<ErrorCause, std::string>> check_section_name(std::string_view name,
                                                                     bool allow_config_names) {
  constexpr std::string_view invalid = "Invalid format for a section or section group name";
  if (name.empty()) return std::pair(ErrorCause::section_declaration, std::string(invalid));
  if (auto error = xml_name_error(name)) {
    return std::pair(ErrorCause::section_declaration, fmt::format("{}: {}", invalid, *error));
  }
  if (name == "configProtectedData") {
    return std::pair(ErrorCause::reserved_name,
                     fmt::format("The section '{}' is a built-in section.  It cannot be declared "
                                 "by the user.",
                                 name));
  }
  if (!allow_config_names && name.starts_with("config")) {
    return std::pair(ErrorCause::reserved_name,
                     std::string("Section names beginning with config are reserved."));
  }
  if (name == "location") {
    return std::pair(
        ErrorCause::reserved_name,
        std::string("The section name 'location' is reserved for <location> sections."));
  }
  return std::nullopt;
}

}  // namespace shirlint::dotnet::loader
