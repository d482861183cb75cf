// What a run, an undo and a repair say and do when nothing is wrong, and when somebody meddles.
#include "fix/run.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "fix/backup.h"
#include "fix/machine.h"
#include "fix/state_folder.h"
#include "io/disk_store.h"
#include "io/faulty_store.h"
#include "io/temporary_folder.h"
#include "text/sha256.h"

using namespace shirlint;  // NOLINT(google-build-using-namespace): a test of this room alone
using fix::Outcome;
using fix::RunState;
using io::Fault;
using io::FaultyStore;
using io::MemoryStore;

namespace {

/// The run dies right before it replaces its n-th file.
void die_before_file(MemoryStore& machine, int n) {
  for (std::size_t step = 1;; ++step) {
    const auto trial = machine.copy();
    FaultyStore counted(*trial, step, Fault::die);
    static_cast<void>(fix::apply_run(counted, both()));
    REQUIRE(counted.reached());
    int replaced = 0;  // the record's own replace is the first
    for (const std::string& name : counted.steps()) replaced += name == "replace" ? 1 : 0;
    if (replaced != n + 1) continue;
    FaultyStore dying(machine, step, Fault::die);
    REQUIRE_FALSE(fix::apply_run(dying, both()));
    machine.crash(io::Loss::none);
    return;
  }
}

}  // namespace

TEST_CASE("a run changes its files and remembers everything", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  const auto run = fix::apply_run(machine, both());
  REQUIRE(run);
  CHECK(content(machine, diahost) == "new host");
  CHECK(content(machine, diawp) == "new wp");
  CHECK(run->id == "20261122-090000");
  CHECK(run->state == RunState::complete);
  CHECK(run->who == "CORP\\operator");
  CHECK(run->reason == "CHG0012345");
  CHECK(run->restart == std::vector<std::string>{"DIAHostService"});
  REQUIRE(run->files.size() == 2);
  CHECK(run->files[0].path == diahost);
  CHECK(run->files[0].codes == std::vector<std::string>{"PRX009", "NET003"});
  CHECK(run->files[0].before == text::sha256("old host"));
  CHECK(run->files[0].after == text::sha256("new host"));
  const fix::Journal journal(machine, state_folder);
  CHECK(content(machine, journal.backup_path(run->id, run->files[1])) == "old wp");
  CHECK(fix::list_runs(machine, state_folder).value() == std::vector<fix::RunManifest>{*run});
  CHECK(machine.files() ==
        std::vector<std::string>{diahost, diawp,
                                 state_folder + "/runs/20261122-090000/1.shirlint-backup",
                                 state_folder + "/runs/20261122-090000/2.shirlint-backup",
                                 state_folder + "/runs/20261122-090000/manifest.toml"});
}

TEST_CASE("undo is exact, is a run, and can be undone", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  REQUIRE(fix::apply_run(machine, both()));
  const auto undo = fix::undo_run(machine, origin("2026-11-22T10:00:00Z"), "20261122-090000");
  REQUIRE(undo);
  CHECK(content(machine, diahost) == "old host");
  CHECK(content(machine, diawp) == "old wp");
  CHECK(undo->undoes == "20261122-090000");
  CHECK(undo->restart == std::vector<std::string>{"DIAHostService"});
  CHECK(fix::undo_run(machine, origin(), "20261122-090000").error().message ==
        "is already as it was before run 20261122-090000");
  const auto redo = fix::undo_run(machine, origin("2026-11-22T11:00:00Z"), undo->id);
  REQUIRE(redo);
  CHECK(content(machine, diahost) == "new host");
  CHECK(fix::list_runs(machine, state_folder)->size() == 3);
}

