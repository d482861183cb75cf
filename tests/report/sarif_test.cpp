// SARIF as its readers take it. What Microsoft's validator says of it: sarif_multitool.sh.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "report/sample.h"
#include "report/whole_report.h"

using nlohmann::json;
namespace report = shirlint::report;
namespace testing = shirlint::testing;

namespace {

json run_of(const testing::Sample& sample, const report::FormatSettings& settings) {
  report::Sink sink;
  testing::write_format("sarif", settings, sample.report, sink);
  return json::parse(sink.take()).at("runs").at(0);
}

json run_of(const testing::Sample& sample) { return run_of(sample, testing::settings_of(sample)); }

json result_of(const json& run, const std::string& code) {
  for (const json& result : run.at("results")) {
    if (result.at("ruleId") == code) return result;
  }
  return nullptr;
}

const json& place_of(const json& result) {
  return result.at("locations").at(0).at("physicalLocation");
}

/// A host with one finding, at `file`.
testing::Sample one_finding(const std::string& file, std::uint32_t line = 7) {
  testing::Sample sample;
  testing::add_rules(sample);
  sample.report.date = "2026-11-22";
  testing::HostReport host;
  host.name = host.path = "node 1";
  host.files = {{"node 1/diahost.exe.config", "diahost", ""}};
  host.findings.push_back(testing::make_finding(
      sample, "PRX009", host.name, testing::place(file, line, 3, 9, "  <proxy/>"), "Message."));
  sample.report.hosts.push_back(std::move(host));
  return sample;
}

std::string uri_of(const std::string& file) {
  return place_of(run_of(one_finding(file)).at("results").at(0))
      .at("artifactLocation")
      .at("uri")
      .get<std::string>();
}

}  // namespace

TEST_CASE("a result has its rule, its place and its fix", "[report][quick]") {
  testing::Sample sample = testing::ordinary_sample();
  auto& edit = sample.report.hosts.at(0).findings.at(0).fix->edits.at(0);
  edit.from = edit.to = {7, 28};
  const json run = run_of(sample);
  CHECK(run.at("columnKind") == "unicodeCodePoints");
  const json result = result_of(run, "PRX009");
  const json& rule =
      run.at("tool").at("driver").at("rules").at(result.at("ruleIndex").get<std::size_t>());
  CHECK(rule.at("id") == "PRX009");
  CHECK(rule.at("help").at("text").get<std::string>().find("http://host:port") !=
        std::string::npos);
  CHECK(result.at("level") == "error");
  CHECK(place_of(result) ==
        json::parse(R"({"artifactLocation": {"uri": "hosts/node-02/diahost.exe.config"},
                        "region": {"startLine": 7, "startColumn": 28,
                                   "endLine": 7, "endColumn": 47}})"));
  CHECK(result.at("fixes").at(0).at("artifactChanges") ==
        json::parse(R"([{"artifactLocation": {"uri": "hosts/node-02/diahost.exe.config"},
                         "replacements": [{"deletedRegion": {"startLine": 7, "startColumn": 28,
                                                             "endLine": 7, "endColumn": 28},
                                           "insertedContent": {"text": "http://"}}]}])"));
  CHECK(result_of(run, "PRX020").at("level") == "note");
  CHECK_FALSE(result_of(run, "JAV003").contains("fixes"));  // by hand
}

TEST_CASE("a repair of bytes is told in bytes", "[report][quick]") {
  testing::Sample sample = one_finding("node 1/diahost.exe.config");
  shirlint::lint::FixOffer fix;
  fix.applicability = testing::Applicability::safe;
  fix.edits = {{"node 1/diahost.exe.config", 4, 5, "\xc3\xa9", false, "\xc3\xa9"},
               {"node 1/diahost.exe.config", 9, 12, "", false, ""}};
  sample.report.hosts.at(0).findings.at(0).fix = fix;
  const json run = run_of(sample);
  const json& change = run.at("results").at(0).at("fixes").at(0).at("artifactChanges").at(0);
  CHECK(change.at("replacements") ==
        json::parse(R"([{"deletedRegion": {"byteOffset": 4, "byteLength": 1},
                         "insertedContent": {"binary": "w6k="}},
                        {"deletedRegion": {"byteOffset": 9, "byteLength": 3},
                         "insertedContent": {"binary": ""}}])"));
}

TEST_CASE("a fix with a part that would show a secret is left out whole", "[report][quick]") {
  const json run = run_of(testing::hostile_sample());
  CHECK_FALSE(result_of(run, "PRX014").contains("fixes"));
}

