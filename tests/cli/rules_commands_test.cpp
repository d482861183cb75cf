// `shirlint rules ...`
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "program.h"

using shirlint::io::MemoryReader;

TEST_CASE("rules list names each rule once", "[cli][quick]") {
  const Ran ran = run(MemoryReader(), {"rules", "list"});
  CHECK(ran.code == 0);
  CHECK(ran.says("PRX009  error    safe"));
  CHECK(run(MemoryReader(), {"rules", "list", "--no-builtin-rules"}).out == "0 rules\n");
}

TEST_CASE("rules show is the page of a rule", "[cli][quick]") {
  const Ran ran = run(MemoryReader(), {"rules", "show", "PRX009"});
  CHECK(ran.code == 0);
  CHECK(ran.says("The proxy address has no http:// in front"));
  CHECK(ran.says("ServicePointManager.cs"));
  CHECK(run(MemoryReader(), {"rules", "show", "PRX004"}).says("safe: rename ... to ..."));
  CHECK(run(MemoryReader(), {"rules", "show"}).code == 2);
  const Ran wrong = run(MemoryReader(), {"rules", "show", "PRX0009"});
  CHECK(wrong.code == 2);
  CHECK(wrong.complains("there is no rule 'PRX0009'; did you mean 'PRX009'?"));
}

TEST_CASE("rules tree without a path lists the vocabulary, with one the trees", "[cli][quick]") {
  CHECK(run(MemoryReader(), {"rules", "tree"}).says("net/setting/@name"));
  MemoryReader files;
  add_pair(files, "h", "http://proxy:8080");
  const Ran ran = run(files, {"rules", "tree", "h"});
  CHECK(ran.code == 0);
  CHECK(ran.says("<net role=\"diahost\""));
  CHECK(run(files, {"rules", "tree", "no"}).code == 2);
}

TEST_CASE("rules schema is JSON", "[cli][quick]") {
  const Ran ran = run(MemoryReader(), {"rules", "schema"});
  const auto schema = nlohmann::json::parse(ran.out);
  CHECK(schema["properties"].contains("select"));
  CHECK(schema["required"].size() > 5);
  const auto& operations = schema["properties"]["fix"]["items"]["properties"]["operation"]["oneOf"];
  REQUIRE(operations.size() == 27);
  for (const auto& operation : operations) {
    CAPTURE(operation.dump());
    CHECK(operation["description"].get<std::string>().size() > 20);
  }
  CHECK(operations[6]["const"] == "wrap-elements");
  CHECK(operations[6]["description"].get<std::string>().find("around") != std::string::npos);
  CHECK(operations.back()["const"] == "command");
}

// The program has its rules from a packer that ran at build time. Read from files, as anybody's own
// rules are, they must say the same of all their examples.
TEST_CASE("the rules that are built in judge alike as somebody's own", "[cli]") {
  const std::string root = std::string(SHIRLINT_SOURCE_DIR) + "/rules/";
  const std::regex code("(^|\n)((?:code|redirect) *= *\")([A-Z]+[0-9]{3}\")");
  MemoryReader files;
  for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
    const std::string name = file.path().generic_string().substr(root.size());
    const std::string folder = name.substr(0, name.find('/'));
    // Rules about comments in configs know the codes of the others.
    if (!file.is_regular_file() || folder == "data" || folder == "triage" || folder == "site")
      continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    files.add("own/" + name, std::regex_replace(text, code, "$1$2X$3"));
  }
  const Ran ran = run(files, {"rules", "test", "--no-builtin-rules", "--rules", "own"});
  INFO(ran.out << ran.errors);
  CHECK(ran.code == 0);
  CHECK(ran.says(": 0 failed"));
  CHECK(std::stoi(ran.out) > 200);
}

TEST_CASE("rules test runs the examples of a folder", "[cli][quick]") {
  const std::string rule = R"(code = "XAB001"
name = "a-proxy"
title = "There is a proxy"
severity = "info"
evidence = "documented"
sources = ["https://example.org/"]
why = "w"
remedy = "r"
select = "$net/setting[@name = 'proxyaddress']"
message = "a proxy"

[[example]]
verdict = "bad"
name = "an address"
config = '<defaultProxy><proxy proxyaddress="http://a:1"/></defaultProxy>'

[[example]]
verdict = "good"
name = "another setting"
config = '<defaultProxy><proxy usesystemdefault="True"/></defaultProxy>'
)";
  MemoryReader files;
  files.add("good/a.toml", rule);
  const Ran good = run(files, {"rules", "test", "good"});
  CHECK(good.code == 0);
  CHECK(good.says("1 rules, 2 examples"));
  std::string broken = rule;
  broken.replace(broken.find("usesystemdefault=\"True\""), 23, "proxyaddress=\"http://b\"");
  files.add("bad/a.toml", broken);
  const Ran bad = run(files, {"rules", "test", "bad"});
  CHECK(bad.code == 1);
  CHECK(bad.says("XAB001: another setting: is bad, but should be good"));
  CHECK(run(files, {"rules", "test", "no"}).code == 2);
}

TEST_CASE("rules schema names what there is", "[cli][quick]") {
  for (const char* name : {"rule", "host", "site", "check", "host-report", "summary", "apply",
                           "route", "triage", "rules", "baseline"}) {
    CAPTURE(name);
    const Ran ran = run(MemoryReader(), {"rules", "schema", name});
    CHECK(ran.code == 0);
    CHECK(nlohmann::json::parse(ran.out)["properties"].size() > 1);
  }
  const Ran wrong = run(MemoryReader(), {"rules", "schema", "hots"});
  CHECK(wrong.code == 2);
  CHECK(wrong.complains("there is no schema 'hots'; it is one of rule, host, site"));
  CHECK(wrong.complains("did you mean 'host'?"));
  CHECK(run(MemoryReader(), {"rules", "schema", "host", "site"}).code == 2);
}

