#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "state/snapshot.h"

using namespace shirlint;
using state::Snapshot;

namespace {

Snapshot::Loaded parse(const std::string& text) { return Snapshot::parse(text, "host.toml"); }

Snapshot read(const std::string& text) {
  auto loaded = parse("schema = \"shirlint.host/1\"\n" + text);
  for (const text::Error& error : loaded.errors) UNSCOPED_INFO(error.message);
  REQUIRE(loaded.errors.empty());
  CHECK(loaded.warnings.empty());
  return std::move(loaded.snapshot);
}

/// The only error of a snapshot; its line is counted without the schema line.
text::Error refuse(const std::string& text) {
  auto loaded = parse("schema = \"shirlint.host/1\"\n" + text);
  for (const text::Error& error : loaded.errors) UNSCOPED_INFO(error.message);
  REQUIRE(loaded.errors.size() == 1);
  text::Error error = loaded.errors.front();
  CHECK(error.file == "host.toml");
  --error.at.line;
  return error;
}

}  // namespace

TEST_CASE("a snapshot is records with places", "[state][quick]") {
  const Snapshot snapshot = read(
      "tool = \"shirlint 0.1.0\"\n"
      "name = \"node-01\"\n"
      "collected = 2026-11-22T09:00:00Z\n"
      "product = \"adf\"\n"
      "group = \"ir-prod\"\n"
      "[coverage]\n"
      "\"certificate.LocalMachine/Root\" = \"complete\"\n"
      "environment.machine = \"complete\"\n"
      "[os]\n"
      "build = 20348\n"
      "addresses = [\"10.0.0.4\"]\n"
      "[[service]]\n"
      "name = \"DIAHostService\"\n"
      "present = false\n"
      "[environment.machine]\n"
      "JAVA_HOME = 'C:\\jdk'\n"
      "Path = { type = \"REG_EXPAND_SZ\", value = '%SystemRoot%' }\n"
      "[hosts]\n"
      "lines = [\"127.0.0.1 localhost\"]\n");
  CHECK(snapshot.name == "node-01");
  CHECK(snapshot.collected == "2026-11-22T09:00:00Z");
  CHECK(snapshot.product == "adf");
  CHECK(snapshot.group == "ir-prod");
  CHECK(snapshot.tool == "shirlint 0.1.0");
  CHECK(snapshot.coverage.at("environment.machine") == "complete");

  const state::Record* os = snapshot.only("os");
  REQUIRE(os != nullptr);
  CHECK(std::get<std::int64_t>(os->find("build")->data) == 20348);
  CHECK(snapshot.source.slice(os->find("build")->at) == "20348");
  CHECK(snapshot.source.slice(os->at) == "[os]");
  CHECK_FALSE(snapshot.only("service", "diahostservice")->present);
  CHECK(snapshot.only("environment.machine", "java_home")->text("type") == "REG_SZ");
  CHECK(snapshot.source.slice(snapshot.only("environment.machine", "JAVA_HOME")->at) ==
        "JAVA_HOME = 'C:\\jdk'");
  CHECK(snapshot.only("environment.machine", "PATH")->text("type") == "REG_EXPAND_SZ");
  CHECK(snapshot.only("hosts.line", "1")->text("text") == "127.0.0.1 localhost");
  CHECK(snapshot.all("java").empty());
}

TEST_CASE("registry values keep their types", "[state][quick]") {
  const Snapshot snapshot = read(
      "[registry]\n"
      "'HKEY_LOCAL_MACHINE\\SOFTWARE\\A\\Number' = 1\n"
      "'HKLM\\SOFTWARE\\A\\Text' = \"Mdw\"\n"
      "'HKLM\\SOFTWARE\\A\\Many' = [\"x\", \"y\"]\n"
      "'HKLM\\SOFTWARE\\A\\Expand' = { type = \"REG_EXPAND_SZ\", value = '%x%' }\n"
      "'HKLM\\SOFTWARE\\A\\Bytes' = { type = \"REG_BINARY\", value = \"00ff\" }\n"
      "'HKLM\\SOFTWARE\\A\\Gone' = false\n"
      "'HKLM\\SOFTWARE\\A\\' = true\n"
      "'HKLM\\SOFTWARE\\B\\' = false\n");
  const auto type = [&](const char* name) {
    return snapshot.only("registry", "HKLM\\software\\a\\" + std::string(name))->text("type");
  };
  CHECK(type("Number") == "REG_DWORD");
  CHECK(type("Text") == "REG_SZ");
  CHECK(type("Many") == "REG_MULTI_SZ");
  CHECK(type("Expand") == "REG_EXPAND_SZ");
  CHECK(type("Bytes") == "REG_BINARY");
  CHECK_FALSE(snapshot.only("registry", "HKLM\\SOFTWARE\\A\\Gone")->present);
  CHECK(snapshot.only("registry", "HKLM\\SOFTWARE\\A\\")->present);
  CHECK_FALSE(snapshot.only("registry", "HKLM\\SOFTWARE\\B\\")->present);
}

