// The Windows code path, killed: a run, and its undo, in a process of its own that the system ends
// (TerminateProcess) right before each step of the store in turn, and within each replace, between
// the two moves that ReplaceFileW is made of (our own files are renamed in one step). After each:
// every file has its old or its new bytes (within a replace: once repaired), a new one has its
// backup, the repair brings all files into one state and leaves nothing beside them, and undo gives
// the original bytes.
#ifdef _WIN32
#include "fix/windows_victim.h"
// The one above brings windows.h, which goes before the others.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "fix/backup.h"
#include "fix/run.h"
#include "io/disk_reader.h"
#include "io/disk_store.h"
#include "io/faulty_store.h"
#include "io/temporary_folder.h"

namespace fix = shirlint::fix;
namespace fs = std::filesystem;
using shirlint::io::DiskStore;
using shirlint::io::FaultyStore;

namespace {

const std::string run_id = "20261122-090000";

struct Contents {
  std::string before;
  std::string after;
};
const std::map<std::string, Contents> files = {
    {"diahost.exe.config", {"<old/>\r\n", "<new-1/>\r\n"}},
    {"diawp.exe.config", {"<old2/>\r\n", "<new-2/>\r\n"}}};

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The folder by the name that the program would give it.
std::string root_of(const std::string& path) { return shirlint::io::DiskReader().absolute(path); }
std::string state_of(const std::string& root) { return root + "/state"; }

fix::RunOrigin origin(const std::string& root, const std::string& hour) {
  return {"2026-11-22T" + hour + ":00:00Z", "operator", "CHG1", "shirlint test", state_of(root)};
}

bool change_both(shirlint::io::Store& store, const std::string& root) {
  fix::RunRequest wanted{origin(root, "09"), {}, {"DIAHostService"}, "", true};
  for (const auto& [name, contents] : files) {
    wanted.changes.push_back({root + "/" + name, contents.before, contents.after, {"PRX009"}});
  }
  return fix::apply_run(store, wanted).has_value();
}

bool act(shirlint::io::Store& store, const std::string& root, bool undo) {
  if (!undo) return change_both(store, root);
  return fix::undo_run(store, origin(root, "10"), run_id).has_value();
}

/// As if killed when ReplaceFileW had moved the old file aside, and the new one not yet.
void tear(const std::string& root) {
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    fs::path fresh = entry.path();
    if (fresh.extension() != ".shirlint-new") continue;
    fs::path target = fresh;
    target.replace_extension();
    fs::path aside = target;
    aside += ".shirlint-old";
    if (files.count(target.filename().generic_string()) != 0) fs::rename(target, aside);
  }
}

enum class Stand { old, fresh, mixed, broken };

Stand stand(const std::string& root) {
  std::size_t fresh = 0;
  for (const auto& [name, contents] : files) {
    const std::string now = content(root + "/" + name);
    if (now != contents.before && now != contents.after) return Stand::broken;
    if (now == contents.after) ++fresh;
  }
  if (fresh == 0) return Stand::old;
  return fresh == files.size() ? Stand::fresh : Stand::mixed;
}

std::size_t stray_files(const std::string& root) {
  std::size_t stray = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string name = entry.path().filename().generic_string();
    if (name.find(".shirlint-") != std::string::npos &&
        name.find(".shirlint-backup") == std::string::npos) {
      ++stray;
    }
    if (name == "lock") ++stray;
  }
  return stray;
}

/// The host as the command finds it; gives its folder.
std::string furnish(const TemporaryFolder& folder, bool undo) {
  for (const auto& [name, contents] : files) folder.write(name, contents.before);
  std::string root = root_of(folder.path());
  DiskStore disk;
  if (undo) REQUIRE(change_both(disk, root));
  return root;
}

/// The steps that the command takes when nothing goes wrong.
std::vector<std::string> steps_of(bool undo) {
  const TemporaryFolder folder;
  const std::string root = furnish(folder, undo);
  DiskStore disk;
  FaultyStore counted(disk, 0, shirlint::io::Fault::none);
  REQUIRE(act(counted, root, undo));
  return counted.steps();
}

/// What is wrong after a death; empty when nothing is.
std::string judge(const std::string& root, bool torn) {
  DiskStore disk;
  if (!torn && stand(root) == Stand::broken) return "a file is neither old nor new";
  const auto repaired = fix::repair_runs(disk, state_of(root));
  if (!repaired) return "cannot be repaired: " + repaired.error().message;
  const Stand now = stand(root);
  if (now != Stand::old && now != Stand::fresh) return "is in no one state after repair";
  // The next run works, and takes away what a death before the first record left.
  if (now == Stand::old && !change_both(disk, root)) return "cannot be run after repair";
  if (stray_files(root) != 0) return "leaves something beside the files";
  const auto runs = fix::list_runs(disk, state_of(root));
  if (!runs || runs->empty()) return "has no record";
  std::string last;
  for (const auto& run : *runs) {
    if (run.undoes.empty()) last = run.id;
  }
  if (!fix::undo_run(disk, origin(root, "11"), last)) return "cannot be undone";
  return stand(root) == Stand::old ? "" : "has other bytes than at first";
}

}  // namespace

// Run by victim() only.
TEST_CASE("a process that is ended in the middle of a run", "[.victim]") {
  const auto order = victim_order();
  if (!order) return;  // a filter that only leaves out runs it, too
  DiskStore disk;
  FaultyStore dying(disk, order->step, shirlint::io::Fault::none, [&] {
    if (order->torn) tear(order->root);
    TerminateProcess(GetCurrentProcess(), died);
  });
  CHECK(act(dying, order->root, order->act == 'u'));
}

TEST_CASE("killed at every step of the store of Windows, nothing is lost", "[fix][slow]") {
  std::size_t points = 0;
  std::size_t losses = 0;
  for (const bool undo : {false, true}) {
    const std::vector<std::string> steps = steps_of(undo);
    for (std::size_t step = 1; step <= steps.size(); ++step) {
      for (const bool torn : {false, true}) {
        if (torn && steps[step - 1] != "replace") continue;
        const TemporaryFolder folder;
        const std::string root = furnish(folder, undo);
        ++points;
        INFO((undo ? "undo" : "run") << (torn ? ", within " : ", before ") << steps[step - 1]
                                     << ", step " << step << " of " << steps.size());
        CHECK(victim("[.victim]", {root, undo ? 'u' : 'r', torn, step}) == died);
        const std::string wrong = judge(root, torn);
        if (!wrong.empty()) ++losses;
        CHECK(wrong == "");
      }
    }
  }
  WARN(points << " points tried, " << losses << " losses");
  CHECK(points > 100);
}
#endif
