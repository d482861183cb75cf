// Fixes of a made-up machine itself: what they need, what they change, and that they come back.
#include <catch2/catch.hpp>

#include "cli/program.h"
#include "io/memory_store.h"
#include "state/live/scripted_machine.h"
#include "state/live/scripted_network.h"

using namespace shirlint;
using namespace shirlint::state::live;

namespace {

const std::string shared = "C:/Program Files/Microsoft Integration Runtime/5.0/Shared/";
const std::string hosts = "C:/Windows/System32/drivers/etc/hosts";
const io::Setting java_home{io::SettingKind::environment, "JAVA_HOME"};
const std::string quoted = io::to_state(io::registry_text(1, "\"C:\\jdk\""));
const std::string bare = io::to_state(io::registry_text(1, "C:\\jdk"));

/// JAVA_HOME with quotes around it (JAV008).
struct Node {
  std::shared_ptr<ScriptedMachine> machine = make_node();
  io::MemoryReader files;
  io::MemoryStore store;
  std::shared_ptr<ScriptedNetwork> network = std::make_shared<ScriptedNetwork>();
  bool elevated = true;
  std::string log;

  Node() {
    for (const char* const name : {"diahost.exe.config", "diawp.exe.config"}) {
      files.add(shared + name, config_with(""));
    }
    machine->set(machine_environment, "JAVA_HOME", sz("\"C:\\jdk\""));
    store.set(java_home, quoted);
  }
  Ran run(std::vector<std::string> words) {
    if (words.front() != "plan") words.insert(words.end(), {"--backup-dir", "/state"});
    return run_with(files, words, [&](cli::Session& session) {
      session.store = &store;
      session.now = "2026-11-22T03:00:00Z";
      session.user = "CORP\\operator";
      session.machine = machine;
      session.network = network;
      session.elevated = elevated;
      session.log = [this](const std::string& text) { log += text; };
    });
  }
  void set_hosts(const std::string& text) {
    files.add(hosts, text);
    store.add('/' + hosts, text);  // in memory all begins with it
    machine->add_file("C:\\Windows\\System32\\drivers\\etc\\hosts", text);
  }
  std::string state() { return store.setting(java_home).value().value_or("none"); }
};

const std::vector<std::string> mend = {"check", "--live", "--unsafe-fixes", "--select", "JAV008"};

}  // namespace

TEST_CASE("a variable of the machine is set, told to the log, and comes back",
          "[cli][live][quick]") {
  Node node;
  const Ran shown = node.run({"check", "--live", "--select", "JAV008", "--unsafe-fixes", "--diff"});
  CHECK(shown.code == 1);
  CHECK(shown.says("# environment JAVA_HOME: '\"C:\\jdk\"' -> 'C:\\jdk'"));
  CHECK(node.state() == quoted);

  const Ran ran = node.run(mend);
  CHECK(ran.says("applied JAV008"));
  CHECK(ran.says("environment JAVA_HOME"));
  CHECK(ran.says("Restart DIAHostService"));
  CHECK(node.state() == bare);
  CHECK(node.log.find("environment JAVA_HOME: JAV008") != std::string::npos);
  CHECK(node.log.find("by CORP\\operator") != std::string::npos);

  CHECK(node.run({"undo"}).code == 0);
  CHECK(node.state() == quoted);
  CHECK(node.log.find("takes run") != std::string::npos);
}

TEST_CASE("nothing is done on the machine", "[cli][live][quick]") {
  Node node;
  SECTION("without an administrator's rights") {
    node.elevated = false;
    const Ran ran = node.run(mend);
    CHECK(ran.code == 2);
    CHECK(ran.says("needs administrator rights"));
  }
  SECTION("without named codes") {
    CHECK(node.run({"check", "--live", "--unsafe-fixes"}).complains("needs the codes"));
  }
  SECTION("by a plan, which holds edits of files only") {
    const Ran ran = node.run({"plan", "--live", "--unsafe-fixes", "--select", "JAV008"});
    CHECK(ran.complains("JAV008 changes the machine itself and is in no plan"));
  }
  SECTION("by --fix, since no such fix is safe") {
    CHECK(node.run({"check", "--live", "--fix", "--select", "JAV008"}).code == 1);
  }
  SECTION("where a policy allows config files only") {
    node.machine->set("HKLM\\SOFTWARE\\Policies\\shirlint", "AllowFix", dword(1));
    CHECK(node.run(mend).says("allows no changes of its state"));
  }
  SECTION("where a policy cannot be understood") {
    node.machine->set("HKLM\\SOFTWARE\\Policies\\shirlint", "AllowFix", sz("yes"));
    CHECK(node.run(mend).complains("allows no fixes"));
    CHECK(node.run({"undo"}).complains("allows no fixes"));
  }
  SECTION("when the state is another than the one that was judged") {
    node.store.set(java_home, bare);
    CHECK(node.run(mend).says("it would change nothing"));
    node.store.set(java_home, quoted);
  }
  CHECK(node.state() == quoted);
  CHECK(node.log.empty());
}

TEST_CASE("an undo needs the rights and the leave that the run needed", "[cli][live][quick]") {
  Node node;
  REQUIRE(node.run(mend).says("applied JAV008"));
  SECTION("rights") {
    node.elevated = false;
    CHECK(node.run({"undo"}).complains("needs administrator rights"));
  }
  SECTION("leave") {
    node.machine->set("HKLM\\SOFTWARE\\Policies\\shirlint", "AllowFix", dword(1));
    CHECK(node.run({"undo"}).complains("allows no changes of its state"));
  }
  CHECK(node.state() == bare);
}

TEST_CASE("lines of the hosts file are taken out of use together, and come back",
          "[cli][live][quick]") {
  Node node;
  const std::string before = "# of old\n10.0.0.9 localhost\n10.0.0.8\tlocalhost\n";
  node.set_hosts(before);
  const Ran ran = node.run({"check", "--live", "--unsafe-fixes", "--select", "NET002"});
  INFO(ran.out << ran.errors);
  REQUIRE(ran.says("applied NET002"));
  CHECK(*node.store.bytes(hosts) == "# of old\n# 10.0.0.9 localhost\n# 10.0.0.8\tlocalhost\n");
  CHECK(node.run({"undo"}).code == 0);
  CHECK(*node.store.bytes(hosts) == before);
}

TEST_CASE("localhost that does not resolve gets its line, as --probe proves",
          "[cli][live][quick]") {
  Node node;
  node.set_hosts("10.0.0.7 sql01");
  const std::vector<std::string> words = {"check",          "--live",   "--probe",
                                          "--unsafe-fixes", "--select", "NET001"};
  SECTION("it does") {
    node.network->names["localhost"] = {"127.0.0.1"};
    CHECK(node.run(words).code == 0);
    CHECK(*node.store.bytes(hosts) == "10.0.0.7 sql01");
  }
  SECTION("it does not") {
    const Ran ran = node.run(words);
    CHECK(ran.says("localhost: the name does not resolve"));
    CHECK(ran.says("applied NET001"));
    CHECK(ran.code == 1);  // the made-up network goes on without
    CHECK(*node.store.bytes(hosts) == "10.0.0.7 sql01\r\n127.0.0.1 localhost\r\n");
  }
  SECTION("nobody has asked") {
    CHECK(node.run({"check", "--live", "--unsafe-fixes", "--select", "NET001"}).code == 0);
  }
}
