// The clock and the environment, asked only here.
#pragma once

#include <optional>
#include <string>

namespace shirlint::io {

/// Today's date in UTC as "2026-11-22".
[[nodiscard]] std::string today();
/// This moment in UTC as "2026-11-22T09:00:00Z".
[[nodiscard]] std::string now();
/// The name of the account that runs this; its number where it has no name.
[[nodiscard]] std::string user_name();
/// An environment variable; nothing when it is not set.
[[nodiscard]] std::optional<std::string> environment(const char* name);
/// Is standard output a terminal?
[[nodiscard]] bool output_is_terminal();
/// Columns of the terminal on standard output; 80 when it is none or does not say.
[[nodiscard]] unsigned terminal_width();

}  // namespace shirlint::io
