// What every output must be, whatever it shows, and what becomes of a value on the way.
#pragma once

#include <string>
#include <string_view>

#include "report/display.h"
#include "text/secret.h"

namespace shirlint::testing {

/// Valid UTF-8 and nothing in it that steers a terminal.
inline bool is_harmless(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = report::next_character(text.substr(i));
    const bool passes = c.code == '\n' || c.code == '\t';
    if (!c.valid || (report::is_hostile(c.code) && !passes)) return false;
    i += c.size;
  }
  return true;
}

/// What a reader of JSON gets back: masked, and with U+FFFD for each byte that is not UTF-8.
inline std::string as_json_shows(std::string_view text) {
  const std::string masked = text::mask(text);
  std::string out;
  for (std::size_t i = 0; i < masked.size();) {
    const auto c = report::next_character(std::string_view(masked).substr(i));
    out += c.valid ? masked.substr(i, c.size) : std::string("\xef\xbf\xbd");
    i += c.size;
  }
  return out;
}

}  // namespace shirlint::testing
