// Values that are secrets because of the name that they are given by, in the notations of command
// lines, JSON, TOML and XML (`name=value` is `secret_scanner.cpp`'s).
#pragma once

#include <string_view>
#include <vector>

#include "text/span.h"

namespace shirlint::text {

/// "ProxyPassword", "client_secret", "sig", "HKLM\SOFTWARE\X\Password"; in any letter case.
[[nodiscard]] bool names_a_secret(std::string_view called);

/// Adds the values in `text` that stand
/// - behind a switch: `-Password x`, `--proxy-password x`, `/pwd:x`, `-u user:x`, dmgcmd's key and
///   the password of its backups, the literal of ConvertTo-SecureString;
/// - behind a name in quotes: `"password": "x"`, `'DB_PASSWORD' = 'x'`;
/// - beside a name in the same tag: `<add key="ProxyPassword" value="x"/>`;
/// - in an element of such a name: `<Password>x</Password>`.
/// Spans come in no order, and may overlap.
void scan_named_values(std::string_view text, std::vector<Span>& spans);

}  // namespace shirlint::text
