#include "fix/outcome.h"

#include <algorithm>

#include "dotnet/uri.h"

namespace shirlint::fix {
namespace {

void ask(const lint::LoadedConfig& config, const std::string& url,
         const dotnet::AccountState& account, ConfigOutcome& outcome) {
  const auto uri = dotnet::parse_absolute_uri(url);
  if (!uri) return;
  const dotnet::Route route = dotnet::route(config.net, *uri, account);
  outcome.routes.push_back(url + " -> " + std::string(route.text()));
}

}  // namespace

std::vector<std::string> literal_hosts(const lint::LoadedHost& host) {
  std::vector<std::string> hosts;
  for (const lint::LoadedConfig& config : host.configs) {
    for (const dotnet::BypassEntry& entry : config.net.bypass) {
      if (!entry.host.empty()) hosts.push_back(entry.host);
    }
  }
  std::sort(hosts.begin(), hosts.end());
  hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
  return hosts;
}

std::vector<ConfigOutcome> outcomes_of(const lint::LoadedHost& host,
                                       const std::vector<std::string>& hosts) {
  std::vector<ConfigOutcome> outcomes;
  for (const lint::LoadedConfig& config : host.configs) {
    ConfigOutcome outcome;
    outcome.path = config.file.path;
    outcome.role = config.file.role;
    outcome.moment = config.net.moment;
    for (const dotnet::NetError& error : config.net.errors) outcome.errors.push_back(error.text);
    if (config.net.moment == dotnet::Moment::not_judged) outcome.errors.push_back(config.net.error);
    if (config.net.proxy) {
      outcome.shipped_default = config.net.proxy->shipped_default;
      outcome.canonical = config.net.proxy->canonical;
    }
    for (const dotnet::EndpointRoute& endpoint : config.net.routes) {
      ask(config, endpoint.url, host.account, outcome);
    }
    for (const std::string& name : hosts) {
      ask(config, "http://" + name + "/", host.account, outcome);
      ask(config, "https://" + name + "/", host.account, outcome);
    }
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

const ConfigOutcome* find_outcome(const std::vector<ConfigOutcome>& outcomes,
                                  std::string_view path) {
  const auto at = std::find_if(outcomes.begin(), outcomes.end(),
                               [&](const ConfigOutcome& one) { return one.path == path; });
  return at == outcomes.end() ? nullptr : &*at;
}

}  // namespace shirlint::fix
