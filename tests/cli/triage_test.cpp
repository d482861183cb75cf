// `shirlint triage` from the command line to its words, its JSON and its exit code.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/disk_reader.h"
#include "program.h"

using nlohmann::json;
using shirlint::io::MemoryReader;

namespace {

constexpr const char* jre = "Error: Java Runtime Environment is not found.";

Ran run_with_input(const MemoryReader& files, const std::string& input,
                   const std::vector<std::string>& words) {
  return run_with(files, words, [&](shirlint::cli::Session& session) {
    session.input = [&](std::size_t limit) -> shirlint::text::Result<std::string> {
      if (input.size() > limit) return shirlint::text::fail("too large");
      return input;
    };
  });
}

/// Everything is there and cannot be read.
class OutOfReach final : public shirlint::io::Reader {
 public:
  [[nodiscard]] shirlint::io::Kind kind(const std::string&) const override {
    return shirlint::io::Kind::other;
  }
  [[nodiscard]] shirlint::text::Result<std::string> read(const std::string& path,
                                                         std::size_t) const override {
    return shirlint::text::fail("out of reach", path);
  }
  [[nodiscard]] shirlint::text::Result<std::vector<shirlint::io::Entry>> list(
      const std::string& folder) const override {
    return shirlint::text::fail("out of reach", folder);
  }
  [[nodiscard]] std::string absolute(const std::string& path) const override { return path; }
};

void add_java_host(MemoryReader& files, const std::string& rest) {
  files.add("a.log", "09:00 started\n09:01 " + std::string(jre) + "\n");
  add_pair(files, "node", "http://proxy.contoso.com:8080");
  files.add("node/host.toml", "schema = \"shirlint.host/1\"\nname = \"node-01\"\n" + rest);
}

json answer(const MemoryReader& files, std::vector<std::string> words, int code = 0) {
  words.insert(words.begin(), {"triage", "--format", "json"});
  const Ran ran = run(files, words);
  INFO(ran.errors);
  CHECK(ran.code == code);
  return json::parse(ran.out);
}

}  // namespace

TEST_CASE("a log: what it is, where, why, what to do", "[cli][quick]") {
  MemoryReader files;
  add_java_host(files, "");
  const Ran ran = run(files, {"triage", "a.log"});
  CHECK(ran.code == 0);
  CHECK(ran.says("Java Runtime Environment is not found\n  --> a.log:2\n"));
  CHECK(ran.says("    cause    The runtime finds no 64-bit Java"));
  CHECK(ran.says("    to do    Install a 64-bit JRE"));
  CHECK(ran.says("    rules    JAV001"));
  CHECK(ran.says("1 known error\nWith --host FOLDER"));
}

TEST_CASE("standard input, a sentence, several inputs", "[cli][quick]") {
  MemoryReader files;
  add_java_host(files, "");
  CHECK(run_with_input(files, jre, {"triage"}).says("--> standard input:1"));
  CHECK(run_with_input(files, jre, {"triage", "-"}).code == 0);
  CHECK(run(files, {"triage", jre}).says("--> the given text:1"));
  const Ran both = run_with_input(files, std::string("\n") + jre, {"triage", "a.log", "-"});
  CHECK(both.says("--> a.log:2, standard input:2\n"));
  const Ran none = run(files, {"triage"});
  CHECK(none.code == 2);
  CHECK(none.complains("no standard input"));
}

TEST_CASE("nothing known, and inputs that are none", "[cli][quick]") {
  MemoryReader files;
  add_java_host(files, "");
  const Ran nothing = run(files, {"triage", "all is well"});
  CHECK(nothing.code == 1);
  CHECK(nothing.says("Nothing in it is known to shirlint. Give it more"));
  const Ran missing = run(files, {"triage", "missing.log", "a.log"});
  CHECK(missing.code == 2);
  CHECK(missing.complains("missing.log: there is no such file; an error text is given in quotes"));
  CHECK(missing.says("1 known error"));
  CHECK(run(files, {"triage", "node"}).complains("this is a folder"));
  CHECK(run(files, {"triage", "a.log", "--format", "sarif"}).complains("text, json"));
  CHECK(run(files, {"triage", "a.log", "--host", "nowhere"}).code == 2);
}

