// Rule source: webproxy.cs (GetProxiesAuto, GetProxyAutoFailover, IsBypassedManual, IsLocal,
// IsMatchInBypassList) and IPAddress.TryParse of the reference source; facts 2.
#include "dotnet/route.h"

#include <fmt/format.h>

#include <algorithm>

#include "dotnet/proxy.h"
#include "text/ascii.h"

namespace shirlint::dotnet {
namespace {

/// Uri.Host gives IPv4 in four decimal numbers and IPv6 in brackets; both are addresses to
/// IPAddress.TryParse (Windows takes the brackets).
bool is_address(std::string_view host) {
  if (host.starts_with("[")) return true;
  return std::count(host.begin(), host.end(), '.') == 3 &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::string_view without_brackets(std::string_view host) {
  if (host.size() >= 2 && host.front() == '[') return host.substr(1, host.size() - 2);
  return host;
}

class Router {
 public:
  Router(const Net& net, const Uri& url, const AccountState& account, const SystemProxy& system)
      : net_(net), proxy_(*net.proxy), url_(url), account_(account), system_(system) {}

  Route run();

 private:
  Route& decide(Via via, std::string reason, text::Span span = {}) {
    route_.via = via;
    route_.reason = std::move(reason);
    route_.span = span;
    return route_;
  }
  Route& go_through(const Uri& address, std::string reason, text::Span span) {
    route_.proxy = masked_text(address);
    return decide(Via::proxy, std::move(reason), span);
  }
  void assume(std::string_view fact) {
    const auto known = std::find(route_.assumed.begin(), route_.assumed.end(), fact);
    if (known == route_.assumed.end()) route_.assumed.push_back(fact);
  }

  Route& through_system();
  Route& through_manual();
  Route& to_proxy();
  /// Decides when the request is not sent to the proxy, or when that is unknown.
  bool is_bypassed();
  /// `of_account`: it is the account's own setting that counts here.
  bool is_local(bool of_account);
  bool is_in_file_list();
  bool is_in_system_list();
  [[nodiscard]] std::string no_exception() const;

  const Net& net_;
  const EffectiveProxy& proxy_;
  const Uri& url_;
  const AccountState& account_;
  const SystemProxy& system_;
  Route route_;
};

Route Router::run() {
  switch (proxy_.mode) {
    case ProxyMode::module:
      return decide(Via::unknown, "the proxy class that the file names decides", proxy_.span);
    case ProxyMode::unknown:
      return decide(Via::unknown, "a value that decides is not known", proxy_.span);
    case ProxyMode::script:
      return decide(Via::script,
                    proxy_.script.empty() ? std::string("the auto-detected script decides")
                                          : fmt::format("the script {} decides", proxy_.script),
                    proxy_.span);
    case ProxyMode::system:
      return through_system();
    case ProxyMode::direct: {
      const bool off = proxy_.enabled == TriState::no || proxy_.use_system_default == TriState::no;
      return decide(Via::direct,
                    off ? "the file turns the proxy off" : "the file names no proxy address",
                    proxy_.span);
    }
    case ProxyMode::explicit_address:
    case ProxyMode::system_manual:
      break;
  }
  return through_manual();
}

/// WebProxy(true): the account's script or auto-detection first, then its manual proxy.
Route& Router::through_system() {
  if (!account_.knows_proxy()) {
    assume("proxy.account");
    return decide(Via::system, "the service account's own proxy settings decide", proxy_.span);
  }
  if (!account_.pac_url) assume("proxy.account.pac_url");
  if (!account_.auto_detect) assume("proxy.account.auto_detect");
  if (account_.pac_url && !account_.pac_url->empty()) {
    return decide(Via::script, fmt::format("the account's script {} decides", *account_.pac_url),
                  proxy_.span);
  }
  if (account_.auto_detect.value_or(false)) {
    return decide(Via::script, "the account's settings look for a script (WPAD)", proxy_.span);
  }
  return through_manual();
}

Route& Router::through_manual() {
  const bool from_system = proxy_.mode != ProxyMode::explicit_address;
  if (url_.loopback) {
    return decide(Via::direct, "loopback hosts never go to a proxy");
  }
  if (from_system && !account_.knows_proxy()) {
    assume("proxy.account");
    return decide(Via::system, "the service account's manual proxy decides", proxy_.span);
  }
  if (from_system) {
    if (!account_.proxy_enabled && !account_.proxy_server) assume("proxy.account.server");
    if (!system_.has_proxy()) {
      return decide(Via::direct, "the service account has no manual proxy", proxy_.span);
    }
  }
  // What was taken for granted here could only make a request direct: one that is direct anyway
  // did not need it.
  const std::size_t needed = route_.assumed.size();
  if (!is_bypassed()) return to_proxy();
  if (route_.via == Via::direct) route_.assumed.resize(needed);
  return route_;
}

/// Why a request goes to the proxy.
std::string Router::no_exception() const {
  if (proxy_.bypass_source == BypassSource::file && proxy_.entries > 0) {
    const std::string subject = bypass_subject(url_);
    return proxy_.entries == 1
               ? fmt::format("the bypass entry does not match {}", subject)
               : fmt::format("none of the {} bypass entries matches {}", proxy_.entries, subject);
  }
  return "no exception applies";
}

Route& Router::to_proxy() {
  if (proxy_.mode == ProxyMode::explicit_address) {
    if (!proxy_.address) {
      return decide(Via::unknown, "it goes to the file's proxy, whose address holds a token",
                    proxy_.span);
    }
    return go_through(*proxy_.address, no_exception(), proxy_.span);
  }
  if (system_.address) {
    return go_through(*system_.address, "the service account's manual proxy", proxy_.span);
  }
  const auto own = std::find_if(system_.by_scheme.begin(), system_.by_scheme.end(),
                                [&](const auto& entry) { return entry.first == url_.scheme; });
  if (own == system_.by_scheme.end()) {
    return decide(Via::direct, fmt::format("the service account has no proxy for {}", url_.scheme),
                  proxy_.span);
  }
  return go_through(own->second,
                    fmt::format("the service account's manual proxy for {}", url_.scheme),
                    proxy_.span);
}

bool Router::is_bypassed() {
  const bool list_of_system = proxy_.bypass_source == BypassSource::system;
  TriState local = proxy_.bypass_on_local;
  const bool local_of_system = local == TriState::unspecified && reads_account_proxy(proxy_);
  if (local_of_system) local = system_.bypass_on_local ? TriState::yes : TriState::no;
  if (list_of_system || local_of_system) {
    if (!account_.knows_proxy()) assume("proxy.account");
    if (account_.proxy_server && !account_.proxy_bypass) assume("proxy.account.bypass");
  }
  if (local == TriState::yes && is_local(local_of_system)) return true;
  if (list_of_system ? is_in_system_list() : is_in_file_list()) return true;
  if (local == TriState::unknown && is_local(local_of_system)) {
    decide(Via::unknown, "bypassonlocal is not known", proxy_.span);
    return true;
  }
  return false;
}

bool Router::is_local(bool of_account) {
  const std::string& host = url_.host;
  const std::string_view by =
      of_account ? "<local> of the service account's own bypass list" : "bypassonlocal";
  const auto setting =
      std::find_if(net_.settings.begin(), net_.settings.end(),
                   [](const Setting& known) { return known.name == "bypassonlocal"; });
  const text::Span span = of_account                       ? proxy_.span
                          : setting == net_.settings.end() ? text::Span{}
                                                           : setting->span;
  if (is_address(host)) {
    if (!account_.addresses) {
      assume("os.addresses");
      return false;
    }
    const std::string_view address = without_brackets(host);
    const bool own = std::any_of(
        account_.addresses->begin(), account_.addresses->end(),
        [&](const std::string& known) { return text::equal_ignoring_case(known, address); });
    if (own) decide(Via::direct, fmt::format("{}: one of the machine's own addresses", by), span);
    return own;
  }
  const std::size_t dot = host.find('.');
  if (dot == std::string::npos) {
    decide(Via::direct, fmt::format("{}: a name without a dot", by), span);
    return true;
  }
  if (!account_.dns_domain) assume("os.dns_domain");
  const std::string domain = "." + account_.dns_domain.value_or("");
  if (!text::equal_ignoring_case(domain, std::string_view(host).substr(dot))) return false;
  decide(Via::direct, fmt::format("{}: a name in the machine's own DNS domain", by), span);
  return true;
}

bool Router::is_in_file_list() {
  const std::string subject = bypass_subject(url_);
  const BypassEntry* unsure = nullptr;
  std::string_view why;
  for (const BypassEntry& entry : net_.bypass) {
    if (!entry.in_effect || entry.operation != BypassOperation::add || entry.duplicate) continue;
    const SearchResult found =
        entry.regex ? entry.regex->search(subject) : SearchResult::not_judged;
    if (found == SearchResult::yes) {
      decide(Via::direct, fmt::format("the bypass entry '{}' matches {}", entry.pattern, subject),
             entry.span);
      return true;
    }
    if (found == SearchResult::no || unsure != nullptr) continue;
    unsure = &entry;
    why = entry.verdict == BypassVerdict::unknown ? "holds a token"
          : found == SearchResult::out_of_steps   ? "may take .NET very long"
                                                  : "cannot be judged";
  }
  if (unsure == nullptr) return false;
  decide(Via::unknown, fmt::format("the bypass entry '{}' {}", unsure->pattern, why), unsure->span);
  return true;
}

bool Router::is_in_system_list() {
  const std::string subject = bypass_subject(url_);
  for (const SystemBypass& entry : system_.bypass) {
    if (entry.regex.search(subject) != SearchResult::yes) continue;
    decide(Via::direct,
           fmt::format("'{}' of the service account's own bypass list matches", entry.entry),
           proxy_.span);
    return true;
  }
  return false;
}

}  // namespace

std::string bypass_subject(const Uri& url) {
  std::string subject = url.scheme;
  subject.append("://").append(url.host);
  if (!url.default_port) subject.append(":").append(std::to_string(url.port));
  return subject;
}

Route find_route(const Net& net, const Uri& url, const AccountState& account,
                 const SystemProxy& system) {
  if (net.moment != Moment::ok || !net.proxy) {
    Route route;
    route.reason = net.error;
    return route;
  }
  return Router(net, url, account, system).run();
}

Route route(const Net& net, const Uri& url, const AccountState& account) {
  const bool needed = net.proxy && uses_account_proxy(*net.proxy);
  return find_route(net, url, account, needed ? read_account_proxy(account) : SystemProxy{});
}

std::string_view Route::text() const {
  switch (via) {
    case Via::proxy:
      return proxy;
    case Via::direct:
      return "direct";
    case Via::system:
      return "system";
    case Via::script:
      return "script";
    case Via::unknown:
      break;
  }
  return "unknown";
}

}  // namespace shirlint::dotnet
