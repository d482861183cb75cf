// `route`: what .NET does with one config, and where it sends each request.
// Contract: "JSON of route".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dotnet/net.h"
#include "io/reader.h"
#include "lint/checker.h"
#include "lint/report.h"
#include "shir/data_table.h"
#include "shir/endpoints.h"
#include "text/error.h"

namespace shirlint::lint {

struct RequestUrl {
  std::string text;  // as it was asked
  dotnet::Uri uri;
};

/// Error: why no HTTP request can be made to `text`, as bad usage.
[[nodiscard]] text::Result<RequestUrl> parse_request_url(std::string_view text);

/// The names that the runtime itself must reach.
struct EndpointChoice {
  const shir::DataTable* table = nullptr;
  std::string product;  // "": that of the snapshot, else what the config's role suggests
  std::string cloud = "public";
  shir::EndpointNames names;
};

struct RouteQuestion {
  std::string config;    // path
  std::string role;      // "": by its name
  std::string snapshot;  // "": the host.toml beside the config, if there is one
  std::vector<RequestUrl> urls;
  std::optional<EndpointChoice> endpoints;  // asked after `urls`
};

struct UrlRoute {
  std::string url;
  std::string endpoint;     // the name that `url` stands for: "*.servicebus.windows.net"
  std::string_view needed;  // what the runtime needs it for; "" when it is no endpoint
  dotnet::Via via = dotnet::Via::unknown;
  std::string goes;    // the proxy's URL, "direct", "system", "script", "unknown"
  std::string reason;  // a sentence without a full stop
  Location place;      // what decides; without a file when nothing in it does
};

struct RouteProblem {
  dotnet::Moment moment = dotnet::Moment::ok;
  std::string text;     // .NET's words
  std::string section;  // "system.net/defaultProxy", empty outside
  Location place;
};

struct ProxyAnswer {
  dotnet::ProxyMode mode = dotnet::ProxyMode::system;
  std::string address;  // of mode explicit, when no token is in it
  std::string clause;   // "goes through http://proxy:8080/"
  Location place;       // what names it; without a file when nothing in it does
};

struct RouteAnswer {
  std::string config;
  std::string role;
  bool judged = false;  // false: `errors` says why, and nothing else is set
  dotnet::Moment moment = dotnet::Moment::ok;
  std::vector<RouteProblem> problems;  // what hurts first comes first
  std::optional<ProxyAnswer> proxy;    // only when the moment is ok
  bool proxy_section = false;          // the file has a defaultProxy
  std::vector<UrlRoute> routes;        // only when the moment is ok
  std::vector<std::string> assumed;    // facts that the answer needed and that no snapshot gave
  std::string snapshot;                // the host.toml that was read
  std::string product;                 // whose endpoints were asked for, and of which cloud
  std::string cloud;
  std::string own_proxy_said_by;  // the file that says that the runtime uses a proxy of its own
  std::vector<text::Error> errors;
  std::vector<text::Error> warnings;
};

/// Reads the config and, where there is one, the snapshot; no rule is asked. `context` needs no
/// rules, no tables and no day. A snapshot that cannot be used is an error, and the config is
/// answered for without it.
[[nodiscard]] RouteAnswer answer_route(const RouteQuestion& question, const io::Reader& reader,
                                       const CheckContext& context);

}  // namespace shirlint::lint