TEST_CASE("a file that is not there is made, and undo removes it", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  const std::string fourth = "/host/fourth.config";
  fix::RunRequest request{
      origin(), {{fourth, std::nullopt, "made", {"CFG024"}, diahost}}, {}, "", true};
  machine.add(fourth, "somebody was faster");
  CHECK(fix::apply_run(machine, request).error().message ==
        "changed since it was read: it is there by now");
  REQUIRE(machine.remove(fourth));
  const auto run = fix::apply_run(machine, request);
  REQUIRE(run);
  CHECK(content(machine, fourth) == "made");
  CHECK(run->files[0].before.empty());
  CHECK(run->files[0].backup.empty());
  SECTION("exactly what was made goes") {
    const auto undo = fix::undo_run(machine, origin("2026-11-22T10:00:00Z"), run->id);
    REQUIRE(undo);
    CHECK(machine.bytes(fourth) == nullptr);
    CHECK(fix::undo_run(machine, origin(), run->id).error().message ==
          "is already as it was before run " + run->id);
    REQUIRE(fix::undo_run(machine, origin("2026-11-22T11:00:00Z"), undo->id));
    CHECK(content(machine, fourth) == "made");
  }
  SECTION("what was changed since stays") {
    machine.add(fourth, "edited");
    const auto refused = fix::undo_run(machine, origin(), run->id);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("changed since run " + run->id) == 0);
    CHECK(content(machine, fourth) == "edited");
    const auto moved = fix::moved_files(machine, state_folder, run->id);
    REQUIRE(moved.size() == 1);
    CHECK_FALSE(moved[0].old.has_value());
  }
  SECTION("a removed one is not looked for") {
    REQUIRE(machine.remove(fourth));
    CHECK(fix::undo_run(machine, origin(), run->id).error().message ==
          "is already as it was before run " + run->id);
  }
}

TEST_CASE("a file that appears while it is being made is never overwritten", "[fix][quick]") {
  const std::string fourth = "/host/fourth.config";
  std::size_t refused = 0;
  for (std::size_t n = 1;; ++n) {
    MemoryStore machine;
    furnish(machine);
    FaultyStore watched(machine, n, Fault::none, [&] {
      if (machine.bytes(fourth) == nullptr) machine.add(fourth, "theirs");
    });
    const auto result = fix::apply_run(
        watched, {origin(), {{fourth, std::nullopt, "made", {"CFG024"}, diahost}}, {}, "", true});
    if (!watched.reached()) break;
    CAPTURE(n);
    if (result) {
      CHECK(content(machine, fourth) == "made");
    } else {
      CHECK(content(machine, fourth) == "theirs");
      ++refused;
    }
  }
  CHECK(refused > 10);
}

TEST_CASE("undo refuses whole when one file moved on, and shows how", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  REQUIRE(fix::apply_run(machine, both()));
  machine.add(diawp, "edited");
  const auto refused = fix::undo_run(machine, origin(), "20261122-090000");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().file == diawp);
  CHECK(refused.error().message == "changed since run 20261122-090000: its SHA-256 is " +
                                       text::sha256("edited") + ", and the run left " +
                                       text::sha256("new wp"));
  CHECK(content(machine, diahost) == "new host");
  REQUIRE(machine.remove(diawp));
  CHECK(fix::undo_run(machine, origin(), "20261122-090000").error().message ==
        "is no file any more since run 20261122-090000");
  CHECK(fix::undo_run(machine, origin(), "20261122-090001").error().message ==
        "There is no run 20261122-090001 in " + state_folder);
  CHECK(fix::undo_run(machine, origin(), "../../etc").error().message ==
        "\"../../etc\" is not the id of a run");
}

TEST_CASE("a file that moved on before the run is refused, and nothing is made", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  machine.add(diawp, "edited");
  const auto refused = fix::apply_run(machine, both());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().file == diawp);
  CHECK(refused.error().message == "changed since it was read");
  CHECK(content(machine, diahost) == "old host");
  CHECK(machine.files() == std::vector<std::string>{diahost, diawp});
}

TEST_CASE("a file that moves on during the run takes the whole run back", "[fix][quick]") {
  std::size_t taken_back = 0;
  for (std::size_t n = 1;; ++n) {
    MemoryStore machine;
    furnish(machine);
    FaultyStore watched(machine, n, Fault::none, [&] { machine.add(diawp, "edited"); });
    const auto result = fix::apply_run(watched, both());
    if (!watched.reached()) break;
    CAPTURE(n);
    if (result) continue;  // after its replace
    CHECK(result.error().file == diawp);
    CHECK(content(machine, diahost) == "old host");
    CHECK(content(machine, diawp) == "edited");
    const auto runs = fix::list_runs(machine, state_folder);
    REQUIRE(runs);
    if (runs->empty()) continue;  // seen before the run began
    ++taken_back;
    CHECK(result.error().message ==
          "changed since it was read; run 20261122-090000 was taken back but for what others "
          "changed: " +
              diawp);
    CHECK(runs->front().state == RunState::taken_back);
    CHECK(fix::undo_run(machine, origin(), runs->front().id).error().message ==
          "Run 20261122-090000 was taken back when it was made: there is nothing to undo");
  }
  CHECK(taken_back > 10);
}