TEST_CASE("rules list is JSON too", "[cli][quick]") {
  const Ran ran = run(MemoryReader(), {"rules", "list", "--format", "json"});
  const auto list = nlohmann::json::parse(ran.out);
  CHECK(list["schema"] == "shirlint.rules/1");
  CHECK(list["rules"].size() > 190);
  CHECK(run(MemoryReader(), {"rules", "list", "--format", "sarif"})
            .complains("--format 'sarif' is unknown; it can be text, json, markdown"));
  CHECK(run(MemoryReader(), {"rules", "tree", "--format", "json"}).code == 2);
}

TEST_CASE("docs/ is what the program says; else run ./dev docs", "[cli][quick]") {
  const auto read = [](const std::string& name) {
    std::ifstream in(std::string(SHIRLINT_SOURCE_DIR) + "/docs/" + name);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  // Not CHECK(a == b): that would print both.
  const bool rules_fresh =
      read("rules.md") == run(MemoryReader(), {"rules", "list", "--format", "markdown"}).out;
  CHECK(rules_fresh);
  const bool trees_fresh =
      read("trees.md") == run(MemoryReader(), {"rules", "tree", "--format", "markdown"}).out;
  CHECK(trees_fresh);
}

TEST_CASE("rules test --mutate tells which faults of a golden host no rule notices",
          "[cli][quick]") {
  MemoryReader files;
  add_pair(files, "h", "http://proxy.contoso.com:8080");
  const Ran all = run(files, {"rules", "test", "--mutate", "h"});
  CHECK(all.code == 0);
  CHECK(all.says("faults noticed, by "));
  CHECK(all.says("PRX009 2"));
  CHECK_FALSE(all.says("proxyaddress"));
  const Ran few = run(files, {"rules", "test", "--mutate", "h", "--no-builtin-rules"});
  CHECK(few.code == 1);
  CHECK(few.says("h/diahost.exe.config: proxyaddress without http:// (line 4): no rule notices"));
  CHECK(few.says(" faults noticed, by 0 rules: 0%"));
  CHECK(run(files, {"rules", "test", "--mutate", "none"}).code == 2);
  CHECK(run(files, {"rules", "test", "h", "--mutate", "h"}).complains("with --rules"));
}

TEST_CASE(
    "rules of one's own: no code twice, a table of theirs counts, scripts have rules of their own",
    "[cli][quick]") {
  const auto rule = [](const std::string& code, const std::string& more) {
    return "code = '" + code +
           "'\nname = 'n'\ntitle = 't'\nseverity = 'error'\nevidence = 'source'\n"
           "sources = ['https://example.org/']\nwhy = 'w'\nremedy = 'r'\nmessage = 'm'\n" +
           more +
           "[[example]]\nverdict = 'bad'\nname = 'b'\nconfig = '<a/>'\n"
           "[[example]]\nverdict = 'good'\nname = 'g'\nconfig = '<a/>'\n";
  };
  const auto said = [](const MemoryReader& files, std::vector<std::string> words) {
    words.insert(words.begin(), {"check", "h", "--format", "concise"});
    const Ran ran = run(files, words);
    return ran.out + ran.errors;
  };
  const auto has = [](const std::string& text, const std::string& part) {
    INFO(text);
    CHECK(text.find(part) != std::string::npos);
  };
  MemoryReader files;
  add_pair(files, "h", "http://proxy:8080");
  SECTION("a code that two folders have") {
    files.add("a/one.toml", rule("XAB001", "select = '//proxy'\n"));
    files.add("b/two.toml", rule("XAB001", "select = '//proxy'\n"));
    has(said(files, {"--rules", "a", "--rules", "b"}),
        "code 'XAB001' is there twice; a code is never reused");
  }
  SECTION("a role and a product that do not exist") {
    files.add("a/one.toml", rule("XAB001", "select = '//proxy'\nroles = ['diahosts']\n"));
    files.add("a/two.toml", rule("XAB002", "select = '//proxy'\nproducts = ['adff']\n"));
    const std::string out = said(files, {"--rules", "a"});
    has(out, "there is no role 'diahosts'");
    has(out, "there is no product 'adff'");
  }
  SECTION("a rule about scripts") {
    files.add("a/one.toml", rule("XAB001",
                                 "scope = 'script'\nselect = 'script'\n"
                                 "roles = ['diahost']\n"));
    const std::string out = said(files, {"--rules", "a"});
    has(out, "a rule about scripts has no 'roles'");
    has(out, "an example of a rule about scripts needs 'script', its text");
  }
  SECTION("a table takes the place of the built-in one") {
    files.add("h/host.toml", "schema = 'shirlint.host/1'\n[runtime]\nversion = '5.22.8285.1'\n");
    const std::string select = "VER";
    has(said(files, {"--select", select}), "5.22");
    files.add("a/data/versions.toml",
              "name = 'versions'\nsource = 's'\nas_of = 2026-11-01\nmeaning = 'm'\n"
              "[[version]]\nnumber = '5.22'\nexpires = 2030-01-01\nbuilds = ['5.22.8285.1']\n");
    const std::string now = said(files, {"--select", select, "--rules", "a"});
    INFO(now);
    CHECK(now.find("2023-11-01") == std::string::npos);
  }
}
