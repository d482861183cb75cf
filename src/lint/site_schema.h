// The keys of shirlint.toml, once more as a table: its JSON Schema is made from it, and a test
// holds the table against the reader.
#pragma once

#include <span>
#include <string_view>

namespace shirlint::lint {

enum class SiteType : unsigned char { text, flag, texts, day, severities };

struct SiteKey {
  std::string_view table;  // "" = top level, "versions", or a list: "root", "suppress", ...
  std::string_view key;
  SiteType type = SiteType::text;
  bool required = false;
  std::string_view choices;  // "a|b|c" when closed
  std::string_view meaning;  // one line
};

[[nodiscard]] std::span<const SiteKey> site_keys();

}  // namespace shirlint::lint
