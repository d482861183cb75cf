// What .NET does with the configs of a host, before and after a change: the measure by which a fix
// is called safe. Contract: "When a fix is safe".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dotnet/net.h"
#include "lint/loaded_host.h"

namespace shirlint::fix {

struct ConfigOutcome {
  std::string path;
  std::string role;
  dotnet::Moment moment = dotnet::Moment::ok;
  std::vector<std::string> errors;  // .NET's texts, not_judged with our reason
  bool shipped_default = false;
  std::string canonical;            // of the effective proxy; empty without one
  std::vector<std::string> routes;  // "https://x/ -> http://proxy:8080/", in the order of the URLs
};

/// The literal hosts in the bypass lists of all configs, sorted, each once.
[[nodiscard]] std::vector<std::string> literal_hosts(const lint::LoadedHost& host);

/// `hosts`: names to ask for besides the service endpoints, by http and https.
[[nodiscard]] std::vector<ConfigOutcome> outcomes_of(const lint::LoadedHost& host,
                                                     const std::vector<std::string>& hosts);

/// The outcome of the file at `path`; null when there is none.
[[nodiscard]] const ConfigOutcome* find_outcome(const std::vector<ConfigOutcome>& outcomes,
                                                std::string_view path);

}  // namespace shirlint::fix
