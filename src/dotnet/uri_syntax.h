// What .NET's Uri knows of a scheme: which parts it may have and how they are read, as a set of
// bits (referencesource System/net/System/_UriSyntax.cs), and its fault texts (System/System.txt).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace shirlint::dotnet::uri {

using Bits = std::uint32_t;

constexpr Bits must_have_authority = 1U << 0U;  // "//" after the scheme is required
constexpr Bits optional_authority = 1U << 1U;
constexpr Bits may_have_user_info = 1U << 2U;
constexpr Bits may_have_port = 1U << 3U;
constexpr Bits may_have_query = 1U << 4U;
constexpr Bits may_have_fragment = 1U << 5U;
constexpr Bits allow_empty_host = 1U << 6U;
constexpr Bits allow_unc_host = 1U << 7U;
constexpr Bits allow_internet_host = 1U << 8U;  // a name, an IPv4 or an IPv6 address
constexpr Bits file_like = 1U << 9U;
constexpr Bits mailto_like = 1U << 10U;  // an authority without slashes before it
constexpr Bits unknown_scheme = 1U << 11U;
constexpr Bits allow_dos_path = 1U << 12U;
constexpr Bits path_is_rooted = 1U << 13U;
constexpr Bits convert_backslashes = 1U << 14U;
constexpr Bits compress_path = 1U << 15U;    // takes "." and ".." segments out
constexpr Bits file_path_rules = 1U << 16U;  // ... in the way of a file system
constexpr Bits unescape_dots_and_slashes = 1U << 17U;

constexpr int no_port = -1;

struct Syntax {
  std::string scheme;  // lower case
  int default_port = no_port;
  Bits bits = 0;

  [[nodiscard]] bool any(Bits wanted) const { return (bits & wanted) != 0; }
};

/// `scheme` is in lower case. A scheme .NET has not heard of gets its lenient syntax.
[[nodiscard]] Syntax find_syntax(std::string_view scheme);

enum class Fault : std::uint8_t {
  none,
  bad_format,
  bad_scheme,
  bad_authority,
  empty,
  scheme_too_long,
  too_long,
  dos_path_not_rooted,
  bad_host,
  bad_port,
  bad_authority_end,
};

/// The English message of the UriFormatException.
[[nodiscard]] std::string_view text_of(Fault fault);

}  // namespace shirlint::dotnet::uri
