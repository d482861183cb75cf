// `route --format json`: the contract's keys, and nothing that hurts.
#include "report/route_json.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "report/pipeline_agents.h"
#include "report/route_sample.h"

namespace report = shirlint::report;
using namespace shirlint::testing;
using nlohmann::json;
using shirlint::dotnet::Moment;

namespace {

std::string written(const shirlint::lint::RouteAnswer& answer) {
  report::Sink sink;
  report::write_route_json(answer, sink);
  return sink.take();
}

}  // namespace

TEST_CASE("route's JSON has the contract's keys in their order", "[report][quick]") {
  const auto found = nlohmann::ordered_json::parse(written(ordinary_route()));
  std::vector<std::string> keys;
  for (const auto& item : found.items()) keys.push_back(item.key());
  CHECK(keys == std::vector<std::string>{"schema", "config", "moment", "error", "proxy", "assumed",
                                         "routes"});
  keys.clear();
  for (const auto& item : found["routes"][0].items()) keys.push_back(item.key());
  CHECK(keys == std::vector<std::string>{"url", "via", "reason", "file", "line"});
  CHECK(found["routes"].size() == 5);
  CHECK(found["routes"][0]["line"] == 9);
  CHECK(found["routes"][2]["line"].is_null());
  CHECK(found["routes"][2]["file"].is_null());
}

TEST_CASE("what is not there is null", "[report][quick]") {
  const json system = json::parse(written(system_route()));
  CHECK(system["proxy"] == json({{"mode", "system"}, {"address", nullptr}}));
  CHECK(system["error"].is_null());
  const json broken = json::parse(written(broken_route(Moment::section_read)));
  CHECK(broken["proxy"].is_null());
  CHECK(broken["routes"].empty());
  CHECK(broken["moment"] == "section-read");
  CHECK(broken["error"] ==
        "Unrecognized attribute 'proxyAddress'. Note that attribute names are case-sensitive.");
}

TEST_CASE("route's JSON holds no secret and nothing that steers", "[report][quick]") {
  const std::string text = written(hostile_route());
  CHECK(text.find("CANARY") == std::string::npos);
  CHECK(commands_in(text).empty());
  CHECK(std::all_of(text.begin(), text.end(),
                    [](unsigned char c) { return c == '\n' || (c >= 0x20 && c != 0x7f); }));
  const json found = json::parse(text);
  CHECK(found["routes"][1]["reason"].get<std::string>().find("##vso[task.complete]\x1b[31m") !=
        std::string::npos);
}
