// The patterns behind `secret.h`, asked of a text as it stands.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace shirlint::text {

inline constexpr std::size_t nowhere = std::string_view::npos;
inline constexpr std::string_view masked = "***";  // what a secret looks like once it is masked

/// In no order, and they may overlap. Nothing is decoded.
[[nodiscard]] std::vector<Span> scan_secrets(std::string_view text);

}  // namespace shirlint::text