TEST_CASE("with a host: which cause is really there", "[cli][quick]") {
  MemoryReader bare;
  add_java_host(bare, R"([coverage]
"environment.machine" = "complete"
[registry]
'HKLM\SOFTWARE\JavaSoft\Java Runtime Environment\' = false
)");
  MemoryReader silent;
  add_java_host(silent, "");
  const Ran found = run(bare, {"triage", "a.log", "--host", "node"});
  CHECK(found.code == 0);
  CHECK(found.says("    is there JAV001 node/host.toml"));

  CHECK(run(silent, {"triage", "a.log", "--host", "node"}).says("    unknown  "));

  const json known = answer(bare, {"a.log", "--host", "node"})["known"][0];
  CHECK(known["verdict"] == "found");
  REQUIRE(known["findings"].size() == 1);
  CHECK(known["findings"][0]["code"] == "JAV001");
  CHECK(known["findings"][0]["host"] == "node-01");

  const json unknown = answer(silent, {"a.log", "--host", "node"})["known"][0];
  CHECK(unknown["verdict"] == "unknown");
  CHECK(unknown["findings"].empty());
  CHECK(!unknown["unknown"].empty());

  // what else is wrong with the host is not the question
  const json proxy = answer(bare, {"Unrecognized attribute 'a'", "--host", "node"})["known"][0];
  CHECK(proxy["verdict"] == "absent");
  CHECK(run(bare, {"triage", "Unrecognized attribute 'a'", "--host", "node"})
            .says("    not here no rule that looks for it finds anything on this host"));
}

TEST_CASE("advice that is wrong is told to be", "[cli][quick]") {
  const MemoryReader none;
  const Ran ran = run(none, {"triage", "dmgcmd.exe -Status"});
  CHECK(ran.says("    beware   dmgcmd has no option -Status"));
  CHECK(answer(none, {"dmgcmd.exe -Status"})["known"][0]["wrong_advice"].get<std::string>().find(
            "has no option") != std::string::npos);
}

// A name that is too long, or on Windows has a colon, looks like one out of reach.
TEST_CASE("an error text need not be the name that a file could have", "[cli][quick]") {
  const OutOfReach disk;
  CHECK(run(disk, {"triage", "Unrecognized attribute 'a' at: x"}).says("--> the given text:1"));
  for (const char* const path : {"/a b/c.log", "./a b", "../a b", "C:\\a b\\c.log", "word"}) {
    INFO(path);
    CHECK(run(disk, {"triage", path}).complains("out of reach"));
  }
  const shirlint::io::DiskReader real;
  const std::string words = "Unrecognized attribute 'a' at: <x> | * " + std::string(5000, 'x');
  CHECK(run(real, {"triage", words}).says("--> the given text:1"));
}

TEST_CASE("triage's JSON has its keys in their order", "[cli][quick]") {
  MemoryReader files;
  add_java_host(files, "");
  const Ran ran = run(files, {"triage", "a.log", "--format", "json"});
  const auto found = nlohmann::ordered_json::parse(ran.out);
  std::vector<std::string> keys;
  for (const auto& item : found.items()) keys.push_back(item.key());
  CHECK(keys == std::vector<std::string>{"schema", "tool", "inputs", "hosts", "known"});
  keys.clear();
  for (const auto& item : found["known"][0].items()) keys.push_back(item.key());
  CHECK(keys == std::vector<std::string>{"id", "text", "values", "count", "places", "evidence",
                                         "cause", "remedy", "wrong_advice", "source", "rules",
                                         "verdict", "findings", "unknown"});
  CHECK(found["schema"] == "shirlint.triage/1");
  CHECK(found["known"][0]["places"][0]["input"] == "a.log");
  CHECK(found["known"][0]["places"][0]["line"] == 2);
  CHECK(found["known"][0]["wrong_advice"].is_null());
  CHECK(found["known"][0]["verdict"] == "not-asked");
}

TEST_CASE("no secret and no command of a pipeline comes out", "[cli][quick]") {
  MemoryReader files;
  files.add("a.log",
            "Could not connect to net.tcp://bob:hunter2@node:8060 ##vso[task.x]\x1b[31m"
            "/ExternalService.svc");
  for (const std::string format : {"text", "json"}) {
    const Ran ran = run(files, {"triage", "a.log", "--format", format});
    CHECK(ran.code == 0);
    CHECK_FALSE(ran.says("hunter2"));
    CHECK_FALSE(ran.says("##vso["));
    CHECK_FALSE(ran.says("\x1b"));
  }
}

TEST_CASE("own signatures, and what is wrong with them", "[cli][quick]") {
  const std::string head = "name = \"own\"\nsource = \"s\"\nas_of = 2026-01-01\n[[signature]]\n";
  MemoryReader files;
  files.add("own/triage/a.toml", head +
                                     "id = \"ours\"\ntext = \"The gateway {name} said no\"\n"
                                     "cause = \"{name} is down.\"\nremedy = \"Call them.\"\n");
  const Ran ran = run(files, {"triage", "--rules", "own", "The gateway GW7 said no."});
  CHECK(ran.errors.empty());
  CHECK(ran.code == 0);
  CHECK(ran.says("cause    GW7 is down."));
  files.add("own/triage/b.toml", head + "id = \"bad\"\n");
  const Ran bad = run(files, {"triage", "--rules", "own", "The gateway GW7 said no."});
  CHECK(bad.code == 2);
  CHECK(bad.complains("signature 'bad' of table 'own': 'text' is missing"));
  CHECK(bad.says("GW7 is down."));
}
