// Fixes of a made-up machine itself: what they need, what they change, and that they come back.
#include <catch2/catch.hpp>

#include "cli/program.h"
#include "fix/plan_file.h"
#include "io/faulty_store.h"
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

/// A node whose JAVA_HOME is as the store has it.
class NodeOfStore final : public ScriptedMachine {
 public:
  explicit NodeOfStore(io::MemoryStore& store) : store_(store) { furnish_node(*this); }

  [[nodiscard]] Answer<RegistryValue> value(const std::string& path,
                                            const std::string& name) const override {
    const auto now = store_.setting(java_home).value();
    if (path != machine_environment || name != "JAVA_HOME" || !now) {
      return ScriptedMachine::value(path, name);
    }
    const auto data = io::registry_data(*now);
    return RegistryValue{data->type, data->bytes};
  }
  [[nodiscard]] Answer<RegistryKey> key(const std::string& path) const override {
    auto found = ScriptedMachine::key(path);
    const auto now = store_.setting(java_home).value();
    if (path != machine_environment || !found || !*found || !now) return found;
    const auto data = io::registry_data(*now);
    (*found)->values.emplace_back("JAVA_HOME", RegistryValue{data->type, data->bytes});
    return found;
  }

 private:
  io::MemoryStore& store_;
};

/// JAVA_HOME with quotes around it (JAV008).
struct Node {
  io::MemoryReader files;
  io::MemoryStore store;
  std::shared_ptr<ScriptedMachine> machine = std::make_shared<NodeOfStore>(store);
  std::shared_ptr<ScriptedNetwork> network = std::make_shared<ScriptedNetwork>();
  bool elevated = true;
  std::string log;
  io::Store* instead = nullptr;  // of `store`, for one that fails

