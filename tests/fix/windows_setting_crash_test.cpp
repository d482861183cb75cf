// Settings and files of a run on Windows' own code path, killed: a plan that is carried out (which
// is a run of its changes) and its undo, in a process of its own that the system ends right before
// each step of the store in turn, and in the middle of the removal and the making of a registry
// key. After each: every thing has its old or its new state, the repair brings all into one, and
// undo gives what there was: registry, certificate store and hosts file, types and bytes included.
// A variable of the machine is a value of the registry, and is changed by the same steps.
#ifdef _WIN32
#include "fix/windows_victim.h"
// The one above brings windows.h, which goes before the others.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "fix/certificate_file.h"
#include "fix/plan_settings.h"
#include "fix/run.h"
#include "fix/setting_change.h"
#include "io/disk_reader.h"
#include "io/disk_store.h"
#include "io/faulty_store.h"
#include "io/temporary_folder.h"

namespace fix = shirlint::fix;
namespace io = shirlint::io;
using State = std::optional<std::string>;

namespace {

const std::string run_id = "20261122-090000";
const std::string key = "HKLM\\SOFTWARE\\JavaSoft\\shirlint-test";
const std::string old_hosts = "127.0.0.1 localhost";
const std::string new_hosts = old_hosts + "\r\n10.0.0.4 sql01\r\n";

State text_state(const std::string& text, std::uint32_t type = 1) {
  return io::to_state(io::registry_text(type, text));
}

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

struct Item {
  io::Setting setting;
  State before, after;
};

const std::vector<Item>& items() {
  using io::SettingKind;
  static const std::vector<Item> all = [] {
    const std::string thumbprint = "3050A65F867882569F9D41572C73C06CB83B1170";
    const auto der =
        fix::read_certificate(content(SHIRLINT_SOURCE_DIR "/tests/integrations/machine/root.pem"),
                              thumbprint, "root.pem");
    return std::vector<Item>{{{SettingKind::registry_value, key + "\\Home"},
                              text_state("%A%\\jre", 2),
                              text_state("C:\\jre")},
                             {{SettingKind::registry_key, key + "\\1.8"},
                              "key\t\nkey\tinner\nvalue\t\tJavaHome\t" + *text_state("C:\\gone") +
                                  "\nvalue\tinner\t\t3 00FF\nvalue\tinner\tb\t4 02000000\n",
                              std::nullopt},
                             {{SettingKind::certificate, "LocalMachine/Root/" + thumbprint},
                              std::nullopt,
                              io::to_hex(*der)}};
  }();
  return all;
}

std::string hosts_of(const std::string& root) { return root + "/hosts"; }
std::string state_of(const std::string& root) { return root + "/state"; }

fix::RunOrigin origin(const std::string& root, const std::string& hour) {
  return {"2026-11-22T" + hour + ":00:00Z", "operator", "CHG1", "shirlint test", state_of(root)};
}

std::vector<fix::Change> changes(const std::string& root) {
  std::vector<fix::Change> all;
  for (const Item& item : items()) {
    all.push_back({item.setting.name,
                   item.before,
                   item.after,
                   {"JAV003"},
                   {},
                   {},
                   std::string(io::to_text(item.setting.kind))});
  }
  all.push_back({hosts_of(root), old_hosts, new_hosts, {"NET001"}});
  return all;
}

bool run(io::Store& store, const std::string& root, std::vector<fix::Change> what) {
  return fix::apply_run(store, {origin(root, "09"), std::move(what), {}, "", true}).has_value();
}

/// From the text of a plan, as apply does it.
bool apply(io::Store& store, const std::string& root) {
  const auto plan = fix::parse_plan(content(root + "/plan.toml"), "plan.toml");
  REQUIRE(plan);
  const io::DiskReader reader;
  const shirlint::lint::Site site;
  const auto machine =
      fix::machine_of(plan->hosts.at(0).settings,
                      {[&](const io::Setting& one) { return fix::look_at_setting(store, one); },
                       reader, site, hosts_of(root)},
                      {});
  return machine && run(store, root, machine->changes);
}

bool act(io::Store& store, const std::string& root, char what) {
  if (what == 'a') return apply(store, root);
  return fix::undo_run(store, origin(root, "10"), run_id).has_value();
}

/// The machine as the command finds it, its plan beside it.
std::string furnish(const TemporaryFolder& folder, char what) {
  folder.write("hosts", old_hosts);
  std::string root = io::DiskReader().absolute(folder.path());
  HKEY made = nullptr;
  REQUIRE(RegCreateKeyExA(HKEY_LOCAL_MACHINE, "SOFTWARE\\JavaSoft\\shirlint-test", 0, nullptr, 0,
                          KEY_ALL_ACCESS | KEY_WOW64_64KEY, nullptr, &made, nullptr) == 0);
  RegCloseKey(made);
  io::DiskStore disk;
  for (const Item& item : items()) {
    if (disk.setting(item.setting).value() == item.before) continue;  // of a flush Wine makes much
    REQUIRE(disk.put_setting(item.setting, item.before));
  }
  fix::MachinePlan machine;
  machine.changes = changes(root);
  fix::PlanFile plan{"shirlint test", "2026-11-22", fix::PlanKind::unsafe, {}};
  plan.hosts.push_back({"NODE", "", {}, {}, {}, {}, {}, fix::planned_settings(machine)});
  folder.write("plan.toml", fix::to_toml(plan));
  if (what == 'u') REQUIRE(run(disk, root, changes(root)));
  return root;
}

void clean() {
  io::DiskStore disk;
  for (const Item& item : items()) static_cast<void>(disk.put_setting(item.setting, std::nullopt));
  RegDeleteTreeA(HKEY_LOCAL_MACHINE, "SOFTWARE\\JavaSoft\\shirlint-test");
}

const std::set<std::string> looking = {"status", "read", "list", "is_locked", "setting"};

enum class Stand { old, fresh, mixed, broken };

Stand stand(const std::string& root) {
  io::DiskStore disk;
  std::size_t fresh = 0;
  for (const Item& item : items()) {
    const State now = disk.setting(item.setting).value();
    const bool between = now != item.before && now != item.after;
    if (between && !io::lies_between(item.setting, item.before, item.after, now)) {
      return Stand::broken;
    }
    if (now == item.after) ++fresh;
  }
  const std::string hosts = content(hosts_of(root));
  if (hosts != old_hosts && hosts != new_hosts) return Stand::broken;
  if (hosts == new_hosts) ++fresh;
  if (fresh == items().size() + 1) return Stand::fresh;
  if (fresh != 0 || disk.setting(items()[1].setting).value() != items()[1].before) {
    return Stand::mixed;
  }
  return Stand::old;
}

/// As if killed in the middle: of the key's removal when its subkey is gone, of its making when
/// that is still to come.
void tear(char what) {
  io::DiskStore disk;
  const Item& item = items()[1];
  if (what == 'u') {
    static_cast<void>(disk.put_setting(
        item.setting, "key\t\nvalue\t\tJavaHome\t" + *text_state("C:\\gone") + "\n"));
  } else {
    RegDeleteTreeA(HKEY_LOCAL_MACHINE, "SOFTWARE\\JavaSoft\\shirlint-test\\1.8\\inner");
  }
}

/// What is wrong after a death; empty when nothing is.
std::string judge(const std::string& root) {
  io::DiskStore disk;
  if (stand(root) == Stand::broken) return "something is neither old nor new";
  const auto repaired = fix::repair_runs(disk, state_of(root));
  if (!repaired) return "cannot be repaired: " + repaired.error().message;
  const Stand now = stand(root);
  if (now != Stand::old && now != Stand::fresh) return "is in no one state after repair";
  if (now == Stand::old) return "";
  const auto runs = fix::list_runs(disk, state_of(root));
  if (!runs || runs->empty()) return "has no record";
  std::string last;
  for (const auto& one : *runs) {
    if (one.undoes.empty()) last = one.id;
  }
  if (!fix::undo_run(disk, origin(root, "11"), last)) return "cannot be undone";
  return stand(root) == Stand::old ? "" : "is not as at first";
}

/// The steps that the command takes when nothing goes wrong, and which of them put the key.
std::vector<std::string> steps_of(char what) {
  const TemporaryFolder folder;
  const std::string root = furnish(folder, what);
  io::DiskStore disk;
  io::FaultyStore counted(disk, 0, io::Fault::none);
  REQUIRE(act(counted, root, what));
  return counted.steps();
}

}  // namespace

