// Completions for the shells that people type in, made from the table of commands and options.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/error.h"

namespace shirlint::cli {

/// The script that teaches `shell` (bash, zsh, fish or powershell) our commands, options and their
/// values; `codes` are offered where a rule's code belongs. Error: a shell that we do not know.
[[nodiscard]] text::Result<std::string> completion_script(std::string_view shell,
                                                          const std::vector<std::string>& codes);

}  // namespace shirlint::cli
