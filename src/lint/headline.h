// The first thing a person reads about a host: what it does and will fail at, and the cause.
#pragma once

#include <string>
#include <vector>

#include "dotnet/net.h"
#include "lint/loaded_host.h"
#include "lint/report.h"
#include "text/date.h"

namespace shirlint::lint {

/// "goes through http://proxy:8080/": what requests do, user information masked.
[[nodiscard]] std::string proxy_clause(const dotnet::EffectiveProxy& proxy);

/// One short clause a config ("diahost runs through http://proxy:8080/"), then what the worst
/// findings on the host's state mean, and that its snapshot is old. Empty for a host of which
/// nothing was read.
[[nodiscard]] std::vector<std::string> headline(const LoadedHost& host, const HostReport& report,
                                                text::Day today);

}  // namespace shirlint::lint
