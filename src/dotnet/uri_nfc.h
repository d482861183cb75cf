// Unicode's composed form (NFC, Unicode annex 15), which .NET gives a host name past ASCII.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace shirlint::dotnet::uri {

/// Canonical composition of the characters up to U+FFFF; others pass unchanged.
[[nodiscard]] std::u16string compose(std::u16string_view text);

// From uri_nfc_gen.py, both sorted:
// never composed << 48 | whole << 32 | first << 16 | second
extern const std::uint64_t decompositions[];
extern const std::size_t decompositions_size;
// first << 24 | last << 8 | class
extern const std::uint64_t combining_classes[];
extern const std::size_t combining_classes_size;

}  // namespace shirlint::dotnet::uri