TEST_CASE("files are named from the folder that was checked out, as URIs", "[report][quick]") {
  CHECK(uri_of("node-01/a b%#?.config") == "hosts/node-01/a%20b%25%23%3F.config");
  CHECK(uri_of("../golden/\xc3\xa4.config") == "golden/%C3%A4.config");
  CHECK(uri_of("/checkout/x/a:b") == "x/a%3Ab");
  CHECK(uri_of("/elsewhere/diahost.exe.config") == "file:///elsewhere/diahost.exe.config");
  CHECK(uri_of("C:/Program Files/a") == "file:///C:/Program%20Files/a");
  CHECK(uri_of("//server/share/a") == "file://server/share/a");
  CHECK(uri_of("") == "hosts/node%201/diahost.exe.config");  // a live fact: the host's first file
}

TEST_CASE("on Windows the checked-out folder may be written otherwise", "[report][quick]") {
  const testing::Sample sample = one_finding("node-01/a.config");
  report::FormatSettings settings = testing::settings_of(sample);
  settings.folder = "D:/a/1/s/hosts";
  settings.pipeline.root = "d:\\a\\1\\s";
  CHECK(place_of(run_of(sample, settings).at("results").at(0)).at("artifactLocation").at("uri") ==
        "hosts/node-01/a.config");
}

TEST_CASE("fingerprints survive moved lines, and tell alike findings apart", "[report][quick]") {
  const auto prints = [](const testing::Sample& sample, std::size_t at) {
    return run_of(sample).at("results").at(at).at("partialFingerprints");
  };
  testing::Sample before = one_finding("node 1/diahost.exe.config", 7);
  const testing::Sample after = one_finding("node 1/diahost.exe.config", 70);
  CHECK(prints(before, 0) == prints(after, 0));
  auto& findings = before.report.hosts.at(0).findings;
  findings.push_back(findings.front());
  CHECK(prints(before, 0) != prints(before, 1));
  CHECK(prints(before, 0).at("shirlint/v1") == prints(before, 1).at("shirlint/v1"));
  CHECK(prints(one_finding("other.config"), 0) != prints(after, 0));
}

TEST_CASE("with a baseline results are new or unchanged, and known ones are suppressed",
          "[report][quick]") {
  testing::Sample sample = one_finding("a.config");
  auto& host = sample.report.hosts.at(0);
  host.suppressed = {{host.findings.at(0), "baseline", "known when it was written", {}}};
  report::FormatSettings settings = testing::settings_of(sample);
  CHECK_FALSE(run_of(sample, settings).at("results").at(0).contains("baselineState"));
  settings.baseline = true;
  const json results = run_of(sample, settings).at("results");
  CHECK(results.at(0).at("baselineState") == "new");
  CHECK(results.at(0).at("suppressions").empty());
  CHECK(results.at(1).at("baselineState") == "unchanged");
  CHECK(results.at(1).at("suppressions").at(0).at("kind") == "external");
}

TEST_CASE("in Azure Pipelines a run names its pipeline, if all of it is known", "[report][quick]") {
  const testing::Sample sample = one_finding("a.config");
  report::FormatSettings settings = testing::settings_of(sample);
  report::Pipeline& pipeline = settings.pipeline;
  CHECK(run_of(sample, settings).at("automationDetails").at("id") == "shirlint/2026-11-22");
  pipeline = {"",       "https://contoso.visualstudio.com/",
              "p-1",    "42",
              "Golden", "f-1",
              "Lint",   "refs/heads/main",
              "98765"};
  const json details = run_of(sample, settings).at("automationDetails");
  CHECK(details.at("id") == "azuredevops/pipeline/build/contoso/p-1/42/f-1/refs/heads/main/98765");
  CHECK(details.at("properties").at("azuredevops/pipeline/build/buildDefinitionId") == "42");
  CHECK(details.at("properties").at("azuredevops/pipeline/build/phaseName") == "Lint");
  pipeline.phase_id.clear();
  CHECK(run_of(sample, settings).at("automationDetails").at("id") == "shirlint/2026-11-22");
}

TEST_CASE("what could not be done is in the invocation", "[report][quick]") {
  const json bad = run_of(testing::ordinary_sample()).at("invocations").at(0);
  CHECK(bad.at("executionSuccessful") == false);
  CHECK(bad.at("toolExecutionNotifications").size() == 2);
  CHECK(run_of(one_finding("a")).at("invocations").at(0).at("executionSuccessful") == true);
}
