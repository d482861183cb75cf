// Configs whose fate under .NET is known: moment, text, mode and the route of each URL.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "dotnet/net_example.h"

using namespace shirlint::dotnet;
using namespace shirlint::dotnet::example;

namespace {

const std::string folder = std::string(SHIRLINT_SOURCE_DIR) + "/tests/data/dotnet/";

std::string read(const std::string& name) {
  std::ifstream file(folder + name, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("configs whose fate is known", "[dotnet][quick]") {
  const nlohmann::json table = nlohmann::json::parse(read("cases.json"));
  REQUIRE(table["cases"].size() >= 41);
  for (const nlohmann::json& expected : table["cases"]) {
    const std::string file = expected["file"];
    INFO(file);
    const Net net = judge(read(file));
    CHECK(to_text(net.moment) == expected["moment"].get<std::string>());
    CHECK(net.error == (expected["error"].is_null() ? "" : expected["error"].get<std::string>()));
    CHECK(net.error == (net.errors.empty() ? "" : net.errors.front().text));
    if (!expected.contains("proxy") || expected["proxy"].is_null()) continue;
    REQUIRE(net.proxy);
    CHECK(to_text(net.proxy->mode) == expected["proxy"]["mode"].get<std::string>());
    if (!expected.contains("routes")) continue;
    for (const auto& [target, where] : expected["routes"].items()) {
      INFO(target);
      const std::string found = via(net, target);
      if (where == "proxied") {
        CHECK(found.starts_with("http://"));
      } else {
        CHECK(found == where.get<std::string>());
      }
    }
  }
}
