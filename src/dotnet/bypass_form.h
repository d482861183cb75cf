// What the author of a bypass entry probably meant. Explanations only: whether .NET takes the entry
// and what it matches is the regular expression's business.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dotnet/net.h"

namespace shirlint::dotnet {

struct MeantEntry {
  BypassForm form = BypassForm::regex;
  std::string host;  // for literal_host, literal_ipv4: without backslashes and a leading dot
};

[[nodiscard]] MeantEntry find_meaning(std::string_view pattern);

/// Of a list in one entry ("a.example;*.b.example"): an entry for each host, anchored, or as .NET
/// itself rewrites a wildcard. Empty where a part is neither a host nor a wildcard.
[[nodiscard]] std::vector<std::string> split_list(std::string_view pattern);

/// "localhost", "loopback", 127.0.0.0/8, "[::1]": hosts that .NET never sends to a proxy.
[[nodiscard]] bool is_loopback_host(std::string_view host);

/// Is this a text that a pattern is searched in: "https://host" or "http://host:8080", lower case,
/// no default port, no path?
[[nodiscard]] bool is_subject(std::string_view text);

/// A subject that the pattern would probably match: its text with groups, sets and quantifiers
/// replaced by the simplest that satisfies them. nullopt when nothing sensible comes out.
[[nodiscard]] std::optional<std::string> sample_subject(std::string_view pattern);

}  // namespace shirlint::dotnet
