// Settings of the machine in runs: changed, put back, and every accident at every step. Afterwards
// each has its old or its new state (or, of those that take several steps, what lies between),
// repair brings all into one state, and undo restores.
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>

#include "fix/backup.h"
#include "fix/machine.h"
#include "io/fault_list.h"

using namespace shirlint;
using io::MemoryStore;
using io::Setting;
using io::SettingKind;
using io::Store;
using State = std::optional<std::string>;

namespace {

struct Item {
  Setting setting;
  State before, after;
};
const std::vector<Item> items = {
    {{SettingKind::environment, "JAVA_HOME"}, "1 3100", "2 3200"},
    {{SettingKind::registry_key, "HKLM\\SOFTWARE\\JavaSoft"},
     "key\t\nkey\t1.8\nvalue\t\tCurrentVersion\t1 3100\nvalue\t1.8\tJavaHome\t1 3200\n",
     std::nullopt},
    {{SettingKind::service_start, "DIAHostService"},
     "delayed=1\nstart=manual\n",
     "delayed=1\nstart=automatic\n"},
    {{SettingKind::certificate, "LocalMachine/Root/AB"}, std::nullopt, "3082"},
};

fix::RunRequest request() {
  fix::RunRequest wanted{origin(), {{diahost, "old host", "new host", {"PRX009"}}}, {}, "", true};
  for (const Item& item : items) {
    wanted.changes.push_back({item.setting.name,
                              item.before,
                              item.after,
                              {"JAV003"},
                              {},
                              {},
                              std::string(to_text(item.setting.kind))});
  }
  return wanted;
}

std::unique_ptr<MemoryStore> host() {
  auto machine = std::make_unique<MemoryStore>();
  machine->add("/root/.profile", "");
  furnish(*machine);
  for (const Item& item : items) machine->set(item.setting, item.before);
  return machine;
}

bool is_all(MemoryStore& machine, bool fresh) {
  for (const Item& item : items) {
    if (machine.setting(item.setting).value() != (fresh ? item.after : item.before)) return false;
  }
  return content(machine, diahost) == (fresh ? "new host" : "old host");
}

/// Nothing has a state that is neither old nor new nor in between.
bool is_sound(MemoryStore& machine) {
  for (const Item& item : items) {
    const State now = machine.setting(item.setting).value();
    if (now != item.before && now != item.after &&
        !io::lies_between(item.setting, item.before, item.after, now)) {
      return false;
    }
  }
  return true;
}

std::string judge(MemoryStore& machine, const Accident& accident, bool success, bool undo) {
  if (accident.deadly()) machine.crash(accident.loss, accident.seed);
  if (!is_sound(machine)) return "has a state that is neither old nor new";
  if (success && !is_all(machine, !undo)) return "says it is done, and it is not";
  if (!fix::repair_runs(machine, state_folder)) return "cannot be repaired";
  const bool fresh = is_all(machine, true);
  if (!fresh && !is_all(machine, false)) return "is in no one state after repair";
  if (!fresh) {
    return undo || fix::apply_run(machine, request()).has_value() ? "" : "cannot be done again";
  }
  const auto runs = fix::list_runs(machine, state_folder);
  if (!fix::undo_run(machine, origin("2026-11-22T11:00:00Z"), runs->front().id)) {
    return "cannot be undone";
  }
  return is_all(machine, false) ? "" : "is not as before after undo";
}

}  // namespace

TEST_CASE("settings are changed, and come back exactly", "[fix][quick]") {
  const auto machine = host();
  const auto run = fix::apply_run(*machine, request());
  REQUIRE(run);
  CHECK(is_all(*machine, true));
  CHECK(fix::list_runs(*machine, state_folder)->front() == *run);

  REQUIRE(fix::undo_run(*machine, origin("2026-11-22T10:00:00Z"), run->id));
  CHECK(is_all(*machine, false));
  const auto undo = fix::list_runs(*machine, state_folder)->back().id;
  REQUIRE(fix::undo_run(*machine, origin("2026-11-22T11:00:00Z"), undo));
  CHECK(is_all(*machine, true));
}

TEST_CASE("a setting that somebody else changed is left alone", "[fix][quick]") {
  const auto machine = host();
  const Item& java = items.front();
  SECTION("before the run") {
    machine->set(java.setting, "1 3900");
    const auto run = fix::apply_run(*machine, request());
    CHECK(run.error().message.find("changed since it was looked at") != std::string::npos);
    CHECK(content(*machine, diahost) == "old host");
  }
  SECTION("after it") {
    const auto run = fix::apply_run(*machine, request());
    machine->set(java.setting, "1 3900");
    const auto undo = fix::undo_run(*machine, origin("2026-11-22T10:00:00Z"), run->id);
    CHECK(undo.error().file == "environment JAVA_HOME");
    CHECK(undo.error().message.find("changed since run") != std::string::npos);
    CHECK(content(*machine, diahost) == "new host");
  }
}

TEST_CASE("every accident at every step with settings of a run and its undo", "[fix][slow]") {
  std::map<std::string, int> points;
  for (const bool undo : {false, true}) {
    const auto act = [&](Store& store) {
      return undo ? fix::undo_run(store, origin("2026-11-22T10:00:00Z"), "20261122-090000")
                        .has_value()
                  : fix::apply_run(store, request()).has_value();
    };
    const auto start = host();
    if (undo) REQUIRE(fix::apply_run(*start, request()));
    const auto counted = start->copy();
    io::FaultyStore all(*counted, 0, io::Fault::none);
    REQUIRE(act(all));
    for (std::size_t step = 1; step <= all.steps().size(); ++step) {
      const std::string& name = all.steps()[step - 1];
      for (const Accident& accident : accidents) {
        // What becomes of files is tried elsewhere; death is tried everywhere.
        const bool worst = accident.deadly() && accident.loss == io::Loss::all;
        if (!worst && name.find("setting") == std::string::npos) continue;
        const auto machine = start->copy();
        io::FaultyStore faulty(*machine, step, accident.fault);
        const bool success = act(faulty);
        ++points[name];
        INFO((undo ? "undo" : "run") << ", step " << step << " (" << name << "), fault "
                                     << static_cast<int>(accident.fault));
        CHECK(judge(*machine, accident, success, undo).empty());
      }
    }
  }
  CHECK(points["put_setting"] >= 2 * 4 * 24);
}
