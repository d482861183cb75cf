// A fast reader for the plain TOML that snapshots are written in: ASCII text, keys of one part,
// strings on one line, whole numbers, booleans, UTC dates, arrays, inline tables, [tables] of one
// or two parts and [[tables]] of one.
#pragma once

#include <optional>
#include <string_view>

#include "text/toml.h"

namespace shirlint::text {

/// The same tree that toml++ gives for `text`, or nullopt for whatever is not plain, be it valid
/// TOML or not: toml++ then decides, and words the error. So this reader cannot make shirlint less
/// strict; a differential test holds the two against each other.
[[nodiscard]] std::optional<TomlValue> read_plain_toml(std::string_view text);

}  // namespace shirlint::text
