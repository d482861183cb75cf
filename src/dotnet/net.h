// What .NET Framework 4.8 does with one config: errors, settings, bypass list, effective proxy, and
// the route of each URL.
//
// Rule source: the reference source's System.Configuration and System.Net (DefaultProxySection.cs,
// webproxy.cs, _WebProxyDataBuilder.cs); section numbers in comments are those of the project's
// facts on .NET configuration.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dotnet/net_error.h"
#include "dotnet/regex.h"
#include "dotnet/runtime_settings.h"
#include "dotnet/uri.h"
#include "text/span.h"
#include "text/tokens.h"
#include "xml/document.h"

namespace shirlint::dotnet {

/// What is known of the service account and its machine; nullopt: not known.
struct AccountState {
  // What .NET calls the system proxy (WinINet settings of the account).
  std::optional<bool> proxy_enabled;
  std::optional<std::string> proxy_server;  // "proxy:8080" or "http=a:1;https=b:2"
  std::optional<std::string> proxy_bypass;  // "*.contoso.com;<local>"
  std::optional<std::string> pac_url;
  std::optional<bool> auto_detect;

  std::optional<std::string> dns_domain;              // primary DNS domain; "" in a workgroup
  std::optional<std::vector<std::string>> addresses;  // the machine's own, IPv6 without brackets

