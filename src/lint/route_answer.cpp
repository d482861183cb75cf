#include "lint/route_answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/discovery.h"
#include "lint/headline.h"
#include "lint/host_folder.h"
#include "lint/host_loader.h"
#include "lint/locate.h"
#include "shir/products.h"
#include "text/ascii.h"
#include "text/secret.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view default_product = "adf";

/// The config as `check` would find it, alone, and its snapshot.
struct Subject {
  std::optional<HostSource> source;
  std::string product;  // by the roles of all configs in the folder
  std::vector<text::Error> errors;
};

/// A fragment has no host folder, but a snapshot may lie beside it all the same.
std::string snapshot_beside(const std::string& config, const io::Reader& reader) {
  const std::string folder = io::parent_path(config);
  const auto entries = reader.list(folder);
  if (!entries) return {};
  const auto at = std::find_if(entries->begin(), entries->end(), [](const io::Entry& entry) {
    return entry.kind == io::Kind::file && text::lower_case(entry.name) == "host.toml";
  });
  return at == entries->end() ? std::string() : io::join_path(folder, at->name);
}

Subject find_subject(const RouteQuestion& question, const io::Reader& reader) {
  Subject subject;
  const auto fail = [&](std::string message) {
    subject.errors.push_back({std::move(message), question.config, {}});
    return subject;
  };
  if (reader.kind(question.config) == io::Kind::folder) {
    return fail("is a folder; route is asked about one config");
  }
  const std::vector<std::string> paths = {question.config};
  Discovery found = discover(reader, paths, {question.role, {}});
  for (HostSource& host : found.hosts) {
    std::vector<std::string_view> roles;
    std::vector<ConfigFile> asked;
    for (const ConfigFile& config : host.configs) {
      roles.push_back(config.role);
      if (config.named && config.path == question.config) asked.push_back(config);
    }
    if (asked.empty()) return fail("is the snapshot of a host; route is asked about a config");
    if (asked.front().role == "transform") {
      return fail("is a transform (XDT) and no config; apply it, and ask about the result");
    }
    subject.product = shir::guess_product(roles);
    host.configs = std::move(asked);
    if (host.configs.front().role == "fragment") {
      host.snapshot = snapshot_beside(question.config, reader);
    }
    if (!question.snapshot.empty()) host.snapshot = question.snapshot;
    subject.source = std::move(host);
  }
  // With a snapshot named it does not matter that there are two beside the config.
  for (text::Error& error : found.errors) {
    const bool about_config = error.file.empty() || error.file == question.config;
    if (about_config || question.snapshot.empty()) subject.errors.push_back(std::move(error));
  }
  return subject;
}

class Answerer {
 public:
  Answerer(const RouteQuestion& question, const LoadedHost& host, RouteAnswer& answer)
      : question_(question),
        host_(host),
        config_(host.configs.front()),
        net_(config_.net),
        answer_(answer) {}

  void run(const std::string& product) {
    answer_.judged = net_.moment != dotnet::Moment::not_judged;
    answer_.moment = net_.moment;
    answer_.proxy_section = net_.proxy_section;
    for (const dotnet::NetError& error : net_.errors) {
      answer_.problems.push_back(
          {error.moment, error.text, error.section, Locator::location(config_, error.span)});
    }
    if (net_.moment != dotnet::Moment::ok || !net_.proxy) return;
    const dotnet::EffectiveProxy& proxy = *net_.proxy;
    answer_.proxy =
        ProxyAnswer{proxy.mode, proxy.address ? dotnet::masked_text(*proxy.address) : "",
                    proxy_clause(proxy), Locator::location(config_, proxy.span)};
    for (const RequestUrl& url : question_.urls) add(leg_to(url.text), url.uri);
    if (question_.endpoints) add_endpoints(*question_.endpoints, product);
    // Nobody asked for a URL: then it is the proxy that could not be told.
    if (answer_.routes.empty()) take_assumed(proxy.assumed);
  }

