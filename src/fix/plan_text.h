// How bytes of a config stand in a plan: as text, if that tells them exactly, else as hex digits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/encoding.h"

namespace shirlint::fix {

/// UTF-8 that gives the same bytes in `encoding`; nothing when there is none.
[[nodiscard]] std::optional<std::string> text_of_bytes(std::string_view bytes,
                                                       text::Encoding encoding);

[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);

}  // namespace shirlint::fix
