// Backups are what they were, go when they are told to, and never while they are needed.
#include "fix/backup.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "fix/machine.h"
#include "fix/run.h"
#include "io/faulty_store.h"
#include "io/memory_reader.h"

using namespace shirlint;  // NOLINT(google-build-using-namespace): a test of this room alone
using io::MemoryStore;

namespace {

const std::string first = state_folder + "/runs/20261122-090000/1.shirlint-backup";

}  // namespace

TEST_CASE("a backup that somebody changed is not written back", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  REQUIRE(fix::apply_run(machine, both()));
  machine.add(first, "planted");
  const auto refused = fix::undo_run(machine, origin(), "20261122-090000");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().file == first);
  CHECK(refused.error().message ==
        "is not the backup that run 20261122-090000 made: its bytes changed");
  CHECK(content(machine, diahost) == "new host");
  REQUIRE(machine.remove(first));
  CHECK(fix::undo_run(machine, origin(), "20261122-090000").error().message ==
        "cannot be read: No such file or directory");
}

TEST_CASE("purge deletes a run's backups and keeps its record", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  REQUIRE(fix::apply_run(machine, both()));
  CHECK(fix::purge(machine, state_folder, "20261122-090000").value() == 2);
  machine.crash(io::Loss::all);
  CHECK(machine.bytes(first) == nullptr);
  CHECK(fix::purge(machine, state_folder, "20261122-090000").value() == 0);
  CHECK(fix::list_runs(machine, state_folder)->size() == 1);
  CHECK(fix::undo_run(machine, origin(), "20261122-090000").error().message ==
        "has no backup any more: those of run 20261122-090000 were purged");
  CHECK(fix::purge(machine, state_folder, "20261122-090001").error().message ==
        "There is no run 20261122-090001 in " + state_folder);
}

TEST_CASE("a purge that dies at any step can be done again", "[fix][quick]") {
  std::size_t points = 0;
  for (std::size_t n = 1;; ++n) {
    MemoryStore machine;
    furnish(machine);
    REQUIRE(fix::apply_run(machine, both()));
    io::FaultyStore dying(machine, n, io::Fault::die);
    const bool done = fix::purge(dying, state_folder, "20261122-090000").has_value();
    if (!dying.reached()) break;
    ++points;
    CHECK_FALSE((done && dying.steps().back() != "release"));
    machine.crash(io::Loss::all);
    // Never a record that denies backups which are there.
    const auto runs = fix::list_runs(machine, state_folder);
    REQUIRE(runs);
    if (runs->front().files[0].backup.empty()) CHECK(machine.bytes(first) == nullptr);
    REQUIRE(fix::purge(machine, state_folder, "20261122-090000"));
    CHECK(machine.bytes(first) == nullptr);
  }
  CHECK(points > 10);
}

TEST_CASE("the oldest runs go first, an interrupted one stays", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  REQUIRE(fix::apply_run(machine, both()));
  const std::vector<std::string> hours{"10", "11", "12"};
  std::string last = "20261122-090000";
  for (const std::string& hour : hours) {
    const auto undone = fix::undo_run(machine, origin("2026-11-22T" + hour + ":00:00Z"), last);
    REQUIRE(undone);
    last = undone->id;
  }
  CHECK(fix::prune(machine, state_folder, 4)->empty());
  CHECK(fix::prune(machine, state_folder, 3).value() ==
        std::vector<std::string>{"20261122-090000"});
  CHECK(machine.bytes(first) == nullptr);

  const fix::Journal journal(machine, state_folder);
  auto oldest = journal.get("20261122-100000");
  REQUIRE(oldest);
  oldest->state = fix::RunState::started;
  REQUIRE(journal.put(*oldest));
  CHECK(fix::prune(machine, state_folder, 0).value() ==
        std::vector<std::string>{"20261122-110000", "20261122-120000"});
  CHECK(fix::purge(machine, state_folder, "20261122-100000").error().message ==
        "Run 20261122-100000 was interrupted and needs its backups to be repaired");
  CHECK(fix::prune(machine, "/nowhere", 0)->empty());
}

namespace {

/// A machine on which each of `contents` was diahost's for an hour, and then the next.
struct History {
  MemoryStore machine;
  io::MemoryReader reader{"/host"};

