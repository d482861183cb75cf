// The proxy that a defaultProxy section makes.
//
// Rule source: DefaultProxySection.cs (DefaultProxySectionInternal) and webproxy.cs of the
// reference source; facts 1.4 and 2.
#pragma once

#include <vector>

#include "dotnet/net.h"
#include "dotnet/wininet.h"

namespace shirlint::dotnet {

struct ProxyInput {
  const xml::Document& document;
  const std::vector<Setting>& settings;
  const std::vector<BypassEntry>& bypass;
  pugi::xml_node section;  // the defaultProxy that counts; empty: the file has none
  bool elsewhere = false;  // its contents are in another file or encrypted
  const AccountState& account;
};

[[nodiscard]] EffectiveProxy find_effective_proxy(const ProxyInput& input);

/// What fails at the first request although the section could be read.
void find_request_errors(const ProxyInput& input, const EffectiveProxy& proxy,
                         std::vector<NetError>& errors);

/// Does .NET read the account's own settings?
[[nodiscard]] bool reads_account_proxy(const EffectiveProxy& proxy);
/// And do they make a difference?
[[nodiscard]] bool uses_account_proxy(const EffectiveProxy& proxy);
/// The account's proxy as far as it is known; nothing of it counts when it is switched off.
[[nodiscard]] SystemProxy read_account_proxy(const AccountState& account);

}  // namespace shirlint::dotnet