 private:
  void take_assumed(const std::vector<std::string_view>& facts) {
    std::vector<std::string>& known = answer_.assumed;
    for (const std::string_view fact : facts) {
      if (std::find(known.begin(), known.end(), fact) == known.end()) known.emplace_back(fact);
    }
  }

  static UrlRoute leg_to(const std::string& url) {
    UrlRoute leg;
    leg.url = url;
    return leg;
  }

  void add(UrlRoute leg, const dotnet::Uri& uri) {
    dotnet::Route route = dotnet::route(net_, uri, host_.account);
    leg.via = route.via;
    leg.goes = route.text();
    leg.reason = std::move(route.reason);
    leg.place = Locator::location(config_, route.span);
    take_assumed(route.assumed);
    answer_.routes.push_back(std::move(leg));
  }

  void add_endpoints(const EndpointChoice& choice, const std::string& product) {
    answer_.cloud = choice.cloud;
    answer_.product = choice.product;
    if (answer_.product.empty() && host_.snapshot) answer_.product = host_.snapshot->product;
    if (answer_.product.empty()) answer_.product = product;
    if (answer_.product.empty()) answer_.product = default_product;
    for (const shir::Endpoint& endpoint :
         shir::service_endpoints(*choice.table, answer_.product, choice.cloud, choice.names)) {
      const auto uri = dotnet::parse_absolute_uri(endpoint.url);
      if (!uri) continue;
      UrlRoute leg = leg_to(endpoint.url);
      leg.endpoint = endpoint.host;
      leg.needed = endpoint.needed;
      add(std::move(leg), *uri);
    }
  }

  const RouteQuestion& question_;
  const LoadedHost& host_;
  const LoadedConfig& config_;
  const dotnet::Net& net_;
  RouteAnswer& answer_;
};

/// With a proxy set in the Configuration Manager the runtime does not use these files' one.
std::string own_proxy_said_by(const LoadedHost& host, const CheckContext& context) {
  const std::string& role = host.configs.front().file.role;
  if (role != "diahost" && role != "diawp") return {};
  if (host.snapshot) {
    const state::Record* runtime = host.snapshot->only("runtime");
    const std::string_view mode = runtime != nullptr ? runtime->text("proxy_mode") : "";
    if (!mode.empty()) return mode == "custom" ? host.source.snapshot : std::string();
  }
  return context.site.proxy_mode == "custom" ? context.site_file : std::string();
}

}  // namespace

text::Result<RequestUrl> parse_request_url(std::string_view text) {
  const std::string shown = text::mask_value(text);
  auto uri = dotnet::parse_absolute_uri(text);
  const bool full = text.find("://") != std::string_view::npos;
  if (!full && dotnet::parse_absolute_uri("https://" + std::string(text))) {
    return text::fail(
        fmt::format("'{0}' is no URL; with its scheme it would be 'https://{0}'", shown));
  }
  if (!uri) {
    return text::fail(fmt::format("'{}' is no URL that .NET takes: {}", shown, uri.error()));
  }
  if (uri->scheme != "http" && uri->scheme != "https") {
    return text::fail(
        fmt::format("'{}' is no http or https URL; route answers for web requests", shown));
  }
  return RequestUrl{std::string(text), std::move(*uri)};
}

RouteAnswer answer_route(const RouteQuestion& question, const io::Reader& reader,
                         const CheckContext& context) {
  RouteAnswer answer;
  answer.config = question.config;
  Subject subject = find_subject(question, reader);
  answer.errors = std::move(subject.errors);
  if (!subject.source) return answer;
  const std::unique_ptr<LoadedHost> host = read_host(*subject.source, reader, context);
  answer.errors.insert(answer.errors.end(), host->errors.begin(), host->errors.end());
  answer.warnings = host->warnings;
  if (host->configs.empty()) return answer;
  answer.role = host->configs.front().file.role;
  if (host->snapshot) answer.snapshot = host->source.snapshot;
  answer.own_proxy_said_by = own_proxy_said_by(*host, context);
  Answerer(question, *host, answer).run(subject.product);
  return answer;
}

}  // namespace shirlint::lint