  explicit History(const std::vector<std::string>& contents, const std::string& version = {}) {
    machine.add("/root/.profile", "");
    machine.add(diahost, contents.front());
    for (std::size_t at = 1; at < contents.size(); ++at) {
      fix::Change change{diahost, contents[at - 1], contents[at], {"PRX009"}};
      change.version = version;
      const std::string hour = std::to_string(10 + at);
      REQUIRE(fix::apply_run(machine,
                             {origin("2026-11-22T" + hour + ":00:00Z"), {change}, {}, {}, true}));
    }
  }

  /// The first that is not bad, from the newest on; "none", or why they cannot be looked at.
  std::string newest(const std::string& path = diahost, const std::string& version = {}) {
    const fix::JournalBackups backups(machine, reader, state_folder);
    const auto found = backups.newest(
        path, version, [](const std::string& bytes) { return bytes.substr(0, 3) != "bad"; });
    if (!found) return found.error().file + " " + found.error().message;
    return *found ? (*found)->bytes + " " + (*found)->told : "none";
  }
};

/// Tells full names as they are given.
class WindowsReader final : public io::Reader {
 public:
  io::Kind kind(const std::string& /*path*/) const override { return io::Kind::missing; }
  text::Result<std::string> read(const std::string& path, std::size_t /*limit*/) const override {
    return text::fail("is not there", path);
  }
  text::Result<std::vector<io::Entry>> list(const std::string& folder) const override {
    return text::fail("is not there", folder);
  }
  std::string absolute(const std::string& path) const override { return path; }
};

}  // namespace

TEST_CASE("the newest backup that fits is found", "[fix][quick]") {
  History host({"good 1", "good 2", "bad 1", "bad 2"});
  CHECK(host.newest() == "good 2 of run 20261122-120000");
  CHECK(host.newest("diahost.exe.config") == "good 2 of run 20261122-120000");
  CHECK(host.newest(diawp) == "none");

  SECTION("one that somebody changed is none") {
    host.machine.add(state_folder + "/runs/20261122-120000/1.shirlint-backup", "planted");
    CHECK(host.newest() == "good 1 of run 20261122-110000");
  }
  SECTION("a purged run has none") {
    REQUIRE(fix::purge(host.machine, state_folder, "20261122-120000"));
    CHECK(host.newest() == "good 1 of run 20261122-110000");
    REQUIRE(fix::purge(host.machine, state_folder, "20261122-110000"));
    CHECK(host.newest() == "none");
  }
  SECTION("a state folder of others is not believed") {
    io::Status status;
    status.owned_by_us = false;
    host.machine.describe(state_folder, status);
    CHECK(host.newest() ==
          state_folder + " belongs to somebody else, who could change what undo writes");
  }
}

TEST_CASE("a backup of another version of the runtime is none", "[fix][quick]") {
  CHECK(History({"good", "bad"}, "5.45").newest(diahost, "5.46") == "none");
  CHECK(History({"good", "bad"}, "5.46").newest(diahost, "5.46") == "good of run 20261122-110000");
  CHECK(History({"good", "bad"}, "5.45").newest(diahost) == "good of run 20261122-110000");
  CHECK(History({"good", "bad"}).newest(diahost, "5.46") == "good of run 20261122-110000");
}

TEST_CASE("who looks for a backup leaves no trace", "[fix][quick]") {
  History host({"good"});
  const auto files = host.machine.files();
  CHECK(host.newest() == "none");
  CHECK(host.machine.files() == files);
  CHECK_FALSE(host.machine.list(state_folder));
}

TEST_CASE("on Windows the letter case of a name says nothing", "[fix][quick]") {
  History host({"good", "bad"});
  const fix::Journal journal(host.machine, state_folder);
  auto run = journal.get("20261122-110000");
  REQUIRE(run);
  run->files[0].path = "C:/Host/DiaHost.exe.config";
  REQUIRE(journal.put(*run));
  const WindowsReader reader;
  const fix::JournalBackups backups(host.machine, reader, state_folder);
  const auto fits = [](const std::string& bytes) { return bytes == "good"; };
  CHECK((*backups.newest("C:/host/diahost.EXE.config", "", fits))->bytes == "good");
  CHECK_FALSE(*backups.newest("C:/host/diawp.exe.config", "", fits));
}