// Run by victim() only.
TEST_CASE("a process that is ended while it changes settings", "[.setting-victim]") {
  const auto order = victim_order();
  if (!order) return;  // a filter that only leaves out runs it, too
  io::DiskStore disk;
  io::FaultyStore dying(disk, order->step, io::Fault::none, [&] {
    if (order->torn) tear(order->act);
    TerminateProcess(GetCurrentProcess(), died);
  });
  CHECK(act(dying, order->root, order->act));
}

TEST_CASE("killed at every step of a run that changes the machine, nothing is lost",
          "[fix][slow]") {
  std::map<char, std::size_t> points;
  std::size_t losses = 0;
  std::size_t all = 0;
  for (const char what : {'u', 'a'}) {
    const std::vector<std::string> steps = steps_of(what);
    int puts = 0;
    all += steps.size();
    for (std::size_t step = 1; step <= steps.size(); ++step) {
      const bool is_key = steps[step - 1] == "put_setting" && ++puts == 2;
      // Where the step before only looked, it has been tried what there is.
      const bool tried = step > 1 && looking.count(steps[step - 2]) != 0;
      for (const bool torn : {false, true}) {
        if (torn ? !is_key : tried) continue;
        const TemporaryFolder folder;
        const std::string root = furnish(folder, what);
        ++points[what];
        INFO(what << (torn ? ", within " : ", before ") << steps[step - 1] << ", step " << step
                  << " of " << steps.size());
        CHECK(victim("[.setting-victim]", {root, what, torn, step}) == died);
        const std::string wrong = judge(root);
        if (!wrong.empty()) ++losses;
        CHECK(wrong == "");
      }
    }
    CHECK(puts == 3);
  }
  clean();
  WARN(points['a'] << " points of a plan that is carried out, " << points['u'] << " of its undo; "
                   << all << " steps in all, " << losses << " losses");
  CHECK(points['a'] > 25);
}
#endif
