// Reads a runbook and builds its facts.
#pragma once

#include <cstddef>

#include "io/reader.h"
#include "lint/checker.h"
#include "lint/loaded_host.h"
#include "text/source.h"

namespace shirlint::lint {

/// The largest script that is read: a person wrote it.
inline constexpr std::size_t script_limit = std::size_t{1024} * 1024;

/// In UTF-8 or what its byte order mark says; bytes that are no UTF-8 are Windows-1252, as
/// Windows PowerShell takes them.
[[nodiscard]] text::Source script_source(std::string bytes);

/// Fills `host`, whose source names a script. What cannot be read is in `host.errors`.
void load_script(LoadedHost& host, const io::Reader& reader, const CheckContext& context);

}  // namespace shirlint::lint
