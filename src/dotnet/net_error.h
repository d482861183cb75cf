// What .NET refuses in a config, when, with which words, and where it stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace shirlint::dotnet {

/// When a bad file bites, earliest first (contract, "JSON of route").
enum class Moment : std::uint8_t {
  process_start,  // Windows does not start the exe
  config_init,    // "Configuration system failed to initialize"
  section_read,   // the section is refused
  request,        // every request fails
  ok,
  not_judged,
};

enum class ErrorCause : std::uint8_t {
  not_well_formed,
  unquoted_attribute,
  bare_ampersand,
  encoding,
  outside_root,
  root_name,
  root_namespace,
  root_attribute,
  config_sections_place,
  config_sections_twice,
  section_declaration,
  reserved_name,
  unrecognized_section,
  section_twice,
  stray_text,
  processing_instruction,
  location,
  config_source,
  unrecognized_attribute,
  unrecognized_element,
  element_twice,
  section_text,
  missing_key,
  bad_boolean,
  bad_enum,
  bad_integer,
  bad_uri,
  duplicate_entry,
  bad_value,
  bad_regex,
  proxy_scheme,
  proxy_module,
};

[[nodiscard]] std::string_view to_text(Moment moment);     // "process-start"
[[nodiscard]] std::string_view to_text(ErrorCause cause);  // "unrecognized-attribute"

struct NetError {
  Moment moment = Moment::ok;
  ErrorCause cause = ErrorCause::not_well_formed;
  std::string text;     // .NET's own innermost text, without the file suffix
  std::string name;     // the offending name or value
  std::string known;    // the right name or its right place, where one is known
  std::string element;  // the element it stands on
  std::string section;  // "system.net/defaultProxy", empty outside
  bool likely = false;  // another machine.config could change the verdict
  text::Span span;      // what causes it
  /// Order among the errors of one moment: what .NET meets first has the lowest.
  std::uint8_t rank = 0;
};

/// Earliest moment first, then what .NET meets first, then place.
void sort_errors(std::vector<NetError>& errors);

}  // namespace shirlint::dotnet
