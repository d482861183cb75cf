#include "report/json.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "report/display.h"
#include "report/harmless_text.h"
#include "report/pipeline_agents.h"
#include "report/sample.h"
#include "text/secret.h"

using nlohmann::ordered_json;
using shirlint::report::json_string;
using shirlint::report::Sink;
namespace report = shirlint::report;
namespace testing = shirlint::testing;

namespace {

std::string json_of(const shirlint::lint::Report& value) {
  Sink sink;
  report::write_json(value, sink);
  return sink.take();
}

std::vector<std::string> keys(const ordered_json& object) {
  std::vector<std::string> out;
  for (const auto& item : object.items()) out.push_back(item.key());
  return out;
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("the JSON has the contract's fields in the contract's order", "[report][quick]") {
  const testing::Sample sample = testing::ordinary_sample();
  const ordered_json out = ordered_json::parse(json_of(sample.report));
  CHECK(keys(out) == Keys{"schema", "tool", "date", "hosts", "findings", "unknown", "suppressed",
                          "errors", "runs", "summary"});
  CHECK(out["schema"] == "shirlint.check/1");
  CHECK(out["tool"].dump() == R"({"name":"shirlint","version":"0.1.0","rules":210})");
  CHECK(keys(out["hosts"][0]) == Keys{"name", "path", "product", "group", "files"});
  CHECK(keys(out["hosts"][0]["files"][0]) == Keys{"path", "role", "sha256"});
  const ordered_json& finding = out["findings"][0];
  CHECK(keys(finding) == Keys{"code", "name", "severity", "message", "evidence", "host", "location",
                              "related", "fix", "fingerprint", "url"});
  CHECK(keys(finding["location"]) ==
        Keys{"file", "line", "column", "end_line", "end_column", "fact"});
  CHECK(keys(finding["fix"]) == Keys{"applicability", "title", "edits", "actions", "restart"});
  CHECK(finding["fix"]["edits"][0].dump() ==
        R"({"file":"node-02/diahost.exe.config","start":310,"end":310,"text":"http://"})");
  CHECK(finding["url"] == "https://learn.microsoft.com/azure/data-factory/create-self-hosted");
  CHECK(keys(out["unknown"][0]) == Keys{"code", "host", "needs", "reason"});
  CHECK(keys(out["summary"]) == Keys{"hosts", "files", "error", "warning", "info", "unknown",
                                     "suppressed", "fixed", "fixable"});
  CHECK(out["summary"]["fixable"] == 2);
}

TEST_CASE("what is not known is left out of a place and null elsewhere", "[report][quick]") {
  const testing::Sample ordinary = testing::ordinary_sample();
  const ordered_json out = ordered_json::parse(json_of(ordinary.report));
  CHECK(out["errors"][0].dump() ==
        R"({"file":"node-03","message":"There is no such file or folder."})");
  CHECK(keys(out["errors"][1]) == Keys{"file", "line", "column", "message"});
  CHECK(out["hosts"][1]["group"].is_null());
  CHECK(out["findings"][3]["fix"].is_null());

  const testing::Sample hostile = testing::hostile_sample();
  const ordered_json other = ordered_json::parse(json_of(hostile.report));
  CHECK(other["findings"][3]["location"].dump() == R"({"fact":"/host/service[DIAHostService]"})");
  CHECK(other["suppressed"][0]["expires"].is_null());
  CHECK(other["suppressed"][1]["expires"] == "2027-01-01");
}

TEST_CASE("an edit that would show a secret is withheld", "[report][quick]") {
  const testing::Sample sample = testing::hostile_sample();
  const ordered_json out = ordered_json::parse(json_of(sample.report));
  const ordered_json& fix = out["findings"][0]["fix"];
  CHECK(fix["edits"].dump() == R"([{"withheld":"secret"},{"withheld":"secret"}])");
  CHECK(fix["actions"][0]["value"] == "IR@***");
}

TEST_CASE("jsonl is one object a host, then the sums", "[report][quick]") {
  const testing::Sample sample = testing::ordinary_sample();
  Sink sink;
  report::write_jsonl(sample.report, sink);
  std::vector<ordered_json> lines;
  const std::string out = sink.take();
  for (std::size_t at = 0; at < out.size(); at = out.find('\n', at) + 1) {
    lines.push_back(ordered_json::parse(out.substr(at, out.find('\n', at) - at)));
  }
  REQUIRE(lines.size() == 3);
  const ordered_json whole = ordered_json::parse(json_of(sample.report));
  CHECK(lines[0]["schema"] == "shirlint.host-report/1");
  CHECK(keys(lines[0]) == keys(whole));
  CHECK(lines[0]["findings"] == whole["findings"]);
  CHECK(lines[0]["summary"]["error"] == 2);
  CHECK(lines[1]["findings"].empty());
  CHECK(lines[1]["summary"]["hosts"] == 1);
  CHECK(keys(lines[2]) == Keys{"schema", "tool", "date", "errors", "summary"});
  CHECK(lines[2]["schema"] == "shirlint.summary/1");
  CHECK(lines[2]["errors"] == whole["errors"]);
  CHECK(lines[2]["summary"] == whole["summary"]);
}

TEST_CASE("a string survives, but its bytes are no command", "[report][quick]") {
  CHECK(json_string(std::string("##") + "vso[a.b]c") == R"("\u0023#vso[a.b]c")");
  CHECK(json_string(std::string("###") + "[error]") == R"("#\u0023#[error]")");
  CHECK(json_string("a # b ## c") == R"("a # b ## c")");
  CHECK(json_string("\x7f\xc2\x9b\xe2\x80\xae\xe2\x80\xac") == R"("\u007f\u009b\u202e\u202c")");
  CHECK(json_string("\xf3\xa0\x81\x81") == R"("\udb40\udc41")");
  CHECK(json_string("\xc3\xa4\xe4\xbb\xa3") == "\"\xc3\xa4\xe4\xbb\xa3\"");
  CHECK(json_string("http://u:p@h") == R"("http://***@h")");
}

TEST_CASE("whatever bytes come, JSON gives them back masked", "[report][quick]") {
  const unsigned seed = 4711;
  std::mt19937 random(seed);
  const std::vector<std::string> pieces = {"##",
                                           "vso[a.b]",
                                           "[",
                                           "#",
                                           "]",
                                           "::",
                                           "error",
                                           "\n",
                                           "\"",
                                           "\\",
                                           "\x1b",
                                           "\xe2\x80\xae\xe2\x80\xac",
                                           "\xf3\xa0\x81\x81",
                                           "http://u:",
                                           "@h",
                                           "sig=",
                                           "\xff",
                                           "\xc3\xa4",
                                           " "};
  std::size_t masked = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n) {
      text += random() % 6 == 0 ? std::string(1, static_cast<char>(random() % 256))
                                : pieces[random() % pieces.size()];
    }
    const std::string out = json_string(text);
    INFO("seed " << seed << ", number " << i << ": " << out);
    REQUIRE(ordered_json::parse(out).get<std::string>() == testing::as_json_shows(text));
    REQUIRE(testing::commands_in(out).empty());
    REQUIRE(out.find('\n') == std::string::npos);
    REQUIRE(testing::is_harmless(out));
    if (shirlint::text::mask(text) != text) ++masked;
  }
  WARN("seed " << seed << ": 20000 texts, " << masked << " with a secret");
  CHECK(masked > 1000);
}
