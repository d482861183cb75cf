// Answers of `route` that its formats are tested with.
#pragma once

#include <string>

#include "lint/route_answer.h"

namespace shirlint::testing {

inline lint::Location place_at(std::uint32_t line, const std::string& text,
                               const std::string& marked) {
  lint::Location place;
  place.file = "node-01/diahost.exe.config";
  place.line_text = text;
  const auto column = static_cast<std::uint32_t>(text.find(marked) + 1);
  place.start = {line, column};
  place.end = {line, column + static_cast<std::uint32_t>(marked.size())};
  return place;
}

inline lint::UrlRoute leg(const std::string& url, dotnet::Via via, const std::string& goes,
                          const std::string& reason, const lint::Location& place = {}) {
  lint::UrlRoute out;
  out.url = url;
  out.via = via;
  out.goes = goes;
  out.reason = reason;
  out.place = place;
  return out;
}

/// A proxy, an exception, a local name, an endpoint, and what was assumed.
inline lint::RouteAnswer ordinary_route() {
  const std::string proxy_line =
      "      <proxy usesystemdefault=\"False\" bypassonlocal=\"True\" "
      "proxyaddress=\"http://proxy.contoso.com:8080\" />";
  const std::string entry_line = "        <add address=\"^https?://contoso\\.com(:\\d+)?$\" />";
  const std::string proxy = "http://proxy.contoso.com:8080/";
  const lint::Location address = place_at(7, proxy_line, "http://proxy.contoso.com:8080");
  const lint::Location entry = place_at(9, entry_line, "^https?://contoso\\.com(:\\d+)?$");
  lint::RouteAnswer answer;
  answer.config = "node-01/diahost.exe.config";
  answer.role = "diahost";
  answer.judged = true;
  answer.proxy_section = true;
  answer.proxy = lint::ProxyAnswer{dotnet::ProxyMode::explicit_address, proxy,
                                   "goes through " + proxy, address};
  answer.routes = {
      leg("https://contoso.com/", dotnet::Via::direct, "direct",
          "the bypass entry '^https?://contoso\\.com(:\\d+)?$' matches https://contoso.com", entry),
      leg("http://server01/", dotnet::Via::direct, "direct", "bypassonlocal: a name without a dot",
          place_at(7, proxy_line, "True")),
      leg("http://localhost:8060/", dotnet::Via::direct, "direct",
          "loopback hosts never go to a proxy"),
      leg("https://shirlint-any.servicebus.windows.net/", dotnet::Via::proxy, proxy,
          "the bypass entry does not match https://shirlint-any.servicebus.windows.net", address),
      leg("https://a.example/", dotnet::Via::unknown, "unknown",
          "the bypass entry '#{x}#' holds a token",
          place_at(10, "<add address=\"#{x}#\"/>", "#{"))};
  answer.routes[3].endpoint = "*.servicebus.windows.net";
  answer.routes[3].needed = "interactive-authoring";
  answer.product = "adf";
  answer.cloud = "public";
  answer.assumed = {"os.dns_domain", "os.addresses"};
  return answer;
}

/// Refused, with more errors behind the first.
inline lint::RouteAnswer broken_route(dotnet::Moment moment) {
  lint::RouteAnswer answer;
  answer.config = "node-01/diahost.exe.config";
  answer.role = "diahost";
  answer.judged = true;
  answer.moment = moment;
  answer.proxy_section = true;
  const std::string line = "      <proxy proxyAddress=\"http://proxy:8080\" />";
  for (std::uint32_t at = 0; at < 8; ++at) {
    lint::RouteProblem problem;
    problem.moment = moment;
    problem.section = "system.net/defaultProxy";
    problem.text =
        "Unrecognized attribute 'proxyAddress'. Note that attribute names are case-sensitive.";
    problem.place = place_at(7 + at, line, "proxyAddress");
    answer.problems.push_back(problem);
  }
  return answer;
}

/// The account's settings decide, and hardly anything of them is known.
inline lint::RouteAnswer system_route() {
  lint::RouteAnswer answer;
  answer.config = "node-01/diawp.exe.config";
  answer.role = "diawp";
  answer.judged = true;
  answer.proxy = lint::ProxyAnswer{
      dotnet::ProxyMode::system, {}, "takes the service account's own proxy settings", {}};
  answer.routes = {leg("https://contoso.com/", dotnet::Via::system, "system",
                       "the service account's own proxy settings decide"),
                   leg("https://a.b/", dotnet::Via::script, "script",
                       "the account's script http://wpad/proxy.pac decides")};
  answer.assumed = {"proxy.account", "proxy.account.auto_detect", "a.new.fact"};
  answer.snapshot = "node-01/host.toml";
  answer.own_proxy_said_by = "node-01/host.toml";
  return answer;
}

/// What could steer a terminal or a pipeline, or is a secret ("CANARY"), in every text.
inline lint::RouteAnswer hostile_route() {
  const std::string evil =
      "##vso[task.complete]\x1b[31m \xe2\x80\xae\xe2\x80\xac ::error:: http://me:CANARY@proxy/ "
      "\xff";
  lint::RouteAnswer answer = ordinary_route();
  answer.config = "::error::" + evil;
  answer.proxy->clause = evil;
  answer.proxy->address = evil;
  answer.proxy->place.file = evil;
  answer.proxy->place.line_text = "\x1b" + evil;
  answer.routes = {leg(evil, dotnet::Via::proxy, evil, evil, place_at(3, evil, "http")),
                   leg("::" + evil, dotnet::Via::direct, evil, "::" + evil)};
  answer.routes[0].place.file = evil;
  answer.routes[0].endpoint = evil;
  answer.routes[0].needed = "service";
  answer.own_proxy_said_by = evil;
  answer.assumed = {evil};
  return answer;
}

}  // namespace shirlint::testing
