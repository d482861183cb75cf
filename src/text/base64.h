// RFC 4648, section 4.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace shirlint::text {

[[nodiscard]] std::string to_base64(std::string_view bytes);
/// White space is skipped, and what stands behind a "=". Nothing for what has other characters.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace shirlint::text
