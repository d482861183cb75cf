// The requests whose routes rules ask about, besides those to the service endpoints.
#pragma once

#include <vector>

#include "dotnet/net.h"
#include "lint/site.h"
#include "state/snapshot.h"

namespace shirlint::lint {

/// What shirlint.toml wants bypassed or proxied, the endpoints that host.toml tells of, a name
/// without a dot, two public names that nobody has, and the two addresses of Azure's platform.
/// `snapshot` may be null.
[[nodiscard]] std::vector<dotnet::RouteQuestion> route_questions(const Site& site,
                                                                 const state::Snapshot* snapshot);

}  // namespace shirlint::lint
