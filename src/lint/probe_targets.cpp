#include "lint/probe_targets.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "shir/endpoints.h"

namespace shirlint::lint {
namespace {

std::string_view proxy_mode_of(const LoadedHost& host, const CheckContext& context) {
  const state::Record* runtime = host.snapshot ? host.snapshot->only("runtime") : nullptr;
  const std::string_view told = runtime != nullptr ? runtime->text("proxy_mode") : "";
  return told.empty() ? std::string_view(context.site.proxy_mode) : told;
}

/// Why no way can be told at all; empty when ways can be told.
std::string why_no_way(const LoadedConfig* config, std::string_view proxy_mode) {
  if (config == nullptr) return "no config could be read, so the way there is not known";
  if (config->net.moment != dotnet::Moment::ok) {
    return fmt::format("{} does not load or its proxy fails, so the service asks for nothing",
                       config->file.role);
  }
  if (proxy_mode == "custom") return "the runtime uses a proxy of its own, which no file tells";
  return {};
}

class Chooser {
 public:
  Chooser(const LoadedHost& host, const CheckContext& context) : host_(host), context_(context) {
    for (const LoadedConfig& config : host.configs) {
      if (config_ == nullptr || config.file.role == "diahost") config_ = &config;
      if (config.file.role == "diahost") break;
    }
    no_way_ = why_no_way(config_, proxy_mode_of(host, context));
  }

  ProbeTargets run() {
    add_service_endpoints();
    for (const SiteName& name : context_.site.private_endpoints) add(name.host, name.url);
    for (const SiteName& name : context_.site.must_proxy) add(name.host, name.url);
    add_script();
    return std::move(out_);
  }

 private:
  void add_service_endpoints() {
    const shir::DataTable* table = shir::find_table(context_.data, "endpoints");
    if (table == nullptr) return;
    const Site& site = context_.site;
    shir::EndpointNames names;
    names.data_factory = site.factory;
    names.region = site.region;
    const std::string_view cloud = site.cloud.empty() ? std::string_view("public") : site.cloud;
    const std::string_view product =
        host_.product.empty() ? std::string_view("adf") : host_.product;
    for (const shir::Endpoint& endpoint : shir::service_endpoints(*table, product, cloud, names)) {
      if (endpoint.real) {
        add(endpoint.host, endpoint.url);
      } else if (endpoint.host.find('{') != std::string::npos) {
        leave_out(endpoint.host, "shirlint.toml does not tell the name");
      } else {
        leave_out(endpoint.host, "its first label differs for each runtime and is not known");
      }
    }
  }

  /// The server of the configuration script, which is asked directly.
  void add_script() {
    if (config_ == nullptr || !no_way_.empty()) return;
    for (const dotnet::Setting& setting : config_->net.settings) {
      const auto& uri = setting.uri;
      if (setting.name != "scriptLocation" || !uri ||
          (uri->scheme != "http" && uri->scheme != "https"))
        continue;
      state::live::Contact contact;
      contact.host = uri->dns_safe_host;
      contact.port = static_cast<std::uint16_t>(uri->port);
      contact.tls = uri->scheme == "https";
      contact.via = "direct";
      out_.contacts.push_back(std::move(contact));
    }
  }

  void leave_out(const std::string& name, std::string why) {
    out_.untried.push_back({name, std::move(why)});
  }

  void add(const std::string& name, const std::string& url) {
    const auto uri = dotnet::parse_absolute_uri(url);
    if (!uri || uri->port <= 0 || !seen_.insert(uri->text).second) return;
    if (!no_way_.empty()) return leave_out(name, no_way_);
    state::live::Contact contact;
    contact.host = uri->dns_safe_host;
    contact.port = static_cast<std::uint16_t>(uri->port);
    contact.tls = uri->scheme == "https";
    const dotnet::Route route = dotnet::route(config_->net, *uri, host_.account);
    contact.via = route.text();
    if (route.via == dotnet::Via::proxy) {
      if (!contact.tls) return leave_out(name, "through a proxy only https URLs are tried");
      if (!find_proxy(route.proxy, contact)) return leave_out(name, "the proxy's URL is not clear");
    } else if (route.via == dotnet::Via::script) {
      return leave_out(name, "a script chooses the proxy, and shirlint runs none");
    } else if (route.via != dotnet::Via::direct) {
      return leave_out(name, "the service account's own proxy settings are not known");
    }
    out_.contacts.push_back(std::move(contact));
  }

  /// `url` has its user information masked, which no URL may hold; it is not needed either.
  static bool find_proxy(const std::string& url, state::live::Contact& contact) {
    std::string bare = url;
    const std::size_t begin = bare.find("//");
    const std::size_t mark = bare.rfind('@');
    if (begin != std::string::npos && mark != std::string::npos && mark > begin) {
      bare.erase(begin + 2, mark - begin - 1);
    }
    const auto uri = dotnet::parse_absolute_uri(bare);
    if (!uri || uri->port <= 0) return false;
    contact.proxy_host = uri->dns_safe_host;
    contact.proxy_port = static_cast<std::uint16_t>(uri->port);
    return true;
  }

  const LoadedHost& host_;
  const CheckContext& context_;
  const LoadedConfig* config_ = nullptr;
  std::string no_way_;
  std::set<std::string> seen_;
  ProbeTargets out_;
};

}  // namespace

ProbeTargets probe_targets(const LoadedHost& host, const CheckContext& context) {
  return Chooser(host, context).run();
}

}  // namespace shirlint::lint
