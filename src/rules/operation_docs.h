// What each operation of a fix does, for those who write rules.
#pragma once

#include <string_view>

#include "rules/rule.h"

namespace shirlint::rules {

/// One sentence without a full stop; the keys of the step are in quotes.
[[nodiscard]] std::string_view docs_of(Operation operation);

}  // namespace shirlint::rules
