// Names of facts in host.toml's own words: "os.build", "service.DIAHostService.state",
// "certificate.LocalMachine/Root", "registry.HKLM\SOFTWARE\...". What rules say they need, and what
// [coverage] speaks of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "state/schema.h"

namespace shirlint::state {

/// A fact's name taken apart. Views point into the text or into the schema.
struct FactKey {
  const TableSpec* table = nullptr;
  std::string_view list;  // the list as [coverage] names it: "certificate.LocalMachine/Root"
  std::string_view name;  // item, variable or registry path; empty: the whole list or table
  std::string_view key;   // key of the schema; empty: the item itself
};

/// Nothing when no table of the schema has such a fact.
[[nodiscard]] std::optional<FactKey> parse_fact_key(std::string_view text);

/// Why `text` names no fact, with "did you mean"; nothing when it does. For checking rules.
[[nodiscard]] std::optional<std::string> fact_key_fault(std::string_view text);

/// Windows compares names of variables, services, files and registry keys without regard to letter
/// case; ASCII letters are enough here.
[[nodiscard]] bool same_name(std::string_view left, std::string_view right);

/// `path` without the long form of its hive: HKEY_LOCAL_MACHINE\X -> HKLM\X. Nothing when it does
/// not begin with a hive.
[[nodiscard]] std::optional<std::string> short_registry_path(std::string_view path);

}  // namespace shirlint::state