TEST_CASE("the schema is checked first", "[state][quick]") {
  const auto message = [](const std::string& text) {
    const auto loaded = parse(text);
    REQUIRE(loaded.errors.size() == 1);
    return loaded.errors.front().message;
  };
  CHECK(message("name = \"x\"\n") == "a snapshot begins with schema = \"shirlint.host/1\"");
  CHECK(message("schema = \"shirlint.host/2\"\nunheard_of = 1\n") ==
        "this snapshot has the newer format 'shirlint.host/2'; this shirlint reads "
        "'shirlint.host/1'");
  CHECK(message("schema = \"other/1\"\n") ==
        "'other/1' is no snapshot format; this shirlint reads 'shirlint.host/1'");
  CHECK(message("schema = 1\n") == "'schema' must be a string, not a whole number");
}

TEST_CASE("each mistake is one sentence at its place", "[state][quick]") {
  struct Mistake {
    const char* text;
    text::Position at;
    const char* message;
  };
  const Mistake mistakes[] = {
      {"[os]\nbuild = \"x\"\n", {2, 9}, "'build' must be a whole number, not a string"},
      {"collected = \"2026-11-22\"\n",
       {1, 13},
       "'collected' must be a date without quotes, such as 2026-11-22T09:00:00Z, not a string"},
      {"collected = 09:00:00\n",
       {1, 13},
       "'collected' must have a day: a date without quotes, such as 2026-11-22T09:00:00Z"},
      {"[os]\nazure_vm = 1\n", {2, 12}, "'azure_vm' must be true or false, not a whole number"},
      {"[os]\naddresses = \"x\"\n", {2, 13}, "'addresses' must be a list of strings, not a string"},
      {"[hardware]\ncores = -1\n", {2, 9}, "'cores' cannot be negative"},
      {"[[listener]]\nport = 70000\n", {2, 8}, "'port' must be a port, 1 to 65535"},
      {"product = \"adff\"\n",
       {1, 11},
       "'adff' is no value of 'product'; it is one of adf, synapse, purview, fabric, opdg, "
       "opdg-personal; did you mean 'adf'?"},
      {"[[service]]\nname = \"x\"\nstate = \"Running\"\n",
       {3, 9},
       "'Running' is no value of 'state'; it is one of running, stopped, paused, start-pending, "
       "stop-pending, continue-pending, pause-pending; did you mean 'running'?"},
      {"[os]\nbiuld = 1\n", {2, 1}, "'os' has no key 'biuld'; did you mean 'build'?"},
      {"[sevice]\n", {1, 2}, "a snapshot has no 'sevice'; did you mean 'service'?"},
      {"[proxy.acount]\n", {1, 8}, "[proxy] has no 'acount'; did you mean 'account'?"},
      {"[java]\nhome = 'x'\n", {1, 1}, "'java' is a list: write [[java]]"},
      {"[[os]]\nbuild = 1\n", {1, 1}, "'os' is a table: write [os]"},
      {"[[java]]\nversion = \"17\"\n", {1, 1}, "a [[java]] needs 'home'"},
      {"[[certificate]]\nstore = \"LocalMachine/Root\"\nthumbprint = \"df3c\"\n",
       {3, 14},
       "'thumbprint' must be a SHA-1 thumbprint: 40 hexadecimal digits in upper case, without "
       "blanks or invisible characters"},
      {"[[config]]\nrole = \"diahost\"\nsha256 = \"12\"\n",
       {3, 10},
       "'sha256' must be 64 hexadecimal digits"},
      {"[[config]]\nrole = \"diahost\"\nredactions = [{start = 5}]\n",
       {3, 14},
       "'redactions' must be a list of byte ranges, { start = 310, end = 318 }"},
      {"[coverage]\njava = \"yes\"\n",
       {2, 8},
       "coverage of 'java' must be \"complete\", \"denied: why\" or \"failed: why\""},
      {"[coverage]\n\"certificate.LocalMachine/Rot\" = \"complete\"\n",
       {2, 1},
       "'LocalMachine/Rot' is no certificate store; did you mean 'LocalMachine/Root'?"},
      {"[coverage]\nregistry = \"complete\"\n",
       {2, 1},
       "'registry' cannot be complete: only a whole list or table can"},
      {"[coverage]\njava = \"complete\"\n'java.C:\\x' = \"denied: why\"\n",
       {3, 1},
       "'java' is said to be complete, so 'java.C:\\x' cannot be 'denied: why'"},
      {"[environment.machine]\nX = 5\n",
       {2, 5},
       "'X' must be a string, false (not set) or { type = \"REG_EXPAND_SZ\", value = '...' }"},
      {"[environment.machine]\nX = { type = \"REG_SX\", value = 'x' }\n",
       {2, 14},
       "'REG_SX' is no type here; it is one of REG_SZ, REG_EXPAND_SZ; did you mean 'REG_SZ'?"},
      {"[environment.machine]\nPath = 'x'\nPATH = 'y'\n",
       {3, 1},
       "'PATH' is given twice in environment.machine; the other is in line 3"},
      {"[registry]\n'SOFTWARE\\X' = 1\n",
       {2, 1},
       "'SOFTWARE\\X' is no registry path; it begins with HKLM\\ or another hive"},
      {"[registry]\n'HKLM\\X\\' = 1\n",
       {2, 13},
       "'HKLM\\X\\' ends in a backslash, so it is a key: true (it exists) or false"},
      {"[registry]\n'HKLM\\X' = true\n",
       {2, 12},
       "'HKLM\\X' must be a string, a whole number, a list of strings, false (looked for and not "
       "there) or { type = \"REG_...\", value = ... }"},
      {"[registry]\n'HKLM\\X' = { type = \"REG_DWORD\", value = 'x' }\n",
       {2, 42},
       "the value of 'HKLM\\X' does not fit its type REG_DWORD"},
      {"[registry]\n'HKLM\\X' = 1\n'HKEY_LOCAL_MACHINE\\x' = 2\n",
       {3, 1},
       "'HKLM\\x' is given twice in registry; the other is in line 3"},
      {"[os]\nbuild =\n",
       {2, 8},
       "this is no valid TOML: expected value, saw '\\n' (in a key-value pair)"},
  };
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.text);
    const text::Error error = refuse(mistake.text);
    CHECK(error.message == mistake.message);
    CHECK(error.at.line == mistake.at.line);
    CHECK(error.at.column == mistake.at.column);
  }
}

