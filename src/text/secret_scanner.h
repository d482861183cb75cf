// The patterns behind `secret.h`, asked of a text as it stands.
#pragma once

#include <string_view>
#include <vector>

#include "text/span.h"

namespace shirlint::text {

/// In no order, and they may overlap. Nothing is decoded.
[[nodiscard]] std::vector<Span> scan_secrets(std::string_view text);

}  // namespace shirlint::text
