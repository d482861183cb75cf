// The three states of a fact: known, known to be absent, not known.
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "state/fact_key.h"
#include "state/snapshot.h"

using namespace shirlint::state;

namespace {

Snapshot read(const std::string& text) {
  auto loaded = Snapshot::parse("schema = \"shirlint.host/1\"\n" + text, "host.toml");
  for (const auto& error : loaded.errors) UNSCOPED_INFO(error.message);
  REQUIRE(loaded.errors.empty());
  return std::move(loaded.snapshot);
}

std::string tell(const Known& known) {
  switch (known.state) {
    case Knowledge::known:
      return "known";
    case Knowledge::absent:
      return "absent";
    case Knowledge::unknown:
      break;
  }
  return "unknown: " + known.reason;
}

std::string ask(const std::string& text, std::string_view fact) {
  return tell(read(text).known(fact));
}

const char* const nothing = "unknown: not in the snapshot";

}  // namespace

TEST_CASE("nothing is known of an empty snapshot", "[state][quick]") {
  for (const char* fact :
       {"name", "os.build", "runtime.version", "proxy.account.server", "java", "software",
        "certificate.LocalMachine/Root", "environment.machine.JAVA_HOME",
        "registry.HKLM\\SOFTWARE\\X", "service.DIAHostService", "service.DIAHostService.state",
        "hosts", "hosts.lines", "file.C:\\x.modified", "config.diawp", "os"}) {
    CAPTURE(fact);
    CHECK(ask("", fact) == nothing);
  }
  CHECK(ask("", "os.colour") == "unknown: no such fact");
}

TEST_CASE("a scalar is known when it is given", "[state][quick]") {
  CHECK(ask("name = 'x'\n", "name") == "known");
  CHECK(ask("[os]\nbuild = 1\n", "os.build") == "known");
  CHECK(ask("[os]\nbuild = 1\n", "os.role") == nothing);
  CHECK(ask("[proxy.account]\nserver = ''\n", "proxy.account.server") == "known");
  CHECK(ask("[hosts]\nlines = []\n", "hosts.lines") == "known");
}

TEST_CASE("a table is open until the coverage closes it", "[state][quick]") {
  const std::string account = "[proxy.account]\nenabled = false\n";
  const std::string closed = "[coverage]\n\"proxy.account\" = \"complete\"\n";
  CHECK(ask(account, "proxy.account.server") == nothing);
  CHECK(ask(closed + account, "proxy.account.server") == "absent");
  CHECK(ask(closed + account, "proxy.account") == "known");
  CHECK(ask(closed, "proxy.account") == "absent");
  CHECK(ask(account, "proxy.account") ==
        "unknown: the snapshot does not say that the list is complete");
}

TEST_CASE("a list is open until the coverage closes it", "[state][quick]") {
  const std::string service = "[[service]]\nname = \"DIAHostService\"\nstate = \"running\"\n";
  const std::string closed = "[coverage]\nservice = \"complete\"\n";
  CHECK(ask(service, "service.diahostservice") == "known");
  CHECK(ask(service, "service.DIAHostService.state") == "known");
  CHECK(ask(service, "service.DIAHostService.start") == nothing);
  CHECK(ask(service, "service.Other") == nothing);
  CHECK(ask(service, "service") == "unknown: the snapshot does not say that the list is complete");
  CHECK(ask(closed + service, "service.Other") == "absent");
  CHECK(ask(closed + service, "service.Other.state") == "absent");
  // A complete list says nothing about what is not told of its items.
  CHECK(ask(closed + service, "service.DIAHostService.start") == nothing);
  CHECK(ask(closed + service, "service") == "known");
  CHECK(ask(closed, "service") == "absent");
}

TEST_CASE("an item may say that it is absent", "[state][quick]") {
  const std::string gone = "[[service]]\nname = \"DIAHostService\"\npresent = false\n";
  CHECK(ask(gone, "service.DIAHostService") == "absent");
  CHECK(ask(gone, "service.DIAHostService.state") == "absent");
  CHECK(ask("[coverage]\nservice = \"complete\"\n" + gone, "service") == "absent");
  CHECK(ask("[[file]]\npath = 'C:\\x'\npresent = false\n", "file.c:\\X") == "absent");
  CHECK(ask("[environment.machine]\nX = false\n", "environment.machine.x") == "absent");
}

