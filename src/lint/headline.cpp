#include "lint/headline.h"

#include <fmt/format.h>

#include <algorithm>

#include "dotnet/net.h"

namespace shirlint::lint {
namespace {

/// Certificates and versions come monthly; an older snapshot tells of another machine.
constexpr int fresh_days = 30;

std::string clause(const LoadedConfig& config) {
  const dotnet::Net& net = config.net;
  const std::string& role = config.file.role;
  switch (net.moment) {
    case dotnet::Moment::process_start:
      return fmt::format("{} cannot start: Windows refuses its config ({})", role, net.error);
    case dotnet::Moment::config_init:
      return fmt::format(
          "{} starts, then fails: \"Configuration system failed to initialize\" ({})", role,
          net.error);
    case dotnet::Moment::section_read:
      return fmt::format("{} fails at every web request: .NET refuses a section ({})", role,
                         net.error);
    case dotnet::Moment::request:
      return fmt::format("{} fails at every web request ({})", role, net.error);
    case dotnet::Moment::not_judged:
      return fmt::format("{} could not be judged", role);
    case dotnet::Moment::ok:
      break;
  }
  return net.proxy ? fmt::format("{} {}", role, proxy_clause(*net.proxy))
                   : fmt::format("{} runs", role);
}

bool about_state(const Finding& finding, const LoadedHost& host) {
  return std::none_of(host.configs.begin(), host.configs.end(), [&](const LoadedConfig& config) {
    return config.file.path == finding.location.file;
  });
}

}  // namespace

std::string proxy_clause(const dotnet::EffectiveProxy& proxy) {
  switch (proxy.mode) {
    case dotnet::ProxyMode::explicit_address:
      return proxy.address ? "goes through " + dotnet::masked_text(*proxy.address)
                           : "goes through a proxy that the deployment fills in";
    case dotnet::ProxyMode::direct:
      return "goes direct";
    case dotnet::ProxyMode::system:
      return "takes the service account's own proxy settings";
    case dotnet::ProxyMode::system_manual:
      return "takes the service account's manual proxy settings";
    case dotnet::ProxyMode::script:
      return "asks a proxy script";
    case dotnet::ProxyMode::module:
      return "asks a proxy class of its own";
    case dotnet::ProxyMode::unknown:
      break;
  }
  return "goes where a deployment token decides";
}

std::vector<std::string> headline(const LoadedHost& host, const HostReport& report,
                                  text::Day today) {
  std::vector<std::string> lines;
  if (host.script) return lines;  // it tells nothing of a host
  for (const LoadedConfig& config : host.configs) {
    if (config.file.role != "transform") lines.push_back(clause(config));
  }
  for (const Finding& finding : report.findings) {
    if (finding.severity != rules::Severity::error || !about_state(finding, host)) continue;
    lines.emplace_back(finding.rule->title);
  }
  if (const auto day = host.snapshot ? text::utc_day(host.snapshot->collected) : std::nullopt) {
    const int age = text::days_between(*day, today);
    if (age > fresh_days) lines.push_back(fmt::format("Its host.toml is {} days old", age));
  }
  std::vector<std::string> once;
  for (std::string& line : lines) {
    if (std::find(once.begin(), once.end(), line) == once.end()) once.push_back(std::move(line));
  }
  return once;
}

}  // namespace shirlint::lint
