// --restart-service: every way in which a service can take a fix, and what becomes of the fix.
#include <catch2/catch.hpp>

#include "cli/played_service.h"

using namespace shirlint;
using namespace shirlint::state::live;
using namespace std::chrono_literals;
using Life = PlayedMachine::Life;

namespace {

const std::string folder = "C:/Program Files/Microsoft Integration Runtime/5.0";
const std::string quoted = io::to_state(io::registry_text(1, "\"C:\\jdk\""));
const std::string bare = io::to_state(io::registry_text(1, "C:\\jdk"));

/// Is this said, wherever lines are broken?
bool tells(const Ran& ran, const std::string& sentence) {
  std::string words;
  for (const char byte : ran.out + ran.errors) {
    const char next = byte == '\n' ? ' ' : byte;
    if (next != ' ' || words.empty() || words.back() != ' ') words += next;
  }
  return words.find(sentence) != std::string::npos;
}

/// JAVA_HOME with quotes around it (JAV008), the service up, two copies at work.
struct Node {
  io::MemoryStore store;
  PlayedClock clock;
  std::shared_ptr<PlayedMachine> machine = std::make_shared<PlayedMachine>(store, clock);
  io::MemoryReader files;
  bool elevated = true;
  bool windows = true;

  Node() {
    for (const char* const name : {"diahost.exe.config", "diawp.exe.config"}) {
      files.add(folder + "/Shared/" + name, config_with(""));
    }
    machine->set(machine_environment, "JAVA_HOME", sz("\"C:\\jdk\""));
    store.set(PlayedMachine::java_home, quoted);
    store.set(PlayedMachine::run, "running");
  }
  Ran run(std::vector<std::string> words) {
    if (words.front() != "plan") words.insert(words.end(), {"--backup-dir", "/state"});
    return run_with(files, words, [&](cli::Session& session) {
      session.store = &store;
      session.now = "2026-11-22T02:00:00Z";
      session.clock = &clock;
      if (windows) session.machine = machine;
      session.elevated = elevated;
    });
  }
  Ran mend(const std::string& restart = "--restart-service", const std::string& more = "--live") {
    return run({"check", "--live", "--unsafe-fixes", "--select", "JAV008", restart, more});
  }
  [[nodiscard]] std::string java_home() {
    return store.setting(PlayedMachine::java_home).value().value_or("none");
  }
  [[nodiscard]] std::string service() {
    return store.setting(PlayedMachine::run).value().value_or("none");
  }
};

}  // namespace

TEST_CASE("a service that stays up for a minute keeps its fix", "[cli][live][quick]") {
  Node node;
  const Ran ran = node.mend();
  CHECK(ran.code == 0);
  CHECK(tells(ran, "the restart of DIAHostService cancels 2 copy workers (diawp.exe)"));
  CHECK(tells(ran, "applied JAV008"));
  CHECK(tells(ran, "Restarted DIAHostService: up for a minute since."));
  CHECK_FALSE(tells(ran, "until then the old settings"));
  CHECK(node.java_home() == bare);
  CHECK(node.machine->starts == 1);
  CHECK(node.clock.passed == 60s);
  CHECK(tells(node.mend(), "nothing was changed, so no service is restarted"));
  CHECK(node.machine->starts == 1);
}

TEST_CASE("a service that does not stay up gets its old settings back", "[cli][live][quick]") {
  Node node;
  std::string why;
  SECTION("it never comes up") {
    node.machine->life = Life::falls;
    node.machine->lives = 0s;
    why = "DIAHostService does not come up";
  }
  SECTION("it falls over after a while") {
    node.machine->life = Life::falls;
    why = "DIAHostService did not stay up: 20 s after its start it is 'stopped'";
  }
  SECTION("it falls over in the last second") {
    node.machine->life = Life::falls;
    node.machine->lives = 60s;
    why = "DIAHostService did not stay up: 60 s after";
  }
  SECTION("its recovery settings start it again and again") {
    node.machine->life = Life::falls_and_is_revived;
    why = "DIAHostService did not stay up: within 20 s it ended and was started again";
  }
  const Ran ran = node.mend();
  CHECK(ran.code == 2);
  CHECK(tells(ran, why));
  CHECK(tells(ran, "run 20261122-030000 was taken back, and DIAHostService is as it was before"));
  CHECK(tells(ran, "took run 20261122-030000 back"));
  CHECK(tells(ran, "JAV008"));  // found as before
  CHECK(node.java_home() == quoted);
  CHECK(node.service() == "running");
  CHECK(node.machine->starts == 2);
}

