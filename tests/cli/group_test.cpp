// Nodes of one integration runtime, checked together by `shirlint check`.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "program.h"

using nlohmann::json;
using shirlint::io::MemoryReader;

namespace {

void add_node(MemoryReader& files, const std::string& name, const std::string& address) {
  add_pair(files, name, address);
  files.add(name + "/host.toml", "schema = \"shirlint.host/1\"\nname = \"" + name +
                                     "\"\nproduct = \"adf\"\ngroup = \"ir\"\n");
}

/// Two nodes; the second goes through another proxy.
MemoryReader& with_nodes(MemoryReader& files) {
  add_node(files, "a", "http://proxy-a.contoso.com:8080");
  add_node(files, "b", "http://proxy-b.contoso.com:8080");
  return files;
}

Ran check(const std::vector<std::string>& more) {
  MemoryReader files;
  std::vector<std::string> words = {"check", "a", "b", "--select", "PRX003"};
  words.insert(words.end(), more.begin(), more.end());
  return run(with_nodes(files), words);
}

}  // namespace

TEST_CASE("in JSON a group's finding stands among those of its node", "[cli][quick]") {
  const json report = json::parse(check({"--format", "json"}).out);
  REQUIRE(report["findings"].size() == 2);
  const json& finding = report["findings"][0];
  CHECK(finding["code"] == "PRX003");
  CHECK(finding["host"] == "b");
  CHECK(finding["location"]["file"] == "b/diahost.exe.config");
  CHECK(finding["related"][0]["location"]["file"] == "a/diahost.exe.config");
  CHECK(finding["related"][0]["location"]["line"] == 4);
  CHECK(report["findings"][1]["location"]["file"] == "b/diawp.exe.config");
  CHECK(report["summary"]["warning"] == 2);
  CHECK(report["summary"]["hosts"] == 2);
}

TEST_CASE("in jsonl the group has a further line, with no host in it", "[cli][quick]") {
  std::istringstream lines(check({"--format", "jsonl"}).out);
  std::vector<json> objects;
  for (std::string line; std::getline(lines, line);) objects.push_back(json::parse(line));
  REQUIRE(objects.size() == 4);
  CHECK(objects[0]["findings"].empty());
  CHECK(objects[1]["findings"].empty());
  CHECK(objects[2]["schema"] == "shirlint.host-report/1");
  CHECK(objects[2]["hosts"].empty());
  CHECK(objects[2]["findings"].size() == 2);
  CHECK(objects[2]["findings"][0]["host"] == "b");
  CHECK(objects[2]["summary"]["warning"] == 2);
  CHECK(objects[2]["summary"]["hosts"] == 0);
  CHECK(objects[3]["summary"]["warning"] == 2);
  CHECK(objects[3]["summary"]["hosts"] == 2);
}

TEST_CASE("people see both places", "[cli][quick]") {
  const Ran ran = check({});
  CHECK(ran.code == 1);
  CHECK(ran.says("--> b/diahost.exe.config:4:"));
  CHECK(ran.says("see      a/diahost.exe.config:4:"));
  CHECK(check({"--format", "concise"}).says("b/diahost.exe.config:4:"));
}

TEST_CASE("the answer does not hang on the number of threads", "[cli][quick]") {
  MemoryReader files;
  std::vector<std::string> words = {"check", "--format", "jsonl", "--jobs", "1"};
  for (int node = 0; node < 40; ++node) {
    const std::string name = "n" + std::to_string(node);
    add_node(files, name, node % 7 == 3 ? "http://odd:1" : "http://usual:1");
    words.push_back(name);
  }
  const Ran one = run(files, words);
  words[4] = "8";
  const Ran eight = run(files, words);
  CHECK(one.out == eight.out);
  CHECK(one.says("PRX003"));
}

TEST_CASE("exit code, --fail-on, --quiet and the site's severity count for groups too",
          "[cli][quick]") {
  CHECK(check({"--fail-on", "error"}).code == 0);
  CHECK_FALSE(check({"--fail-on", "error", "--quiet"}).says("PRX003"));
  CHECK(check({"--ignore", "PRX003", "--select", "PRX"}).code == 0);
  MemoryReader files;
  files.add("s.toml", "[severity]\nPRX003 = \"error\"\n");
  const Ran ran = run(with_nodes(files), {"check", "a", "b", "--select", "PRX003", "--fail-on",
                                          "error", "--site", "s.toml", "--format", "concise"});
  CHECK(ran.code == 1);
  CHECK(ran.says("error PRX003"));
}

TEST_CASE("what cannot be compared is unknown, and fails with --strict", "[cli][quick]") {
  MemoryReader files;
  with_nodes(files);
  const std::vector<std::string> words = {"check",  "a",        "b",   "--select",
                                          "VER005", "--format", "json"};
  const json report = json::parse(run(files, words).out);
  REQUIRE(report["unknown"].size() == 2);
  CHECK(report["unknown"][1]["host"] == "b");
  CHECK(report["unknown"][1]["needs"] == "node.b.newest");
  CHECK(report["summary"]["unknown"] == 2);
  CHECK(run(files, {"check", "a", "b", "--select", "VER005", "--strict"}).code == 1);
}

TEST_CASE("a node alone has nothing to be compared with", "[cli][quick]") {
  MemoryReader files;
  CHECK(run(with_nodes(files), {"check", "b", "--select", "PRX003", "--strict"}).code == 0);
}

TEST_CASE("rules tree shows what rules about groups see", "[cli][quick]") {
  MemoryReader files;
  const Ran ran = run(with_nodes(files), {"rules", "tree", "a", "b"});
  CHECK(ran.says("<group name=\"ir\">"));
  CHECK(ran.says("<node name=\"b\" path=\"b\""));
  CHECK(run(files, {"rules", "tree"}).says("$group/node/@newest"));
}

TEST_CASE("an old code stands for the rule that reports it now", "[cli][quick]") {
  MemoryReader files;
  files.add("h/diahost.exe.config", config_with("<proxy proxyaddress=\"http://a:1\"/>"));
  files.add("h/diawp.exe.config", config_with(""));
  const Ran ran = run(files, {"check", "h", "--select", "BYP029", "--format", "concise"});
  CHECK(ran.says("error PRX001"));
  CHECK(ran.complains("warning: BYP029 is part of PRX001, which is meant"));
  files.add("s.toml", "[severity]\nBYP029 = \"info\"\n");
  CHECK(run(files, {"check", "h", "--select", "PRX001", "--site", "s.toml"}).code == 0);
  files.add("t.toml", "[severity]\nBYP029 = \"info\"\nPRX001 = \"error\"\n");
  CHECK(run(files, {"check", "h", "--select", "PRX001", "--site", "t.toml"}).code == 1);
  const Ran page = run(files, {"rules", "show", "BYP029"});
  CHECK(page.says("Reported by"));
  CHECK(page.says("PRX001"));
  CHECK(run(files, {"rules", "list"}).says("(see PRX001)"));
}
