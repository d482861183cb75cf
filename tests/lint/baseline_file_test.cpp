// The baseline as JSON: what is written is read again, and what is no baseline is told.
#include "lint/baseline_file.h"

#include <catch2/catch.hpp>
#include <string>

using namespace shirlint;

namespace {

lint::Baseline sample() {
  lint::Baseline baseline;
  baseline.findings = {{"node-01", "node-01/diahost.exe.config", "PRX009", "v1:0a", 1},
                       {"node-02", "node-02/diawp.exe.config", "BYP001", "v1:0b", 3}};
  facts::ConfigMemory diahost{
      "diahost", "explicit", "http://proxy:8080/", true, {{"gcServer", "absent"}}};
  baseline.hosts["node-01"] = {"5.46.9029.1", {diahost}};
  baseline.hosts["node-02"] = {"", {{"diawp", "", "", {}, {}}}};
  return baseline;
}

std::string refusal(const std::string& bytes) {
  const auto read = lint::read_baseline(bytes, "b.json");
  if (read) return "read";
  CHECK(read.error().file == "b.json");
  return read.error().message;
}

std::string with_entry(const std::string& entry) {
  return R"({"schema": "shirlint.baseline/1", "findings": [)" + entry + "]}";
}

}  // namespace

TEST_CASE("a baseline is written one entry a line, and read again", "[lint][quick]") {
  const std::string bytes = lint::write_baseline(sample());
  CHECK(bytes ==
        R"({
  "schema": "shirlint.baseline/1",
  "findings": [
    {"host":"node-01","file":"node-01/diahost.exe.config","code":"PRX009","fingerprint":"v1:0a","count":1},
    {"host":"node-02","file":"node-02/diawp.exe.config","code":"BYP001","fingerprint":"v1:0b","count":3}
  ],
  "hosts": [
    {"host":"node-01","version":"5.46.9029.1","configs":[{"role":"diahost","proxy":"explicit","address":"http://proxy:8080/","configured":true,"settings":{"gcServer":"absent"}}]},
    {"host":"node-02","configs":[{"role":"diawp"}]}
  ]
}
)");
  const auto read = lint::read_baseline(bytes, "b.json");
  REQUIRE(read);
  CHECK(read->hosts == sample().hosts);
  CHECK(lint::write_baseline(*read) == bytes);
}

TEST_CASE("an empty baseline is one", "[lint][quick]") {
  const auto read = lint::read_baseline(lint::write_baseline({}), "b.json");
  REQUIRE(read);
  CHECK(read->findings.empty());
  CHECK(read->hosts.empty());
}

TEST_CASE("names hold no secret and nothing that steers a terminal", "[lint][quick]") {
  lint::Baseline baseline;
  baseline.findings = {
      {"http://bob:hunter2@proxy", "a\x1b[31m\xe2\x80\xae\xff", "PRX009", "v1:0a"}};
  const std::string bytes = lint::write_baseline(baseline);
  CHECK(bytes.find("hunter2") == std::string::npos);
  CHECK(bytes.find_first_not_of("\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~") == std::string::npos);
  CHECK(lint::read_baseline(bytes, "b.json"));
}

TEST_CASE("what is no baseline is told in one sentence", "[lint][quick]") {
  CHECK(refusal("") == "is no baseline: it is not valid JSON here");
  CHECK(refusal("[1, 2") == "is no baseline: it is not valid JSON here");
  CHECK(refusal("\xff") == "is no baseline: it is not valid JSON here");
  CHECK(refusal("[]") == "is no baseline: it has no schema 'shirlint.baseline/1'");
  CHECK(refusal(R"({"schema": 1})") == "is no baseline: it has no schema 'shirlint.baseline/1'");
  CHECK(refusal(R"({"schema": "shirlint.check/1"})") ==
        "is no baseline that this version reads: its schema is 'shirlint.check/1', not "
        "'shirlint.baseline/1'");
  CHECK(refusal(with_entry("7")) == "entry 1 of its findings is no object");
  CHECK(refusal(with_entry("{}")) == "entry 1 of its findings has no code");
  CHECK(refusal(with_entry(R"({"code": "PRX009"})")) ==
        "entry 1 of its findings has no fingerprint");
  for (const char* const count : {"0", "-1", "1.5", "\"1\"", "99999999999999999999", "null"}) {
    CHECK(refusal(with_entry(std::string(R"({"code": "A", "fingerprint": "b", "count": )") + count +
                             "}")) == "entry 1 of its findings has no count that is 1 or more");
  }
  CHECK(refusal(with_entry(R"({"code": "A", "fingerprint": "b", "count": 1, "new": []})")) ==
        "read");
  CHECK(refusal(std::string(100000, '[')) == "is no baseline: it is not valid JSON here");
}

TEST_CASE("the place of what is no JSON is told", "[lint][quick]") {
  const auto read = lint::read_baseline("{\n  \"schema\": oops\n}", "b.json");
  REQUIRE_FALSE(read);
  CHECK(read.error().at.line == 2);
  CHECK(read.error().at.column == 13);
}

TEST_CASE("an example's memory loses each of its facts in turn", "[lint][quick]") {
  const std::string json =
      R"({"version": "5.46", "configs": [{"role": "diahost", "configured": true}]})";
  REQUIRE(lint::read_memory(json));
  CHECK_FALSE(lint::read_memory("["));
  std::string all;
  for (const lint::FactDeletion& deletion : lint::without_each_memory(json)) {
    all += deletion.fact + " " + deletion.host + "\n";
  }
  CHECK(
      all ==
      "baseline {}\n"
      "baseline.version {\"configs\":[{\"role\":\"diahost\",\"configured\":true}]}\n"
      "baseline.configs {\"version\":\"5.46\"}\n"
      "baseline.configs[] {\"version\":\"5.46\",\"configs\":[]}\n"
      "baseline.configs.configured {\"version\":\"5.46\",\"configs\":[{\"role\":\"diahost\"}]}\n");
}
