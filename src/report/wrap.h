// Prose broken into lines of a width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shirlint::report {

/// `text`, made visible (`display.h`), in lines of at most `width` columns where blanks allow; its
/// own line feeds stay, the indentation after them as well. A word that is too long stands alone.
/// Never empty.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// "1 error", "2 errors".
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun);

}  // namespace shirlint::report
