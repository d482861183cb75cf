// The built-in rules and reference tables, as the build tool shirlint_pack wrote them.
#pragma once

#include <span>
#include <string_view>

#include "rules/rule.h"
#include "shir/data_table.h"

namespace shirlint::rules {

[[nodiscard]] std::span<const Rule> builtin_rules();  // in the order of their codes
[[nodiscard]] std::span<const shir::DataTable> builtin_data();
[[nodiscard]] std::span<const shir::DataTable> builtin_signatures();  // of triage
[[nodiscard]] std::string_view builtin_pack_id();  // changes with every change of a rule or table

}  // namespace shirlint::rules