TEST_CASE("all mistakes are told at once, from top to bottom", "[state][quick]") {
  const auto loaded =
      parse("schema = \"shirlint.host/1\"\nprodukt = 1\n[os]\nbuild = 'x'\n[[java]]\nhome = 1\n");
  REQUIRE(loaded.errors.size() == 3);
  CHECK(loaded.errors[0].at.line == 2);
  CHECK(loaded.errors[1].at.line == 4);
  CHECK(loaded.errors[2].at.line == 6);
}

TEST_CASE("what a newer tool wrote is a warning where it is not known", "[state][quick]") {
  const auto loaded = parse(
      "schema = \"shirlint.host/1\"\n"
      "tool = \"shirlint 9.9\"\n"
      "[os]\n"
      "edition = \"Core\"\n"
      "[future]\n"
      "x = 1\n");
  CHECK(loaded.errors.empty());
  REQUIRE(loaded.warnings.size() == 2);
  CHECK(loaded.warnings[0].message == "'os' has no key 'edition'");
  CHECK(loaded.warnings[0].at.line == 4);
  CHECK(loaded.warnings[1].message == "a snapshot has no 'future'");
}

TEST_CASE("a certificate that a tool found twice in a store is no error", "[state][quick]") {
  const std::string twice =
      "[[certificate]]\nstore = \"LocalMachine/Root\"\n"
      "thumbprint = \"DF3C24F9BFD666761B268073FE06D1CC8D4F82A4\"\n"
      "[[certificate]]\nstore = \"LocalMachine/Root\"\n"
      "thumbprint = \"DF3C24F9BFD666761B268073FE06D1CC8D4F82A4\"\n";
  CHECK_THAT(refuse(twice).message, Catch::Contains("is given twice"));
  const auto loaded = parse("schema = \"shirlint.host/1\"\ntool = \"shirlint 0.1\"\n" + twice);
  CHECK(loaded.errors.empty());
  CHECK(loaded.warnings.size() == 1);
}

TEST_CASE("a byte order mark does not move places", "[state][quick]") {
  const auto loaded = parse("\xEF\xBB\xBFschema = \"shirlint.host/1\"\n[os]\nbuild = 5\n");
  REQUIRE(loaded.errors.empty());
  const state::Value* build = loaded.snapshot.only("os")->find("build");
  CHECK(loaded.snapshot.source.slice(build->at) == "5");
}

TEST_CASE("more than 10,000 items are too large for shirlint", "[state]") {
  std::string text = "schema = \"shirlint.host/1\"\n[environment.machine]\n";
  for (int number = 0; number < 10002; ++number) text += "v" + std::to_string(number) + "=''\n";
  const auto loaded = parse(text);
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.errors[0].message == "too large for shirlint: more than 10000 items");
}
