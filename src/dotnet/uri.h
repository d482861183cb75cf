// .NET's `new Uri(text, UriKind.Absolute)` for what a person may type into proxyaddress or
// scriptLocation. Source: referencesource System/net/System/URI.cs; oracle: Mono's System.Uri.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace shirlint::dotnet {

struct Uri {
  std::string scheme;     // lower case
  std::string user_info;  // as .NET's UserInfo; a secret
  std::string host;       // .NET's Uri.Host: lower case, IPv6 in brackets, octal IPv4 resolved
  std::string dns_safe_host;
  int port = -1;             // -1: the scheme has none
  bool default_port = true;  // Uri.IsDefaultPort
  bool port_given = false;   // the text names a port
  std::string path;          // AbsolutePath
  std::string query;         // with "?"
  std::string fragment;      // with "#"
  bool loopback = false;     // Uri.IsLoopback
  bool unc_or_file = false;
  std::string text;  // AbsoluteUri (ToString form of .NET's AbsoluteUri)
};

/// Which of the framework's rules hold depends on what the program was built for. They differ in
/// percent-escapes of reserved characters, invisible direction marks in paths and two odd hosts.
enum class UriRules {
  net_472,  // built for 4.7.2 or later, as the integration runtime is
  net_45,   // built for 4.5 to 4.7.1; also what Mono 6.8 has
};

/// `text` is UTF-8, as the attribute's value says after XML (blanks kept). Scheme and host are
/// resolved as .NET does, without any look at the network. Error: why .NET refuses the text, its
/// UriFormatException message ("Invalid URI: ...") as Windows shows it in English.
[[nodiscard]] tl::expected<Uri, std::string> parse_absolute_uri(std::string_view text,
                                                                UriRules rules = UriRules::net_472);

}  // namespace shirlint::dotnet
