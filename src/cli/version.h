// What this program was made of, as --version tells it.
#pragma once

#include <string>

namespace shirlint::cli {

/// First line "shirlint 0.1.0"; then the commit, the rules and the libraries.
[[nodiscard]] std::string version_text();

}  // namespace shirlint::cli