  Node() {
    for (const char* const name : {"diahost.exe.config", "diawp.exe.config"}) {
      files.add(shared + name, config_with(""));
    }
    store.set(java_home, quoted);
  }
  Ran run(std::vector<std::string> words) {
    if (words.front() != "plan") words.insert(words.end(), {"--backup-dir", "/state"});
    return run_with(files, words, [&](cli::Session& session) {
      session.store = instead == nullptr ? &store : instead;
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
    node.machine = make_node();
    node.machine->set(machine_environment, "JAVA_HOME", sz("\"C:\\jdk\""));
    node.store.set(java_home, bare);
    CHECK(node.run(mend).says("it would change nothing"));
    node.store.set(java_home, quoted);
  }
  CHECK(node.state() == quoted);
  CHECK(node.log.empty());
}

TEST_CASE("on a live host --fix mends errors, and what somebody named", "[cli][live][quick]") {
  Node node;
  // PRX009, an error; PRX019, a warning: scriptLocation has no effect beside an address.
  for (const char* const name : {"diahost.exe.config", "diawp.exe.config"}) {
    node.files.add(shared + name, config_with("<proxy proxyaddress=\"proxy:8080\" "
                                              "scriptLocation=\"http://x/p.pac\"/>"));
  }
  const Ran all = node.run({"check", "--live", "--fix", "--diff"});
  CHECK(all.says("+    <defaultProxy><proxy proxyaddress=\"http://proxy:8080\" scriptLocation="));
  const Ran named = node.run({"check", "--live", "--fix", "--diff", "--select", "PRX009,PRX019"});
  CHECK(named.says("+    <defaultProxy><proxy proxyaddress=\"http://proxy:8080\"/>"));
  const Ran copied = node.run({"check", "--fix", "--diff", shared});
  CHECK(copied.says("+    <defaultProxy><proxy proxyaddress=\"http://proxy:8080\"/>"));
}

TEST_CASE("what would be found only afterwards is told in its own words", "[cli][live][quick]") {
  Node node;
  const std::string jre = "HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment";
  node.machine->set(jre, "CurrentVersion", sz("1.8"));
  node.machine->set(jre + "\\1.8", "JavaHome", sz("C:\\gone"));
  node.store.set({io::SettingKind::registry_key, jre}, "key\t\n");
  const Ran ran = node.run({"check", "--live", "--unsafe-fixes", "--select", "JAV003,JAV008"});
  CHECK(ran.code == 2);
  CHECK(ran.says("the machine is not changed: JAV008 would be found: JAVA_HOME has quotes"));
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

namespace {

/// A node and the plan of what mends it.
struct PlannedNode : Node {
  const std::string folder = "C:/Program Files/Microsoft Integration Runtime/5.0";

  Ran make(std::vector<std::string> words) {
    Ran ran = run(std::move(words));
    files.add("/plan.toml", ran.out);
    return ran;
  }
  Ran make() { return make({"plan", "--live", "--unsafe-fixes", "--select", "JAV008"}); }
  Ran apply() { return run({"apply", "/plan.toml", folder}); }
};

}  // namespace

TEST_CASE("a plan changes the machine that it was made of, and undo takes it back",
          "[cli][live][quick]") {
  PlannedNode node;
  node.elevated = false;  // to look takes no rights
  const Ran made = node.make();
  CHECK(made.code == 1);
  CHECK(made.says("name = \"JAVA_HOME\"\ncodes = [\"JAV008\"]\n# mends JAV008: "));
  CHECK(made.says("old = '\"C:\\jdk\"'\nnew = 'C:\\jdk'\n"));
  CHECK(made.says("restart = [\"DIAHostService\"]"));
  CHECK(node.state() == quoted);
  node.elevated = true;

  const Ran shown = node.run({"apply", "/plan.toml", node.folder, "--diff"});
  CHECK(shown.code == 1);
  CHECK(shown.says("# environment JAVA_HOME: '\"C:\\jdk\"' -> 'C:\\jdk'"));
  CHECK(node.state() == quoted);

  const Ran ran = node.apply();
  CHECK(ran.code == 0);
  CHECK(ran.says("applied JAV008"));
  CHECK(ran.says("Restart DIAHostService"));
  CHECK(node.state() == bare);
  CHECK(node.log.find("environment JAVA_HOME: JAV008") != std::string::npos);
  CHECK(node.apply().complains("has already the state that the plan gives it"));
  CHECK(node.run({"undo"}).code == 0);
  CHECK(node.state() == quoted);
}

TEST_CASE("a plan of the machine is carried out as it is, or not at all", "[cli][live][quick]") {
  PlannedNode node;
  node.make();
  std::string left = quoted;
  SECTION("without an administrator's rights") {
    node.elevated = false;
    CHECK(node.apply().complains("needs administrator rights"));
  }
  SECTION("where a policy allows config files only") {
    node.machine->set("HKLM\\SOFTWARE\\Policies\\shirlint", "AllowFix", dword(1));
    CHECK(node.apply().complains("allows no changes of its state"));
  }
  SECTION("where somebody changed the state since") {
    left = io::to_state(io::registry_text(1, "\"D:\\jdk\""));
    node.store.set(java_home, left);
    CHECK(node.apply().complains("JAVA_HOME: is not as it was planned for"));
  }
  SECTION("on another machine") {
    node.machine->look->name = "NODE-03";
    CHECK(node.apply().complains("settings of the machine NODE-02, and this is NODE-03"));
  }
  SECTION("with another folder than the machine's runtime") {
    add_pair(node.files, "copy", "http://proxy:8080");
    CHECK(node.run({"apply", "/plan.toml", "copy"}).complains("is not the runtime's folder"));
  }
  SECTION("where the fault would still be there: a forged plan with its hash") {
    fix::PlanFile plan = fix::parse_plan(*node.files.read("/plan.toml", 10000), "p").value();
    plan.hosts.at(0).settings.at(0).fresh.value = "C:\\jdk;";
    node.files.add("/plan.toml", fix::to_toml(plan));
    CHECK(node.apply().complains("the machine is not changed: JAV008 would still be found"));
  }
  SECTION("on no Windows machine") {
    const Ran ran =
        run_with(node.files, {"apply", "/plan.toml", node.folder, "--backup-dir", "/state"},
                 [&](cli::Session& session) { session.store = &node.store; });
    CHECK(ran.code == 2);
    INFO(ran.out << ran.errors);
    CHECK(ran.complains("the plan changes settings of a Windows machine, and this is none"));
  }
  CHECK(node.state() == left);
  CHECK(node.log.empty());
}

TEST_CASE("what a collected folder tells is planned here and done there", "[cli][live][quick]") {
  PlannedNode node;
  add_pair(node.files, "collected", "http://proxy:8080");
  node.files.add("collected/host.toml",
                 "schema = \"shirlint.host/1\"\nname = \"node-02\"\n[environment.machine]\n"
                 "JAVA_HOME = '\"C:\\jdk\"'\n[registry]\n"
                 "'HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\' = false\n");
  CHECK(node.run({"plan", "collected", "--unsafe-fixes"}).complains("--select JAV008"));
  const Ran made = node.make({"plan", "collected", "--unsafe-fixes", "--select", "JAV008"});
  CHECK(made.code == 1);
  CHECK(made.says("# made of a snapshot: apply proves the settings on the machine itself"));
  CHECK(node.apply().says("applied JAV008"));
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

TEST_CASE("a plan takes lines of the hosts file out of use, if they are still those",
          "[cli][live][quick]") {
  PlannedNode node;
  const std::string before = "# of old\r\n10.0.0.9 localhost\r\n10.0.0.8 localhost\r\n";
  node.set_hosts(before);
  const Ran made = node.make({"plan", "--live", "--unsafe-fixes", "--select", "NET002"});
  INFO(made.out << made.errors);
  CHECK(made.says("kind = \"hosts-comment\"\nname = \"10.0.0.9 localhost\"\n"));
  CHECK(made.says("name = \"10.0.0.8 localhost\"\n"));
  SECTION("they are") {
    const Ran ran = node.apply();
    INFO(ran.out << ran.errors);
    CHECK(ran.says("applied NET002"));
    CHECK(*node.store.bytes(hosts) ==
          "# of old\r\n# 10.0.0.9 localhost\r\n# 10.0.0.8 localhost\r\n");
    CHECK(node.run({"undo"}).code == 0);
    CHECK(*node.store.bytes(hosts) == before);
  }
  SECTION("somebody has changed them since") {
    node.set_hosts(before + "10.0.0.7 sql01\r\n");
    CHECK(node.apply().complains("somebody changed it since"));
    CHECK(*node.store.bytes(hosts) == before + "10.0.0.7 sql01\r\n");
  }
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

TEST_CASE(
    "killed at every step of apply, undo and what mends them, the machine is one or the other",
    "[cli][live][slow]") {
  using io::Fault;
  std::size_t points = 0;
  for (const bool undo : {false, true}) {
    for (std::size_t step = 1;; ++step) {
      bool reached = false;
      for (const Fault fault : {Fault::die, Fault::die_after, Fault::die_torn}) {
        PlannedNode node;
        node.make();
        if (undo) REQUIRE(node.apply().code == 0);
        io::FaultyStore dying(node.store, step, fault);
        node.instead = &dying;
        static_cast<void>(undo ? node.run({"undo"}) : node.apply());
        node.instead = nullptr;
        if (!dying.reached()) continue;
        reached = true;
        ++points;
        node.store.crash(io::Loss::all);
        INFO((undo ? "undo" : "apply") << ", step " << step << " (" << dying.steps().back() << ")");
        REQUIRE((node.state() == quoted || node.state() == bare));
        // The next command mends first, and then does what it is for.
        if (node.state() == quoted) {
          const Ran again = node.apply();
          REQUIRE((again.code == 0 || again.complains("has already the state")));
        }
        REQUIRE(node.state() == bare);
        const Ran back = node.run({"undo"});
        REQUIRE((back.code == 0 || node.state() == quoted));
        CHECK(node.state() == quoted);
      }
      if (!reached) break;
    }
  }
  WARN(points << " points");
  CHECK(points > 200);
}
