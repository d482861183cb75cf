// Backups are what they were, go when they are told to, and never while they are needed.
#include "fix/backup.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "fix/machine.h"
#include "fix/run.h"
#include "io/faulty_store.h"

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
