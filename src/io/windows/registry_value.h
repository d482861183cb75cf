// A value of the registry, read as it is: for what changes it and for what looks at it.
#pragma once

// This one brings windows.h, which goes before the others.
#include "io/windows/handle.h"
// The one above must stay in front.
#include <cstdint>
#include <string>

namespace shirlint::io::windows {

/// Its bytes, at most 1 MiB of them (else ERROR_MORE_DATA). A value may grow between two questions;
/// the loop ends all the same.
[[nodiscard]] LSTATUS read_registry_value(HKEY key, const std::wstring& name, std::uint32_t& type,
                                          std::string& bytes);

}  // namespace shirlint::io::windows
