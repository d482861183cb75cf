// The four kinds of host .NET's Uri knows, each with two questions: where does a host of this kind
// that begins here end, and what is its canonical form (referencesource _DomainName.cs,
// _IPv4Address.cs, _IPv6Address.cs, _UncName.cs).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dotnet/uri.h"

namespace shirlint::dotnet::uri {

/// The character at `i`, U+0000 past the end: the framework reads its zero-terminated copy.
[[nodiscard]] inline char16_t at(std::u16string_view text, std::size_t i) {
  return i < text.size() ? text[i] : u'\0';
}
[[nodiscard]] inline bool is_slash(char16_t c) { return c == u'/' || c == u'\\'; }
[[nodiscard]] inline bool is_digit(char16_t c) { return c >= u'0' && c <= u'9'; }
[[nodiscard]] inline bool is_ascii_letter(char16_t c) {
  return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}
/// Blank, tab, line feed, carriage return: what counts as white space around a URI.
[[nodiscard]] inline bool is_blank(char16_t c) {
  return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}
[[nodiscard]] inline bool is_direction_mark(char16_t c) {
  return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E);
}
/// 0 to 15, or -1.
[[nodiscard]] int hex_value(char16_t c);

/// Where a host may stand. `implicit_file`: in `\\host\share` a colon, `?` or `#` is no end.
struct HostPlace {
  std::u16string_view text;
  std::size_t begin = 0;
  std::size_t end = 0;  // exclusive limit of what may be looked at
  bool implicit_file = false;
};

[[nodiscard]] std::optional<std::size_t> ipv4_end(const HostPlace& place, bool only_canonical);
/// `begin` is behind the bracket, the result behind the closing one.
[[nodiscard]] std::optional<std::size_t> ipv6_end(const HostPlace& place, UriRules rules);
[[nodiscard]] std::optional<std::size_t> name_end(const HostPlace& place);
[[nodiscard]] std::optional<std::size_t> unc_end(const HostPlace& place);

struct Host {
  std::u16string text;
  std::u16string scope;  // of an IPv6 address, with its "%"
  bool loopback = false;
};

/// What stands from `begin` to `end` (a port may follow the host in it).
[[nodiscard]] Host canonical_name(std::u16string_view text, std::size_t begin, std::size_t end);
[[nodiscard]] Host canonical_ipv4(std::u16string_view text, std::size_t begin, std::size_t end);
/// `begin` is at the bracket.
[[nodiscard]] Host canonical_ipv6(std::u16string_view text, std::size_t begin);

/// Shared with IPv6: four decimal numbers without leading zeros that end at `]`, `/` or `%`.
[[nodiscard]] std::optional<std::size_t> embedded_ipv4_end(std::u16string_view text,
                                                           std::size_t begin, std::size_t end);

}  // namespace shirlint::dotnet::uri
