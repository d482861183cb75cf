// Where one request goes, with the account's own proxy already read. Internal; the public door is
// `route` in net.h.
#pragma once

#include "dotnet/net.h"
#include "dotnet/wininet.h"

namespace shirlint::dotnet {

[[nodiscard]] Route find_route(const Net& net, const Uri& url, const AccountState& account,
                               const SystemProxy& system);

/// "https://host:8443": the text that bypass entries are searched in.
[[nodiscard]] std::string bypass_subject(const Uri& url);

}  // namespace shirlint::dotnet
