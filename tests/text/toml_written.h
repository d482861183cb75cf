// A TOML tree as text.
#pragma once

#include <string>

#include "text/toml.h"

namespace shirlint::text::test {

/// A tree with all its places: what two readers say of the same file can be compared.
inline std::string written(const TomlValue& value) {
  std::string out = std::string(toml_kind_name(value.kind)) + "@" + std::to_string(value.at.start) +
                    "-" + std::to_string(value.at.end) + " '" + value.text + "' " +
                    std::to_string(value.integer) + (value.boolean ? " yes" : " no") + " (";
  for (const TomlEntry& entry : value.entries) {
    out += "\n" + entry.key + "@" + std::to_string(entry.key_at.start) + "-" +
           std::to_string(entry.key_at.end) + " = " + written(entry.value);
  }
  return out + ")";
}

}  // namespace shirlint::text::test
