// The built-in rules and reference tables, as the build tool shirlint_pack wrote them.
#pragma once

#include <span>

#include "rules/rule.h"
#include "shir/data_table.h"

namespace shirlint::rules {

[[nodiscard]] std::span<const Rule> builtin_rules();  // in the order of their codes
[[nodiscard]] std::span<const shir::DataTable> builtin_data();

}  // namespace shirlint::rules