TEST_CASE("an interrupted run is found, blocks the next, and is repaired", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  SECTION("one file is new: taken back") {
    die_before_file(machine, 2);
    CHECK(content(machine, diahost) == "new host");
    CHECK(content(machine, diawp) == "old wp");
    const auto open = fix::interrupted_runs(machine, state_folder);
    REQUIRE(open);
    REQUIRE(open->size() == 1);
    CHECK(open->front().id == "20261122-090000");
    CHECK(fix::apply_run(machine, both()).error().message ==
          "Run 20261122-090000 was interrupted and has to be repaired first");
    CHECK(fix::undo_run(machine, origin(), "20261122-090000").error().message ==
          "Run 20261122-090000 was interrupted and has to be repaired first");
    const auto repaired = fix::repair_runs(machine, state_folder);
    REQUIRE(repaired);
    REQUIRE(repaired->size() == 1);
    CHECK(repaired->front().outcome == Outcome::taken_back);
    CHECK(repaired->front().left.empty());
    CHECK(content(machine, diahost) == "old host");
  }
  SECTION("both are new: completed") {
    die_before_file(machine, 3);  // the record's last replace
    const auto repaired = fix::repair_runs(machine, state_folder);
    REQUIRE(repaired);
    REQUIRE(repaired->size() == 1);
    CHECK(repaired->front().outcome == Outcome::completed);
    CHECK(content(machine, diahost) == "new host");
    CHECK(fix::undo_run(machine, origin("2026-11-22T10:00:00Z"), "20261122-090000"));
  }
  SECTION("somebody edited one meanwhile: it is left and named") {
    die_before_file(machine, 2);
    machine.add(diawp, "edited");
    const auto repaired = fix::repair_runs(machine, state_folder);
    REQUIRE(repaired);
    CHECK(repaired->front().left == std::vector<std::string>{diawp});
    CHECK(content(machine, diawp) == "edited");
  }
  CHECK(fix::interrupted_runs(machine, state_folder)->empty());
  CHECK(fix::repair_runs(machine, state_folder)->empty());
}

TEST_CASE("a damaged record stops new runs, no undo, and is left alone", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  fix::RunRequest one = both();
  one.changes.pop_back();
  REQUIRE(fix::apply_run(machine, one));
  const std::string lost = state_folder + "/runs/20261122-090001/manifest.toml";
  REQUIRE(machine.make_folder(state_folder + "/runs/20261122-090001"));
  machine.add(lost, "schema = ");
  fix::RunRequest next = both("2026-11-22T09:00:02Z");
  next.changes.erase(next.changes.begin());
  CHECK(fix::repair_runs(machine, state_folder)->empty());
  CHECK(fix::apply_run(machine, next).error().message ==
        "Run 20261122-090001 may be interrupted: its record is damaged");
  CHECK(content(machine, diawp) == "old wp");
  CHECK(fix::undo_run(machine, origin("2026-11-22T09:00:02Z"), "20261122-090000"));
  CHECK(content(machine, diahost) == "old host");
  CHECK(content(machine, lost) == "schema = ");
  CHECK(fix::purge(machine, state_folder, "20261122-090001").value() == 0);
  CHECK(content(machine, lost) == "none");
  CHECK(fix::apply_run(machine, next));
  SECTION("one before a finished run stops nothing") {
    machine.add(state_folder + "/runs/20261122-090000/manifest.toml", "");
    one.origin.when = "2026-11-22T09:00:04Z";
    CHECK(fix::apply_run(machine, one));
    CHECK(fix::purge(machine, state_folder, "20261122-090000").value() == 1);
    CHECK(fix::all_runs(machine, state_folder)->damaged.empty());
  }
}

