// `shirlint compare` from the command line to its story, its JSON and its exit code. The stories of
// fixtures are compared with what a person has looked at and approved (SHIRLINT_APPROVE=1 writes
// them anew).
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/program.h"
#include "io/disk_reader.h"
#include "io/memory_store.h"
#include "state/live/scripted_machine.h"

using namespace shirlint;
using nlohmann::json;

namespace {

std::string host_toml(const std::string& rest) { return "schema = \"shirlint.host/1\"\n" + rest; }

Ran of_fixtures(const std::string& good, const std::string& bad,
                std::vector<std::string> options = {}) {
  std::filesystem::current_path(SHIRLINT_SOURCE_DIR);
  const io::DiskReader disk;
  options.insert(options.begin(), {"compare", "fixtures/" + good, "fixtures/" + bad});
  return run(disk, options);
}

void compare_with_approved(const std::string& name, const std::string& text) {
  const std::string path =
      std::string(SHIRLINT_SOURCE_DIR) + "/tests/fixtures_expect/compare-" + name + ".txt";
  if (std::getenv("SHIRLINT_APPROVE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream in(path, std::ios::binary);
  INFO(path);
  CHECK(text == std::string(std::istreambuf_iterator<char>(in), {}));
}

}  // namespace

TEST_CASE("the stories of two hosts are the approved ones", "[cli][quick]") {
  const Ran drifted = of_fixtures("ha-pair-drifted/node-01", "ha-pair-drifted/node-02");
  CHECK(drifted.code == 1);
  CHECK(drifted.errors.empty());
  compare_with_approved("ha-pair-drifted", drifted.out);
  const Ran demo = of_fixtures("guide-host", "demo-host");
  CHECK(demo.code == 1);
  compare_with_approved("guide-demo", demo.out);
  compare_with_approved("broken",
                        of_fixtures("shipped-default", "broken/config-sections-late").out);
  compare_with_approved("verbose",
                        of_fixtures("ha-pair/node-01", "intercepted-corporate", {"--verbose"}).out);
}

TEST_CASE("two healthy nodes of one runtime do not differ", "[cli][quick]") {
  const Ran ran = of_fixtures("ha-pair/node-01", "ha-pair/node-02");
  CHECK(ran.code == 0);
  CHECK(ran.says("No difference in what both hosts tell."));
  for (const std::string host : {"demo-host", "purview", "intercepted-corporate",
                                 "broken/two-roots", "odd-but-legal/utf16-le"}) {
    INFO(host);
    CHECK(of_fixtures(host, host).code == 0);
  }
}

TEST_CASE("the JSON of a comparison, key by key", "[cli][quick]") {
  io::MemoryReader files;
  files.add("a/host.toml",
            host_toml("name = \"one\"\n[os]\nbuild = 1\n[power]\nhibernate = false\n"));
  files.add("b/host.toml", host_toml("name = \"two\"\n[os]\nbuild = 2\n"));
  const Ran ran = run(files, {"compare", "a", "b", "--format", "json"});
  CHECK(ran.code == 1);
  json found = json::parse(ran.out);
  CHECK(found["schema"] == "shirlint.compare/1");
  CHECK(found["hosts"]["bad"] == json::parse(R"({"name": "two", "path": "b", "live": false})"));
  REQUIRE(found["differences"].size() == 1);
  const json checked_by = found["differences"][0].at("checked_by");
  found["differences"][0].erase("checked_by");
  CHECK(std::find(checked_by.begin(), checked_by.end(), "HST001") != checked_by.end());
  CHECK(found["differences"][0] == json::parse(R"({
    "area": "state", "fact": "os.build", "what": "build number of Windows",
    "good": {"state": "known", "value": "1", "file": "a/host.toml", "line": 4, "column": 9},
    "bad": {"state": "known", "value": "2", "file": "b/host.toml", "line": 4, "column": 9},
    "items": [], "meaning": "Not every Windows, nor every role of it, is supported.",
    "equal": "The other host has 1.", "causes": [],
    "minor": false})"));
  CHECK(found["own"][0]["fact"] == "name");
  CHECK(found["unknown"] == json::parse(R"([{"fact": "power.hibernate", "host": "bad",
                                             "reason": "not in the snapshot"}])"));
  CHECK(found["errors"].empty());
  CHECK(found["summary"] ==
        json::parse(R"({"differences": 1, "causes": 0, "own": 1, "unknown": 1})"));
}

TEST_CASE("comparing what cannot be compared is 2", "[cli][quick]") {
  io::MemoryReader files;
  files.add("a/host.toml", host_toml(""));
  files.add("many/a/host.toml", host_toml(""));
  files.add("many/b/host.toml", host_toml(""));
  files.add("wrong/host.toml", "schema = 1\n");
  const auto complaint = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "compare");
    const Ran ran = run(files, words);
    CHECK(ran.code == 2);
    return ran.errors;
  };
  const std::string usage =
      "shirlint: compare needs two hosts: shirlint compare GOOD BAD, one of which may be --live\n";
  CHECK(complaint({}) == usage);
  CHECK(complaint({"a"}) == usage);
  CHECK(complaint({"a", "a", "a"}) == usage);
  CHECK(complaint({"a", "a", "--live"}) == usage);
  CHECK(complaint({"a", "a", "--format", "html"}).find("can be text, json") != std::string::npos);
  CHECK(complaint({"a", "a", "--date", "x"}).find("'x' is no day") != std::string::npos);
  CHECK(complaint({"a", "many"}) == "shirlint: many: holds 2 hosts; compare takes one of them\n");
  CHECK(complaint({"a", "nix"}).find("nix: ") != std::string::npos);
  CHECK(complaint({"a", "--live"}) ==
        "shirlint: --live compares the Windows machine it runs on; this is none\n");
  CHECK(complaint({"a", "wrong"}).find("wrong/host.toml") != std::string::npos);
}