TEST_CASE("each certificate store is a list of its own", "[state][quick]") {
  const std::string one =
      "[coverage]\n\"certificate.LocalMachine/Root\" = \"complete\"\n"
      "\"certificate.LocalMachine/My\" = \"denied: needs administrator rights\"\n"
      "[[certificate]]\nstore = \"LocalMachine/Root\"\n"
      "thumbprint = \"DF3C24F9BFD666761B268073FE06D1CC8D4F82A4\"\nca = true\n";
  CHECK(ask(one, "certificate.LocalMachine/Root") == "known");
  CHECK(ask(one, "certificate.LocalMachine/Disallowed") == nothing);
  CHECK(ask(one, "certificate.LocalMachine/My") == "unknown: denied: needs administrator rights");
  const std::string item = "certificate.LocalMachine/Root.DF3C24F9BFD666761B268073FE06D1CC8D4F82A4";
  CHECK(ask(one, item) == "known");
  CHECK(ask(one, item + ".ca") == "known");
  CHECK(ask(one, item + ".not_after") == nothing);
  CHECK(ask(one, "certificate.LocalMachine/Root.0000000000000000000000000000000000000000") ==
        "absent");
  CHECK(ask(one, "certificate.LocalMachine/My.0000000000000000000000000000000000000000") ==
        "unknown: denied: needs administrator rights");
}

TEST_CASE("the coverage gives the reason why something is not known", "[state][quick]") {
  const std::string why =
      "[coverage]\n\"runtime.version\" = \"failed: file is locked\"\n"
      "java = \"denied: no rights\"\n'registry.HKLM\\SECURITY\\' = \"denied: system only\"\n";
  CHECK(ask(why, "runtime.version") == "unknown: failed: file is locked");
  CHECK(ask(why, "runtime.nodes") == nothing);
  CHECK(ask(why, "java") == "unknown: denied: no rights");
  CHECK(ask(why, "java.C:\\jdk.version") == "unknown: denied: no rights");
  CHECK(ask(why, "registry.HKLM\\Security\\A\\B") == "unknown: denied: system only");
  const std::string one = "[coverage]\n'registry.HKLM\\A\\V' = \"denied: no\"\n";
  CHECK(ask(one, "registry.HKLM\\A\\V") == "unknown: denied: no");
  CHECK(ask(one, "registry.HKLM\\A\\Value") == nothing);
  // What is given is known all the same.
  CHECK(ask(why + "[runtime]\nversion = \"5.46\"\n", "runtime.version") == "known");
}

TEST_CASE("registry values and keys tell about each other", "[state][quick]") {
  const std::string values =
      "[coverage]\n'registry.HKLM\\A\\Closed\\' = \"complete\"\n"
      "[registry]\n'HKLM\\A\\Gone\\' = false\n'HKLM\\A\\B\\Value' = 1\n'HKLM\\A\\B\\Not' = false\n"
      "'HKLM\\A\\C\\' = true\n'HKLM\\A\\Closed\\X' = 1\n";
  CHECK(ask(values, "registry.HKLM\\A\\B\\Value") == "known");
  CHECK(ask(values, "registry.HKEY_LOCAL_MACHINE\\a\\b\\value") == "known");
  CHECK(ask(values, "registry.HKLM\\A\\B\\Not") == "absent");
  CHECK(ask(values, "registry.HKLM\\A\\B\\Other") == nothing);
  CHECK(ask(values, "registry.HKLM\\A\\B\\") == "known");  // it has a value
  CHECK(ask(values, "registry.HKLM\\A\\") == "known");
  CHECK(ask(values, "registry.HKLM\\A\\C\\") == "known");
  CHECK(ask(values, "registry.HKLM\\A\\C\\Value") == nothing);
  CHECK(ask(values, "registry.HKLM\\A\\Gone\\") == "absent");
  CHECK(ask(values, "registry.HKLM\\A\\Gone\\Below\\Value") == "absent");
  CHECK(ask(values, "registry.HKLM\\A\\Closed\\X") == "known");
  CHECK(ask(values, "registry.HKLM\\A\\Closed\\Y") == "absent");
  CHECK(ask(values, "registry.HKLM\\A\\Closed\\Sub\\") == "absent");
  CHECK(ask(values, "registry.HKLM\\A\\Closed\\Sub\\Z") == nothing);
}

