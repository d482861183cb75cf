// GitLab's code quality report, as GitLab checks it: ci/parsers/codequality wants these fields, and
// drops a second entry with the same fingerprint.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "report/sample.h"
#include "report/whole_report.h"

using nlohmann::json;
namespace testing = shirlint::testing;

TEST_CASE("every finding is an entry with its place in the repository", "[report][quick]") {
  const json entries = json::parse(testing::format_output("gitlab", testing::ordinary_sample()));
  REQUIRE(entries.size() == 4);
  CHECK(entries.at(0).at("check_name") == "PRX009");
  CHECK(entries.at(0).at("severity") == "critical");
  CHECK(entries.at(0).at("location") ==
        json::parse(R"({"path": "hosts/node-02/diahost.exe.config", "lines": {"begin": 7}})"));
  CHECK(entries.at(2).at("severity") == "minor");
  CHECK(entries.at(3).at("severity") == "info");
}

TEST_CASE("fingerprints differ, whatever was found", "[report][quick]") {
  for (const auto& sample : {testing::hostile_sample(), testing::fleet_sample(5)}) {
    std::set<std::string> prints;
    const json entries = json::parse(testing::format_output("gitlab", sample));
    for (const json& entry : entries) {
      CHECK_FALSE(entry.at("description").get<std::string>().empty());
      CHECK(entry.at("location").at("lines").at("begin") >= 1);
      prints.insert(entry.at("fingerprint").get<std::string>());
    }
    CHECK(prints.size() == entries.size());
  }
}

TEST_CASE("no findings are an empty list", "[report][quick]") {
  CHECK(json::parse(testing::format_output("gitlab", testing::Sample())) == json::array());
}
