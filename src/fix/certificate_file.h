// A certificate's file, as shirlint.toml names it: DER, or PEM with one certificate in it.
#pragma once

#include <string>
#include <string_view>

#include "text/error.h"

namespace shirlint::fix {

/// The certificate's DER bytes. An error when the file holds none or several, and when its SHA-1 is
/// not `thumbprint` (40 upper-case digits): what is imported is what was meant.
[[nodiscard]] text::Result<std::string> read_certificate(std::string_view bytes,
                                                         std::string_view thumbprint,
                                                         const std::string& file);

/// The other way round: lines of 64 digits between the two marks.
[[nodiscard]] std::string to_pem(std::string_view der);

/// FIPS 180-4, section 6.1; 40 upper-case digits. Windows names certificates by it; nothing is
/// trusted for having it.
[[nodiscard]] std::string sha1(std::string_view bytes);

}  // namespace shirlint::fix