TEST_CASE("names of facts are checked for rules", "[state][quick]") {
  CHECK_FALSE(fact_key_fault("os.build"));
  CHECK_FALSE(fact_key_fault("certificate.LocalMachine/Root"));
  CHECK_FALSE(fact_key_fault("registry.HKLM\\SOFTWARE\\X"));
  CHECK_FALSE(fact_key_fault("environment.machine.JAVA_HOME"));
  CHECK_FALSE(fact_key_fault("collected"));
  CHECK(fact_key_fault("os.biuld") == "[os] has no key 'biuld'; did you mean 'build'?");
  CHECK(fact_key_fault("sevice.X") ==
        "'sevice.X' is no fact of host.toml; did you mean 'service'?");
  CHECK(fact_key_fault("registry.SOFTWARE") ==
        "'SOFTWARE' is no registry path; it begins with HKLM\\ or another hive");
  CHECK(fact_key_fault("certificate.LocalMachine/Rot.AB"));
  CHECK(fact_key_fault("coverage.java"));
}

namespace {

/// A host.toml as a list of lines that can be left out one by one.
class RandomSnapshot {
 public:
  explicit RandomSnapshot(unsigned seed) : random_(seed) {
    add("schema = \"shirlint.host/1\"");
    add("tool = \"t\"");
    maybe("name = \"n\"");
    add("[coverage]");
    for (const char* list :
         {"java", "service", "software", "listener", "hosts", "os", "environment.machine",
          "proxy.account", "certificate.LocalMachine/Root", "certificate.LocalMachine/My",
          "registry.HKLM\\A\\", "registry.HKLM\\A\\B\\", "config"}) {
      maybe("'" + std::string(list) + "' = \"" + any({"complete", "denied: x", "failed: y"}) +
            "\"");
    }
    add("[os]");
    maybe("build = 1");
    maybe("role = \"member\"");
    add("[proxy.account]");
    maybe("server = 's'");
    maybe("enabled = true");
    add("[environment.machine]");
    maybe("JAVA_HOME = " + any({"'x'", "false", "{ type = \"REG_SZ\", value = 'y' }"}));
    maybe("Path = 'p'");
    if (flip()) {
      add("[hosts]");
      maybe("lines = []");
    }
    for (const char* name : {"DIAHostService", "other"})
      item("service", "name", name, "state = \"running\"");
    for (const char* name : {"C:\\a", "C:\\b"}) item("java", "home", name, "version = '17'");
    for (const char* name : {"C:\\f"}) item("file", "path", name, "version = '1'");
    for (const char* name : {"diahost", "diawp"}) item("config", "role", name, "path = 'p'");
    for (const char* store : {"LocalMachine/Root", "LocalMachine/My"}) {
      item("certificate", "store", store,
           "thumbprint = \"DF3C24F9BFD666761B268073FE06D1CC8D4F82A4\"\nca = true");
    }
    add("[registry]");
    maybe("'HKLM\\A\\' = " + any({"true", "true"}));
    maybe("'HKLM\\A\\V' = " + any({"1", "false", "'x'"}));
    maybe("'HKLM\\A\\B\\V' = " + any({"1", "false"}));
    maybe("'HKLM\\C\\' = " + any({"true", "false"}));
  }

  [[nodiscard]] std::size_t size() const { return lines_.size(); }
  /// Without the line `left_out`; with all lines when there is none such.
  [[nodiscard]] std::string text(std::size_t left_out) const {
    std::string out;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (at != left_out) out += lines_[at] + "\n";
    }
    return out;
  }
  /// [table] headers are not keys: without one, its keys would stand in another table.
  [[nodiscard]] bool is_key(std::size_t line) const { return lines_[line].front() != '['; }

