// Inner part of the plan's reader: one [[host.setting]].
#pragma once

#include <string_view>

#include "fix/plan_file.h"
#include "rules/toml_fields.h"

namespace shirlint::fix {

/// Errors: another kind, a name that no rule may change, a state that such a setting cannot have.
[[nodiscard]] PlannedSetting read_setting(const text::TomlValue& table, rules::FileErrors& errors);

/// 64 digits, as SHA-256 is written.
[[nodiscard]] bool is_hash(std::string_view text);
/// "PRX009"
[[nodiscard]] bool is_code(std::string_view text);

}  // namespace shirlint::fix