TEST_CASE("a service that hangs while it starts is waited for, and told", "[cli][live][quick]") {
  Node node;
  node.machine->life = Life::hangs_at_start;
  const Ran ran = node.mend();
  CHECK(ran.code == 2);
  CHECK(tells(ran, "DIAHostService does not come up: not within 3 minutes"));
  CHECK(tells(ran, "was taken back; DIAHostService does not stop: not within 3 minutes"));
  CHECK(node.java_home() == quoted);
  CHECK(node.clock.passed == 6min);
}

TEST_CASE("a fix that cannot be taken back says so", "[cli][live][quick]") {
  Node node;
  node.machine->life = Life::falls;
  node.clock.on_sleep = [&] {
    node.store.set(PlayedMachine::java_home, io::to_state(io::registry_text(1, "D:\\other")));
  };
  const Ran ran = node.mend();
  CHECK(ran.code == 2);
  CHECK(tells(ran, "did not stay up"));
  CHECK(tells(ran, "could not be taken back: environment JAVA_HOME changed since run"));
}

TEST_CASE("when-idle waits before anything is changed", "[cli][live][quick]") {
  Node node;
  SECTION("until the last copy has ended") {
    node.clock.on_sleep = [&] {
      if (node.clock.passed == 100s) {
        CHECK(node.java_home() == quoted);
        node.machine->running = {"diahost.exe"};
      }
    };
    const Ran ran = node.mend("--restart-service=when-idle");
    CHECK(ran.code == 0);
    CHECK(tells(ran,
                "at work: 2 copy workers (diawp.exe); waiting until none is, for at most "
                "30 minutes"));
    CHECK(tells(ran, "restarting DIAHostService; then a minute's watch"));
    CHECK(node.java_home() == bare);
    CHECK(node.clock.passed == 160s);
  }
  SECTION("and changes nothing when a copy goes on for half an hour") {
    node.machine->running = {"diawp.exe"};
    const Ran ran = node.mend("--restart-service=when-idle");
    CHECK(ran.code == 2);
    CHECK(tells(ran,
                "after 30 minutes of waiting still at work: 1 copy worker (diawp.exe); "
                "nothing was changed"));
    CHECK(node.java_home() == quoted);
    CHECK(node.machine->starts == 0);
    CHECK(node.clock.passed == 30min);
  }
}

