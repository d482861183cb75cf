// What can be proved of a pattern as an entry of a bypass list, without trying it on examples.
// The subject of such an entry: WebProxy.IsMatchInBypassList of microsoft/referencesource.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dotnet/regex.h"

namespace shirlint::dotnet {

/// `unknown`: the pattern holds what this analysis does not follow (lookarounds, references,
/// conditions, atomic and balancing groups) or is too large. Never a guess.
enum class Proof : std::uint8_t { no, yes, unknown };

/// The subjects asked about: `http://HOST` or `https://HOST`, lower case, with `:PORT` unless the
/// port is the scheme's own (80, 443), and no path. HOST is labels of a-z 0-9 - _ joined by single
/// dots, perhaps with a dot at the end, as .NET's Uri takes them; or in brackets an IPv6 address:
/// eight groups of up to four hexadecimal digits, or some with one `::`, then perhaps IPv4 at the
/// end. PORT is 0 to 65535. No number has leading zeros.

/// Is there a subject that the pattern matches?
[[nodiscard]] Proof can_match_http_subject(const Regex& regex);
/// A subject that it matches; none when `can_match_http_subject` is not yes.
[[nodiscard]] std::optional<std::string> example_http_subject(const Regex& regex);
/// Does the pattern match every subject?
[[nodiscard]] Proof matches_every_http_subject(const Regex& regex);

/// The host, when the pattern is nothing but the name or IPv4 address of one, its dots and dashes
/// escaped or not: `contoso.com`, `10\.0\.0\.1`. Letters as written.
[[nodiscard]] std::optional<std::string> literal_host(std::string_view pattern);

/// Can the pattern take exponential time on a subject, or for ever? True when a loop can read the
/// same text in two ways, as in `(a+)+` or `(a|aa)*`; when a lazy loop can read nothing, as in
/// `(?:|a?)*?b`, which may never end in .NET; and when this is too costly to find out. Other
/// patterns can be slow, but not that slow.
[[nodiscard]] bool may_be_catastrophic(const Regex& regex);

}  // namespace shirlint::dotnet
