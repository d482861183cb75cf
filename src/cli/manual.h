// The manual page, made from the table of commands and options.
#pragma once

#include <string>
#include <string_view>

namespace shirlint::cli {

/// shirlint(1) in man(7)'s markup. `day` is the page's date (2026-11-23), `version` the program's.
[[nodiscard]] std::string manual_page(std::string_view version, std::string_view day);

}  // namespace shirlint::cli
