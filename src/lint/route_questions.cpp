#include "lint/route_questions.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace shirlint::lint {
namespace {

/// Ports of other protocols do not go through an HTTP proxy: nothing is asked for them.
std::string url_of(const state::Record& endpoint) {
  const std::string host(endpoint.text("host"));
  const state::Value* value = endpoint.find("port");
  const auto* port = value != nullptr ? std::get_if<std::int64_t>(&value->data) : nullptr;
  if (port == nullptr || *port == 443) return "https://" + host + "/";
  return *port == 80 ? "http://" + host + "/" : std::string();
}

}  // namespace

std::vector<dotnet::RouteQuestion> route_questions(const Site& site,
                                                   const state::Snapshot* snapshot) {
  std::vector<dotnet::RouteQuestion> questions;
  questions.push_back({"shirlint-intranet", "http://shirlint-intranet/", "local-name"});
  for (const std::string_view host : {"shirlint-unrelated.com", "shirlint-unrelated.net"}) {
    questions.push_back({std::string(host), fmt::format("https://{}/", host), "unrelated-name"});
  }
  for (const SiteName& name : site.must_bypass) {
    questions.push_back({name.host, name.url, "must-bypass"});
  }
  for (const SiteName& name : site.private_endpoints) {
    questions.push_back({name.host, name.url, "private-endpoint"});
  }
  for (const SiteName& name : site.must_proxy) {
    questions.push_back({name.host, name.url, "must-proxy"});
  }
  for (const std::string_view host : {"169.254.169.254", "168.63.129.16"}) {
    questions.push_back({std::string(host), fmt::format("http://{}/", host), "azure"});
  }
  if (snapshot == nullptr) return questions;
  for (const state::Record& record : snapshot->records) {
    if (record.table != "endpoint" || !record.present) continue;
    std::string url = url_of(record);
    if (!url.empty()) {
      questions.push_back({std::string(record.text("host")), std::move(url), "snapshot"});
    }
  }
  return questions;
}

}  // namespace shirlint::lint
