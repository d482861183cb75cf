// What .NET does with each config on either host: does it load, which proxy is in effect, which
// entries exempt from it, where does each request go.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "compare/ledger.h"
#include "dotnet/bypass_form.h"
#include "lint/headline.h"
#include "lint/host_loader.h"
#include "lint/locate.h"

namespace shirlint::compare {
namespace {

using dotnet::Moment;
using dotnet::Net;
using lint::LoadedConfig;
using lint::LoadedHost;
using lint::Locator;

std::string loading(const Net& net) {
  switch (net.moment) {
    case Moment::ok:
      return "loads";
    case Moment::process_start:
      return fmt::format("Windows refuses to start the program: {}", net.error);
    case Moment::config_init:
      return fmt::format("\"Configuration system failed to initialize\": {}", net.error);
    case Moment::section_read:
      return fmt::format("loads, but a section is refused: {}", net.error);
    case Moment::request:
      return fmt::format("loads, but every web request fails: {}", net.error);
    case Moment::not_judged:
      break;
  }
  return {};
}

Told told_loading(const LoadedHost& host, const std::string& role) {
  const std::string reason = lint::gap_of(host, "config." + role).reason;
  if (!reason.empty()) return unknown(reason);
  const LoadedConfig* config = config_of(host, role);
  if (config == nullptr) return absent();
  if (config->net.moment == Moment::not_judged) return unknown("the file could not be judged");
  lint::Location place;
  if (!config->net.errors.empty()) {
    place = Locator::location(*config, config->net.errors.front().span);
  }
  if (place.file.empty()) place.file = config->file.path;
  return known(loading(config->net), std::move(place));
}

Difference about(Area area, std::string fact, std::string what, Told good, Told bad) {
  Difference difference;
  difference.area = area;
  difference.fact = std::move(fact);
  difference.what = std::move(what);
  difference.told = {std::move(good), std::move(bad)};
  return difference;
}

Told told_switch(dotnet::TriState value, const lint::Location& place) {
  if (value == dotnet::TriState::unknown) return unknown("a deployment token is in it");
  return known(std::string(dotnet::to_text(value)), place);
}

Told told_proxy(const LoadedConfig& config) {
  const dotnet::EffectiveProxy& proxy = *config.net.proxy;
  if (proxy.mode == dotnet::ProxyMode::unknown || proxy.address_unknown) {
    return unknown("a deployment token decides");
  }
  std::string value = lint::proxy_clause(proxy);
  const bool of_account =
      proxy.mode == dotnet::ProxyMode::system || proxy.mode == dotnet::ProxyMode::system_manual;
  if (proxy.mode == dotnet::ProxyMode::script && !proxy.script.empty()) {
    value += ": " + proxy.script;
  }
  if (of_account && proxy.effective != "unknown" && !proxy.effective.empty()) {
    value += ": " + proxy.effective;
  }
  return known(std::move(value), Locator::location(config, proxy.span));
}

/// Of a token nothing is known, and it may be any entry.
bool has_unknown_entry(const Net& net) {
  return std::any_of(net.bypass.begin(), net.bypass.end(), [](const dotnet::BypassEntry& entry) {
    return entry.verdict == dotnet::BypassVerdict::unknown;
  });
}

const dotnet::BypassEntry* entry_of(const Net& net, std::string_view pattern) {
  for (const dotnet::BypassEntry& entry : net.bypass) {
    if (entry.operation == dotnet::BypassOperation::add && entry.in_effect &&
        entry.pattern == pattern) {
      return &entry;
    }
  }
  return nullptr;
}

Told told_entry(const LoadedConfig& config, std::string_view pattern) {
  if (const dotnet::BypassEntry* entry = entry_of(config.net, pattern)) {
    if (entry->verdict == dotnet::BypassVerdict::unknown) return unknown("a token is in it");
    return known("there", Locator::location(config, entry->span));
  }
  return has_unknown_entry(config.net)
             ? unknown("an entry holds a deployment token")
             : absent(Locator::location(config, config.net.bypass_origin));
}

/// The routes of one config on both hosts, those with the same two ways together.
class RouteComparer {
 public:
  RouteComparer(const LoadedHost& good, const LoadedHost& bad, const std::string& role,
                Ledger& ledger)
      : good_(good), bad_(bad), role_(role), ledger_(ledger) {}