  [[nodiscard]] bool knows_proxy() const {
    return proxy_enabled || proxy_server || pac_url || auto_detect;
  }
};

/// A URL whose route is wanted.
struct RouteQuestion {
  std::string host;
  std::string url;
  std::string_view from;  // who asks, as rules see it: "endpoint", "local-name", "must-bypass", ...
};

struct Net;

struct Options {
  bool fragment = false;  // the document was made by Document::parse_fragment
  AccountState account;
  text::DeploymentTokenFinder tokens;
  /// A leftover token is a value like any other (a live host, --no-tokens) and is listed.
  bool tokens_are_values = false;
  std::vector<std::string> endpoints;    // hosts to find the route of: "adf.servicebus.windows.net"
  std::vector<RouteQuestion> questions;  // asked after the endpoints
  /// False: only what decides on routes. Of a bypass entry whether .NET takes it, not what it can
  /// match or was meant to; nothing of <runtime>.
  bool for_rules = true;
  /// Another config that was evaluated with the same options, to take from what is the same.
  const Net* twin = nullptr;
};

enum class Certainty : std::uint8_t { no, yes, unknown };
enum class TriState : std::uint8_t { unspecified, no, yes, unknown };
[[nodiscard]] std::string_view to_text(Certainty value);  // "false" "true" "unknown"
[[nodiscard]] std::string_view to_text(TriState value);   // "unspecified" "false" "true" "unknown"

enum class AddressFault : std::uint8_t {
  none,
  empty,
  no_scheme,  // meant as host[:port], without "http://"
  scheme,     // a true scheme that a proxy address may not have
  port,
  host,
  format,
  not_absolute,
};
enum class WhiteSpace : std::uint8_t { none, leading, trailing, inner, after_port };
[[nodiscard]] std::string_view to_text(AddressFault fault);
[[nodiscard]] std::string_view to_text(WhiteSpace where);

/// What a person meant with a proxyaddress or scriptLocation. With `no_scheme` the parts are those
/// that the value has behind "http://".
struct AddressDetails {
  AddressFault fault = AddressFault::none;
  std::string scheme;
  std::string host;
  int port = -1;
  bool port_given = false;
  bool user_info = false;
  std::string path;
  std::string query;
  bool loopback = false;
  bool file_uri = false;
  WhiteSpace white_space = WhiteSpace::none;
  bool odd_characters = false;
};

/// One attribute of defaultProxy, proxy or module that .NET knows.
struct Setting {
  std::string_view element;
  std::string_view name;
  std::string value;
  Certainty valid = Certainty::yes;  // unknown: a token is in it
  std::string parsed;                // "true", "false", "unspecified", canonical URI without secret
  std::string error;                 // .NET's text
  bool token = false;
  std::optional<AddressDetails> address;  // for the two URIs
  std::optional<Uri> uri;
  text::Span span;  // the value
};

enum class BypassOperation : std::uint8_t { add, remove, clear };
enum class BypassVerdict : std::uint8_t { valid, invalid, not_judged, unknown };
enum class BypassForm : std::uint8_t {
  empty,
  literal_host,
  literal_ipv4,
  wildcard,
  cidr,
  list,
  local_token,
  placeholder,
  regex,
};
enum class NeverBecause : std::uint8_t {
  none,
  anchor,
  path,
  default_port,
  trailing_slash,
  cidr,
  list,
  local_token,
  private_link,
  other,
};
[[nodiscard]] std::string_view to_text(BypassOperation value);
[[nodiscard]] std::string_view to_text(BypassVerdict value);
[[nodiscard]] std::string_view to_text(BypassForm value);
[[nodiscard]] std::string_view to_text(NeverBecause value);

struct BypassEntry {
  BypassOperation operation = BypassOperation::add;
  std::string pattern;
  BypassVerdict verdict = BypassVerdict::valid;
  std::string error;
  bool in_effect = false;
  BypassForm form = BypassForm::regex;  // what the author probably meant
  Certainty can_match = Certainty::unknown;
  Certainty matches_everything = Certainty::unknown;
  NeverBecause never_because = NeverBecause::none;
  bool loopback_only = false;
  bool duplicate = false;
  bool catastrophic = false;
  std::string host;
  std::string rewrite;
  std::string repair;          // for some that never match or do not compile: one that works
  std::string escaped;         // for a literal host or IPv4: the same with every dot escaped
  bool plain_dots = false;     // a literal with a dot that is not escaped
  std::optional<Regex> regex;  // adds that .NET compiles
  text::Span span;
};

/// `system_manual`: the account's manual proxy, PAC and WPAD off.
enum class ProxyMode : std::uint8_t {
  explicit_address,
  direct,
  system,
  system_manual,
  script,
  module,
  unknown,
};
enum class BypassSource : std::uint8_t { none, file, system };
[[nodiscard]] std::string_view to_text(ProxyMode mode);
[[nodiscard]] std::string_view to_text(BypassSource source);

struct EffectiveProxy {
  ProxyMode mode = ProxyMode::system;
  std::optional<Uri> address;    // explicit and no token in it
  bool address_unknown = false;  // explicit, a token is in it
  std::string script;            // scriptLocation, also when it is ignored
  TriState enabled = TriState::yes;
  TriState use_default_credentials = TriState::no;
  TriState use_system_default = TriState::unspecified;
  TriState bypass_on_local = TriState::unspecified;
  TriState auto_detect = TriState::unspecified;
  std::uint32_t entries = 0;  // different ones in effect
  BypassSource bypass_source = BypassSource::none;
  bool starts_from_system = false;  // what the file leaves out is the account's manual setting
  bool script_ignored = false;
  bool shipped_default = false;
  bool configured = false;
  std::string canonical;
  /// What requests meet that no exception concerns: a proxy URL (user information masked),
  /// "direct", "script", or "unknown" also where the account's settings would have to be known.
  std::string effective;
  text::Span span;
  std::vector<std::string_view> assumed;  // facts that were taken for granted
};

/// `address` as text, with user information masked.
[[nodiscard]] std::string masked_text(const Uri& uri);

enum class Via : std::uint8_t { proxy, direct, system, script, unknown };

struct Route {
  Via via = Via::unknown;
  std::string proxy;   // for Via::proxy: the proxy's URL, user information masked
  std::string reason;  // a sentence without a full stop
  text::Span span;     // what decides; empty when nothing in the file does
  std::vector<std::string_view> assumed;  // "os.dns_domain", "os.addresses", "proxy.account"

  [[nodiscard]] std::string_view text() const;  // proxy URL, "direct", "system", ...
};

struct EndpointRoute {
  std::string host;
  std::string url;
  std::string_view from = "endpoint";
  Route route;
};

struct Net {
  Moment moment = Moment::ok;
  std::string error;  // of the earliest moment; for not_judged: why
  bool fragment = false;
  bool proxy_section = false;  // .NET reads a defaultProxy in this file
  std::vector<NetError> errors;
  std::vector<Setting> settings;
  std::vector<BypassEntry> bypass;
  std::optional<EffectiveProxy> proxy;        // at ok and request
  std::vector<EndpointRoute> routes;          // at ok
  std::vector<text::DeploymentToken> tokens;  // spans in the file; only if tokens are values
  text::Span bypass_origin;                   // <bypasslist>
  std::vector<Setting> service_point;         // attributes of settings/servicePointManager
  RuntimeSettings runtime;                    // of <runtime>
};

[[nodiscard]] Net evaluate(const xml::Document& document, const Options& options);

/// Where a request to `url` goes. `net` must come from `evaluate`; unless its moment is ok the
/// answer is `unknown`.
[[nodiscard]] Route route(const Net& net, const Uri& url, const AccountState& account);

}  // namespace shirlint::dotnet