TEST_CASE("a restart that cannot be is said before anything is changed", "[cli][live][quick]") {
  Node node;
  Ran ran;
  SECTION("without an administrator's rights") {
    node.elevated = false;
    ran = node.mend();
    CHECK(tells(ran, "needs administrator rights"));
  }
  SECTION("where a policy allows config files only") {
    node.machine->set("HKLM\\SOFTWARE\\Policies\\shirlint", "AllowFix", dword(1));
    ran = node.run({"check", "--live", "--fix", "--restart-service"});
    CHECK(tells(ran, "allows no changes of its state"));
  }
  SECTION("off Windows") {
    node.windows = false;
    ran = node.mend();
    CHECK(tells(ran, "restarts the service of the Windows machine it runs on; this is none"));
  }
  SECTION("of a folder") {
    ran = node.run({"check", "--fix", "--restart-service", folder});
    CHECK(tells(ran, "give --live with it"));
  }
  SECTION("without a fix") {
    ran = node.run({"check", "--live", "--restart-service"});
    CHECK(tells(ran, "belongs to --fix"));
  }
  SECTION("without backups") {
    ran = node.mend("--restart-service", "--no-backup");
    CHECK(tells(ran, "leave --no-backup out"));
  }
  SECTION("with a misspelt value") {
    ran = node.mend("--restart-service=idle");
    CHECK(tells(ran, "--restart-service 'idle' is unknown; it can be when-idle"));
  }
  SECTION("of a disabled service") {
    node.machine->services_by_name["DIAHostService"].start = "disabled";
    ran = node.mend();
    CHECK(tells(ran, "DIAHostService is disabled and cannot be started; nothing was changed"));
  }
  SECTION("of a service that is not there") {
    node.machine->services_by_name.clear();
    ran = node.mend();
    CHECK(tells(ran, "there is no service DIAHostService; nothing was changed"));
  }
  SECTION("by --diff, which tells what it would cancel") {
    node.elevated = false;
    const Ran shown = node.mend("--restart-service", "--diff");
    CHECK(shown.code == 1);
    CHECK(tells(shown, "# the restart of DIAHostService cancels 2 copy workers (diawp.exe)"));
    ran.code = 2;
  }
  CHECK(ran.code == 2);
  CHECK(node.java_home() == quoted);
  CHECK(node.machine->starts == 0);
  CHECK(node.store.files().empty());
}

TEST_CASE("a service that was down is started, and stopped again with its fix",
          "[cli][live][quick]") {
  Node node;
  node.store.set(PlayedMachine::run, "stopped");
  node.machine->last = "stopped";
  SECTION("it stays up") {
    CHECK(node.mend().code == 0);
    CHECK(node.service() == "running");
  }
  SECTION("it does not") {
    node.machine->life = Life::falls_and_is_revived;
    CHECK(node.mend().code == 2);
    CHECK(node.service() == "stopped");
    CHECK(node.java_home() == quoted);
  }
}

TEST_CASE("a plan that is applied to this machine's runtime restarts it, too",
          "[cli][live][quick]") {
  Node node;
  const std::string config = folder + "/Shared/diahost.exe.config";
  const std::string without_scheme =
      config_with("<proxy proxyaddress=\"proxy.contoso.com:8080\"/>");
  for (const std::string& path : {config, folder + "/Shared/diawp.exe.config"}) {
    node.files.add(path, without_scheme);
    node.store.add(io::full_name(node.files, path), without_scheme);
  }
  const auto written = [&] {
    const std::string* const bytes = node.store.bytes(io::full_name(node.files, config));
    return bytes == nullptr ? "none" : *bytes;
  };
  const Ran plan = node.run({"plan", "--live", "--select", "PRX009"});
  REQUIRE(plan.code == 1);
  node.files.add("plan.toml", plan.out);
  node.files.add("copy/diahost.exe.config", without_scheme);
  node.files.add("copy/diawp.exe.config", without_scheme);
  SECTION("it stays up") {
    const Ran ran = node.run({"apply", "plan.toml", folder, "--restart-service"});
    INFO(ran.out << ran.errors);
    REQUIRE(ran.code == 0);
    CHECK(tells(ran, "Restarted DIAHostService"));
    CHECK(written() != without_scheme);
  }
  SECTION("it falls over") {
    node.machine->life = Life::falls;
    const Ran ran = node.run({"apply", "plan.toml", folder, "--restart-service"});
    CHECK(ran.code == 2);
    CHECK(tells(ran, "was taken back"));
    CHECK(written() == without_scheme);
  }
  SECTION("but not another folder's") {
    const Ran ran = node.run({"apply", "plan.toml", "copy", "--restart-service"});
    CHECK(ran.code == 2);
    CHECK(tells(ran, "not applied to the folder of its runtime; nothing was changed"));
    CHECK(written() == without_scheme);
  }
}
