// The configs of one host mostly hold the same proxy block: what follows from equal texts is taken
// from the config that was evaluated before, not worked out again.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dotnet/net.h"

namespace shirlint::dotnet {

/// An <add> of `twin` with this pattern and a verdict. `twin` may be null.
[[nodiscard]] const BypassEntry* find_judged(const Net* twin, std::string_view pattern);

/// The twin's routes with the places of `net`, if nothing that routes depend on differs; both must
/// have been evaluated with the same options. nullopt: they have to be found. `twin` may be null.
[[nodiscard]] std::optional<std::vector<EndpointRoute>> routes_like(const Net* twin,
                                                                    const Net& net);

}  // namespace shirlint::dotnet