  void run() {
    ask(good_);
    ask(bad_);
    for (Difference& difference : groups_) ledger_.add(std::move(difference));
  }

 private:
  /// What rules ask about on either host, and what the entries of its bypass list were made for.
  void ask(const LoadedHost& host) {
    const Net& net = config_of(host, role_)->net;
    for (const dotnet::EndpointRoute& route : net.routes) ask(route.url);
    for (const dotnet::BypassEntry& entry : net.bypass) {
      if (!entry.in_effect || entry.can_match == dotnet::Certainty::no) continue;
      if (!entry.host.empty()) {
        ask("https://" + entry.host + "/");
      } else if (const auto subject = dotnet::sample_subject(entry.pattern)) {
        ask(*subject + "/");
      }
    }
  }

  void ask(const std::string& url) {
    const auto uri = dotnet::parse_absolute_uri(url);
    if (!uri || std::find(asked_.begin(), asked_.end(), url) != asked_.end()) return;
    asked_.push_back(url);
    Told good = way(good_, *uri);
    Told bad = way(bad_, *uri);
    // The reasons and the places are those of the first URL of a group.
    for (Difference& group : groups_) {
      const bool same = group.at(Side::good).knowledge == good.knowledge &&
                        group.at(Side::bad).knowledge == bad.knowledge &&
                        group.at(Side::good).value == good.value &&
                        group.at(Side::bad).value == bad.value;
      if (!same) continue;
      group.items.push_back(url);
      return;
    }
    Difference group = about(Area::routes, "route." + role_, "where requests of " + role_ + " go",
                             std::move(good), std::move(bad));
    group.items.push_back(url);
    group.meaning = "What only one of the two ways lets through fails on the other host.";
    group.equal = "Make the proxy and the bypass list of " + role_ + " those of the other host.";
    groups_.push_back(std::move(group));
  }

  [[nodiscard]] Told way(const LoadedHost& host, const dotnet::Uri& uri) const {
    const LoadedConfig& config = *config_of(host, role_);
    const dotnet::Route route = dotnet::route(config.net, uri, host.account);
    if (!route.assumed.empty()) {
      return unknown(fmt::format("it depends on {}", fmt::join(route.assumed, ", ")));
    }
    const lint::Location place = Locator::location(config, route.span);
    switch (route.via) {
      case dotnet::Via::proxy:
        return known("through " + route.proxy, place);
      case dotnet::Via::direct:
        return known("directly", place);
      case dotnet::Via::script:
        return known("where a proxy script says", place);
      case dotnet::Via::system:
      case dotnet::Via::unknown:
        break;
    }
    return unknown(route.reason);
  }

  const LoadedHost& good_;
  const LoadedHost& bad_;
  const std::string& role_;
  Ledger& ledger_;
  std::vector<std::string> asked_;
  std::vector<Difference> groups_;
};

class NetComparer {
 public:
  NetComparer(const LoadedHost& good, const LoadedHost& bad, const std::string& role,
              Ledger& ledger)
      : good_(*config_of(good, role)), bad_(*config_of(bad, role)), role_(role), ledger_(ledger) {}

  void run() {
    Difference proxy = about(Area::proxy, "proxy." + role_, "proxy of " + role_, told_proxy(good_),
                             told_proxy(bad_));
    proxy.meaning = "Every request that no exception concerns goes this way.";
    proxy.equal = "Give " + role_ + " the defaultProxy of the other host's file.";
    ledger_.add(std::move(proxy));
    add_switch("credentials", &dotnet::EffectiveProxy::use_default_credentials,
               "useDefaultCredentials",
               "It decides whether the service's account logs on to a proxy that asks for it.");
    add_switch("bypassonlocal", &dotnet::EffectiveProxy::bypass_on_local, "bypassonlocal",
               "It decides whether local names go directly.");
    for (const LoadedConfig* config : {&good_, &bad_}) {
      for (const dotnet::BypassEntry& entry : config->net.bypass) {
        const bool added =
            entry.in_effect && entry.operation == dotnet::BypassOperation::add && !entry.duplicate;
        if (added && (config == &good_ || entry_of(good_.net, entry.pattern) == nullptr)) {
          add_entry(entry);
        }
      }
    }
  }

