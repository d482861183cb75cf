// Addresses in shirlint.toml: the proxy, and names that must or must not go through it.
#pragma once

#include <string>
#include <vector>

#include "rules/toml_fields.h"
#include "text/span.h"
#include "text/toml.h"

namespace shirlint::lint {

/// A host or URL of the site file. `url` is what is asked for: "https://HOST/" for a mere name.
struct SiteName {
  std::string host;
  std::string url;
  text::Span at;
};

/// An item of `allow_list`: what a firewall or proxy lets out.
struct AllowedName {
  std::string text;      // in lower case, without scheme, port and path
  bool address = false;  // an IP address or a range of them, else a name or "*.NAME"
  text::Span at;
};

/// The array `allow_list`; what is neither name nor address goes to `errors`, with its place.
[[nodiscard]] std::vector<AllowedName> read_allow_list(rules::TomlFields& fields,
                                                       const text::TomlValue& root,
                                                       rules::FileErrors& errors);

/// The array `key`: host names or http(s) URLs, one for each item; what is neither goes to
/// `errors`, with its place.
[[nodiscard]] std::vector<SiteName> read_site_names(rules::TomlFields& fields,
                                                    const text::TomlValue& root,
                                                    std::string_view key,
                                                    rules::FileErrors& errors);

/// A proxy's URL in .NET's spelling ("http://proxy.contoso.com:8080/"); empty after an error. .NET
/// Framework talks to proxies in plain HTTP, and a log-on does not belong in the file.
[[nodiscard]] std::string read_site_proxy(std::string_view value, text::Span at,
                                          rules::FileErrors& errors);

}  // namespace shirlint::lint
