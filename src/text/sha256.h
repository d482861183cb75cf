// SHA-256 of bytes, by libmd (Windows: the system's own).
#pragma once

#include <string>
#include <string_view>

namespace shirlint::text {

/// 64 lower-case hex digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace shirlint::text