TEST_CASE("a run that is under way is not interrupted, and lets no other begin", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  die_before_file(machine, 2);
  const auto lock = fix::lock_state_folder(machine, state_folder);
  REQUIRE(lock);
  CHECK(fix::interrupted_runs(machine, state_folder)->empty());
  CHECK(fix::repair_runs(machine, state_folder).error().message ==
        "is in use: another run of shirlint is under way");
  CHECK(fix::apply_run(machine, both()).error().message ==
        "is in use: another run of shirlint is under way");
}

TEST_CASE("what cannot be a run is refused before anything is made", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  const auto reason = [&](const fix::RunRequest& request) {
    const auto refused = fix::apply_run(machine, request);
    CHECK(machine.files().size() == 2);
    return refused ? std::string() : refused.error().message;
  };
  auto request = both();
  request.changes[1].path = "diawp.exe.config";
  CHECK(reason(request) == "is no full name");
  request = both();
  request.changes[1].path = diahost;
  CHECK(reason(request) == "is named twice in one run");
  request = both();
  for (fix::Change& change : request.changes) change.after = change.before;
  CHECK(reason(request) == "There is nothing to change");
  request = both();
  request.origin.when = "yesterday";
  CHECK(reason(request) == "\"yesterday\" is no moment like 2026-11-22T09:00:00Z");
  request = both();
  request.origin.reason = "\xFF";
  CHECK(reason(request) ==
        "cannot be written: a file name, the user or the reason is not UTF-8 text");
}

TEST_CASE("without backups a run leaves nothing but its changes", "[fix][quick]") {
  MemoryStore machine;
  furnish(machine);
  auto request = both();
  request.keep_backups = false;
  REQUIRE(fix::apply_run(machine, request));
  CHECK(machine.files() == std::vector<std::string>{diahost, diawp});
  CHECK(content(machine, diahost) == "new host");
}

TEST_CASE("two runs at once on a disk: one refuses, nothing is lost", "[fix][quick]") {
  // Each thread counts both files up together; they use one state folder, or one each.
  const bool one_state = GENERATE(true, false);
  const TemporaryFolder folder;
  folder.write("a", "0");
  folder.write("b", "0");
  constexpr int threads = 3;
  constexpr int rounds = 8;
  std::atomic<int> refused{0};
  const auto work = [&](int thread) {
    io::DiskStore disk;
    fix::RunOrigin mine = origin();
    mine.state = folder / ("state" + std::to_string(one_state ? 0 : thread));
    for (int done = 0, tries = 0; done < rounds && tries < 100000; ++tries) {
      const auto a = disk.read(folder / "a", 100);
      const auto b = disk.read(folder / "b", 100);
      if (!a || !b || *a != *b) continue;  // in the middle of another's run
      const std::string next = std::to_string(std::stoi(*a) + 1);
      fix::RunRequest request{
          mine, {{folder / "a", *a, next, {}}, {folder / "b", *b, next, {}}}, {}, "", true};
      if (fix::apply_run(disk, request)) {
        ++done;
      } else {
        ++refused;
        std::this_thread::yield();
      }
    }
  };
  std::vector<std::thread> team;
  for (int thread = 0; thread < threads; ++thread) team.emplace_back(work, thread);
  for (std::thread& thread : team) thread.join();
  io::DiskStore disk;
  CHECK(disk.read(folder / "a", 100).value() == std::to_string(threads * rounds));
  CHECK(disk.read(folder / "b", 100).value() == std::to_string(threads * rounds));
  CHECK(disk.list(folder.path())->size() == (one_state ? 3 : 2 + threads));
  WARN(threads * rounds << " runs, " << refused << " refusals");
}

TEST_CASE("a real run on a real disk, and its undo", "[fix][quick]") {
  const TemporaryFolder folder;
  folder.write("diahost.exe.config", "old");
  io::DiskStore disk;
  fix::RunOrigin mine = origin();
  mine.state = folder / "home/state/shirlint";
  const std::string path = folder / "diahost.exe.config";
  const auto run = fix::apply_run(disk, {mine, {{path, "old", "new", {"PRX009"}}}, {}, "", true});
  REQUIRE(run);
  CHECK(disk.read(path, 100).value() == "new");
  CHECK(fix::undo_run(disk, mine, run->id)->id == "20261122-090000-2");
  CHECK(disk.read(path, 100).value() == "old");
  CHECK(disk.list(mine.state).value() == std::vector<std::string>{"runs"});
}
