// The account's WinINet settings as .NET turns them into a proxy and regular expressions.
//
// Rule source: System/net/System/Net/_WebProxyDataBuilder.cs (facts 2.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dotnet/regex.h"
#include "dotnet/uri.h"

namespace shirlint::dotnet {

/// One entry of a ProxyOverride list ("*.contoso.com") as the regular expression .NET makes of it.
[[nodiscard]] std::string rewrite_wininet_entry(std::string_view entry);

struct SystemBypass {
  std::string entry;    // as it stands in the list
  std::string pattern;  // the rewrite
  Regex regex;
};

struct SystemProxy {
  std::optional<Uri> address;                          // one proxy for every scheme
  std::vector<std::pair<std::string, Uri>> by_scheme;  // or one each, schemes in lower case
  bool bypass_on_local = false;                        // "<local>" stands in the list
  std::vector<SystemBypass> bypass;
  std::string error;  // not empty: .NET throws this FormatException's text

  [[nodiscard]] bool has_proxy() const { return address || !by_scheme.empty(); }
};

/// ProxyServer and ProxyOverride; the list counts only where there is a server.
[[nodiscard]] SystemProxy read_wininet_proxy(std::string_view server, std::string_view bypass);

}  // namespace shirlint::dotnet