 private:
  void add_switch(const char* fact, dotnet::TriState dotnet::EffectiveProxy::*which,
                  const char* name, const char* meaning) {
    const auto place = [&](const LoadedConfig& config) {
      const auto at = std::find_if(config.net.settings.begin(), config.net.settings.end(),
                                   [&](const dotnet::Setting& setting) {
                                     return setting.name.size() == std::string_view(name).size() &&
                                            std::string_view(setting.name) == name;
                                   });
      return at == config.net.settings.end() ? lint::Location{}
                                             : Locator::location(config, at->span);
    };
    Difference difference = about(Area::proxy, fmt::format("proxy.{}.{}", role_, fact),
                                  fmt::format("{} of {}", name, role_),
                                  told_switch((*good_.net.proxy).*which, place(good_)),
                                  told_switch((*bad_.net.proxy).*which, place(bad_)));
    difference.meaning = meaning;
    difference.equal = fmt::format("Set {} to what the other host's file has.", name);
    ledger_.add(std::move(difference));
  }

  void add_entry(const dotnet::BypassEntry& entry) {
    Difference difference =
        about(Area::proxy, fmt::format("bypass.{}.{}", role_, entry.pattern),
              fmt::format("bypass entry '{}' of {}", entry.pattern, role_),
              told_entry(good_, entry.pattern), told_entry(bad_, entry.pattern));
    const bool never = entry.can_match == dotnet::Certainty::no;
    difference.meaning = never ? "It matches no request, so it changes nothing."
                               : "What it matches goes directly where it stands, and to the proxy "
                                 "where it does not.";
    difference.equal =
        difference.at(Side::bad).knowledge == state::Knowledge::absent
            ? fmt::format(
                  "Add <add address=\"{}\" /> to the bypass list of {}, if these requests "
                  "shall go directly.",
                  entry.pattern, role_)
            : fmt::format("Take the entry '{}' out of the bypass list of {}.", entry.pattern,
                          role_);
    ledger_.add(std::move(difference));
  }

  const LoadedConfig& good_;
  const LoadedConfig& bad_;
  const std::string& role_;
  Ledger& ledger_;
};

}  // namespace

void compare_nets(const LoadedHost& good, const LoadedHost& bad, Ledger& ledger) {
  for (const std::string& role : roles_of(good, bad)) {
    Difference loads = about(Area::loads, "config." + role, "the config of " + role,
                             told_loading(good, role), told_loading(bad, role));
    loads.meaning = "A config that .NET refuses stops the program, or all its web requests.";
    const bool missing = loads.at(Side::bad).knowledge == state::Knowledge::absent;
    if (missing || loads.at(Side::good).knowledge == state::Knowledge::absent) {
      loads.meaning = "Without its config a program takes the account's own proxy settings.";
    }
    loads.equal = missing ? "Bring the file of the other host, or repair the installation."
                  : loads.at(Side::good).knowledge == state::Knowledge::absent
                      ? "The other host works without this file."
                      : "Mend the file as its finding says; shirlint check --diff shows how.";
    ledger.add(std::move(loads));
    const LoadedConfig* left = config_of(good, role);
    const LoadedConfig* right = config_of(bad, role);
    if (left == nullptr || right == nullptr || !left->net.proxy || !right->net.proxy) continue;
    NetComparer(good, bad, role, ledger).run();
    if (left->net.moment == Moment::ok && right->net.moment == Moment::ok) {
      RouteComparer(good, bad, role, ledger).run();
    }
  }
}

}  // namespace shirlint::compare