 private:
  bool flip() { return random_() % 2 == 0; }
  std::string any(std::initializer_list<const char*> of) {
    return *(of.begin() + random_() % of.size());
  }
  void add(const std::string& text) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines_.push_back(line);
  }
  void maybe(const std::string& text) {
    if (flip()) add(text);
  }
  void item(const char* table, const char* key, const char* name, const char* more) {
    if (flip()) return;
    add("[[" + std::string(table) + "]]");
    add(std::string(key) + " = '" + name + "'");
    if (std::string(table) == "certificate" || flip()) add(more);
    if (flip()) add(std::string("present = ") + any({"true", "false"}));
  }

  std::mt19937 random_;
  std::vector<std::string> lines_;
};

}  // namespace

TEST_CASE("leaving a key out never makes absent what was not known", "[state]") {
  const std::vector<std::string> facts = {
      "name",
      "os",
      "os.build",
      "os.role",
      "os.dns_domain",
      "proxy.account",
      "proxy.account.server",
      "proxy.account.pac_url",
      "environment.machine",
      "environment.machine.JAVA_HOME",
      "environment.machine.Path",
      "environment.machine.Z",
      "hosts",
      "hosts.lines",
      "service",
      "service.DIAHostService",
      "service.DIAHostService.state",
      "service.none",
      "service.none.state",
      "java",
      "java.C:\\a",
      "java.C:\\a.version",
      "java.C:\\c",
      "file.C:\\f",
      "file.C:\\f.version",
      "file.C:\\g",
      "config",
      "config.diahost",
      "config.diawp.path",
      "software",
      "software.x",
      "listener",
      "listener.8060",
      "certificate.LocalMachine/Root",
      "certificate.LocalMachine/My",
      "certificate.LocalMachine/Root.DF3C24F9BFD666761B268073FE06D1CC8D4F82A4",
      "certificate.LocalMachine/Root.DF3C24F9BFD666761B268073FE06D1CC8D4F82A4.ca",
      "certificate.LocalMachine/Root.DF3C24F9BFD666761B268073FE06D1CC8D4F82A4.not_after",
      "certificate.LocalMachine/My.0000000000000000000000000000000000000000",
      "registry.HKLM\\A\\",
      "registry.HKLM\\A\\V",
      "registry.HKLM\\A\\W",
      "registry.HKLM\\A\\B\\",
      "registry.HKLM\\A\\B\\V",
      "registry.HKLM\\A\\B\\W",
      "registry.HKLM\\C\\",
      "registry.HKLM\\C\\V"};
  constexpr unsigned first_seed = 1;
  constexpr unsigned rounds = 300;
  std::size_t left_out = 0;
  std::map<Knowledge, std::size_t> seen;
  for (unsigned seed = first_seed; seed < first_seed + rounds; ++seed) {
    const RandomSnapshot random(seed);
    const auto before = Snapshot::parse(random.text(random.size()), "host.toml");
    if (!before.errors.empty()) continue;  // it contradicts itself
    for (std::size_t line = 0; line < random.size(); ++line) {
      if (!random.is_key(line)) continue;
      const auto after = Snapshot::parse(random.text(line), "host.toml");
      if (!after.errors.empty()) continue;  // it was required
      ++left_out;
      for (const std::string& fact : facts) {
        const Knowledge was = before.snapshot.known(fact).state;
        const Knowledge is = after.snapshot.known(fact).state;
        ++seen[is];
        if (was == Knowledge::unknown && is == Knowledge::absent) {
          FAIL("seed " << seed << ", " << fact << ", line " << line + 1 << " left out of\n"
                       << random.text(random.size()));
        }
      }
    }
  }
  WARN("seeds " << first_seed << " to " << first_seed + rounds - 1 << ": " << left_out
                << " keys left out; known " << seen[Knowledge::known] << ", absent "
                << seen[Knowledge::absent] << ", unknown " << seen[Knowledge::unknown]);
  CHECK(left_out > 500);
  CHECK(seen[Knowledge::absent] > 500);
}