TEST_CASE("this machine against what was collected from it", "[cli][quick]") {
  using namespace state::live;
  const std::string shared = "C:/Program Files/Microsoft Integration Runtime/5.0/Shared/";
  io::MemoryReader files;
  io::MemoryStore store;
  for (const std::string name : {"diahost.exe.config", "diawp.exe.config"}) {
    files.add(shared + name,
              config_with("<proxy proxyaddress=\"http://bob:CANARY@proxy.contoso.com:8080\"/>"));
  }
  const auto machine = make_node();
  machine->set(machine_environment, "DB_PASSWORD", sz("CANARY"));
  const auto run_live = [&](const std::vector<std::string>& words, const io::Reader& reader) {
    return run_with(reader, words, [&](cli::Session& session) {
      session.store = &store;
      session.now = "2026-11-22T03:00:00Z";
      session.machine = machine;
    });
  };
  REQUIRE(run_live({"collect", "-o", "/evidence"}, files).code == 0);
  for (const std::string& file : store.files()) files.add(file, *store.bytes(file));

  const Ran same = run_live({"compare", "/evidence", "--live", "--format", "json"}, files);
  INFO(same.out);
  CHECK(same.code == 0);
  CHECK(json::parse(same.out)["hosts"]["bad"]["live"] == true);

  machine->set(machine_environment, "JAVA_HOME", sz("C:\\Java\\gone"));
  const Ran changed = run_live({"compare", "--live", "/evidence", "--format", "json"}, files);
  CHECK(changed.code == 1);
  CHECK(json::parse(changed.out)["hosts"]["good"]["live"] == true);
  CHECK(changed.says("\"environment.machine.JAVA_HOME\""));
  const Ran worse = run_live({"compare", "/evidence", "--live"}, files);
  CHECK(worse.says("What BAD fails for"));
  for (const Ran& ran : {same, changed, worse}) CHECK(ran.out.find("CANARY") == std::string::npos);
}
