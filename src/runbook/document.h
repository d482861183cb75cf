// A runbook's file: which language it is in, and where in a page of Markdown its commands stand.
#pragma once

#include <optional>
#include <string_view>

#include "runbook/script.h"

namespace shirlint::runbook {

enum class Kind : std::uint8_t { powershell, batch, markdown };

/// By its extension, in any letter case: .ps1, .psm1; .cmd, .bat; .md, .markdown. Nothing for
/// others.
[[nodiscard]] std::optional<Kind> kind_of_file_name(std::string_view name);

/// Of Markdown: the blocks fenced with ``` or ~~~ in a language of scripts, or without a language.
/// A block whose introduction warns of it ("do not use", "instead of") shows what nobody should do,
/// and is left out.
[[nodiscard]] Script read_script(std::string_view text, Kind kind);

/// Do its commands name a part of an integration runtime? A folder holds many other scripts.
[[nodiscard]] bool concerns_runtime(std::string_view text, Kind kind);

}  // namespace shirlint::runbook
