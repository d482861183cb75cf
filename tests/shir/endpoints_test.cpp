#include "shir/endpoints.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "../shir/data_files.h"

using namespace shirlint::shir;

namespace {

std::vector<std::string> hosts(std::string_view product, std::string_view cloud,
                               const EndpointNames& names = {}) {
  const LoadedTable table = shipped_table("endpoints.toml");
  std::vector<std::string> out;
  for (const Endpoint& endpoint : service_endpoints(table.table(), product, cloud, names)) {
    out.push_back(endpoint.host);
  }
  return out;
}

}  // namespace

TEST_CASE("the runtime needs some names for itself", "[shir][quick]") {
  CHECK(hosts("adf", "public") ==
        std::vector<std::string>{"{datafactory}.{region}.datafactory.azure.net",
                                 "*.frontend.clouddatahub.net", "*.servicebus.windows.net",
                                 "download.microsoft.com"});
  CHECK(hosts("adf", "china") ==
        std::vector<std::string>{"download.microsoft.com",
                                 "{datafactory}.{region}.datafactory.azure.cn",
                                 "*.servicebus.chinacloudapi.cn"});
  const auto purview = hosts("purview", "public");
  CHECK(std::find(purview.begin(), purview.end(), "login.microsoftonline.com") != purview.end());
  const auto adf = hosts("adf", "public");
  CHECK(std::find(adf.begin(), adf.end(), "login.microsoftonline.com") == adf.end());
}

TEST_CASE("placeholders are filled in, or stand in for any name", "[shir][quick]") {
  const LoadedTable table = shipped_table("endpoints.toml");
  const auto open = service_endpoints(table.table(), "adf", "public");
  CHECK_FALSE(open[0].concrete);
  CHECK_FALSE(open[0].real);
  CHECK(open[0].url == "https://shirlint-factory.shirlint-region.datafactory.azure.net/");
  CHECK(open[1].url == "https://wu2.frontend.clouddatahub.net/");
  CHECK(open[2].url == "https://shirlint-any.servicebus.windows.net/");
  CHECK(open[3].concrete);
  CHECK(open[3].real);
  CHECK(open[3].needed == "updates");

  EndpointNames names;
  names.data_factory = "contoso";
  names.region = "westeurope";
  const auto filled = service_endpoints(table.table(), "adf", "public", names);
  CHECK(filled[0].concrete);
  CHECK(filled[0].real);
  CHECK(filled[0].url == "https://contoso.westeurope.datafactory.azure.net/");
}
