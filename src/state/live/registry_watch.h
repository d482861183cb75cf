// Registry values and keys as records of [registry].
#pragma once

#include <string>

#include "state/live/facts.h"

namespace shirlint::state::live {

/// One value: what it is, or that it is not there.
void watch_value(const Machine& machine, const std::string& key, const std::string& name,
                 Facts& facts);

/// A key's existence, all its values, and so for the keys below it down to `depth`. What is too
/// much (200 values or keys) is left out and its coverage says so.
void watch_key(const Machine& machine, const std::string& key, int depth, Facts& facts);

/// Texts of a value that collectors need themselves; "" when it is not there, no text or refused.
[[nodiscard]] std::string text_value(const Machine& machine, const std::string& key,
                                     const std::string& name);

}  // namespace shirlint::state::live
