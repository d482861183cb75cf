// The JSON Schemas that `rules schema NAME` prints: of what people write, and of what we print.
#pragma once

#include <string>
#include <string_view>

namespace shirlint::cli {

constexpr std::string_view schema_names =
    "rule|host|site|check|host-report|summary|apply|route|compare|triage|rules|baseline";

/// "host" and "site", made from the tables that their readers know; empty: another name.
[[nodiscard]] std::string input_schema(std::string_view name);
/// Of JSON that shirlint prints. Open: a later version may add names to its output.
[[nodiscard]] std::string output_schema(std::string_view name);

}  // namespace shirlint::cli
