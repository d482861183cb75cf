// Where backups are kept, and which folders are not trusted with them.
#include "fix/state_folder.h"

#include <catch2/catch.hpp>
#include <string>

#include "fix/machine.h"
#include "io/memory_store.h"

using shirlint::fix::check_state_folder;
using shirlint::fix::lock_state_folder;
using shirlint::fix::prepare_state_folder;
using shirlint::fix::state_folder_path;
using shirlint::io::MemoryStore;
using shirlint::io::Status;

TEST_CASE("the state folder is where XDG says", "[fix][quick]") {
  CHECK(state_folder_path({"/b", "/x", "/h"}).value() == "/b");
  CHECK(state_folder_path({"", "/x", "/h"}).value() == "/x/shirlint");
  CHECK(state_folder_path({"", "relative", "/h"}).value() == "/h/.local/state/shirlint");
  CHECK(state_folder_path({"", "", "/h"}).value() == "/h/.local/state/shirlint");
  CHECK(state_folder_path({"C:/b", "", ""}).value() == "C:/b");
  CHECK(state_folder_path({"b", "/x", "/h"}).error().message == "--backup-dir needs a full name");
  CHECK(state_folder_path({"", "", ""}).error().message.find("There is no place for backups") == 0);
}

TEST_CASE("it is made with what is missing above it, for good", "[fix][quick]") {
  MemoryStore machine;
  machine.add("/root/.profile", "");
  CHECK_FALSE(check_state_folder(machine, state_folder).value());
  REQUIRE(prepare_state_folder(machine, state_folder));
  machine.crash(shirlint::io::Loss::all);
  CHECK(check_state_folder(machine, state_folder).value());
  REQUIRE(prepare_state_folder(machine, state_folder));
}

TEST_CASE("a folder of somebody else, or open to others, is refused", "[fix][quick]") {
  MemoryStore machine;
  machine.add("/s/runs/.keep", "");
  const auto reason = [&](const std::string& path, const Status& status) {
    machine.describe(path, status);
    const auto refused = prepare_state_folder(machine, "/s");
    CHECK(check_state_folder(machine, "/s").has_value() == refused.has_value());
    machine.describe(path, Status{});
    return refused ? std::string() : refused.error().file + " " + refused.error().message;
  };
  Status foreign;
  foreign.owned_by_us = false;
  Status open;
  open.writable_by_others = true;
  Status link;
  link.link = true;
  for (const std::string& path : {std::string("/s"), std::string("/s/runs")}) {
    CHECK(reason(path, foreign) ==
          path + " belongs to somebody else, who could change what undo writes");
    CHECK(reason(path, open) ==
          path + " can be written by others: they could change what undo writes");
    CHECK(reason(path, link) ==
          path + " is a link: name the folder that it leads to (--backup-dir)");
    CHECK(reason(path, Status{}).empty());
  }
  machine.add("/file", "");
  CHECK(prepare_state_folder(machine, "/file").error().message ==
        "is no folder, and backups belong in one");
}

TEST_CASE("one at a time", "[fix][quick]") {
  MemoryStore machine;
  machine.add("/s/runs/.keep", "");
  {
    const auto lock = lock_state_folder(machine, "/s");
    REQUIRE(lock);
    CHECK(lock_state_folder(machine, "/s").error().message ==
          "is in use: another run of shirlint is under way");
    CHECK(shirlint::fix::is_state_folder_locked(machine, "/s").value());
  }
  CHECK(machine.bytes("/s/lock") == nullptr);
  CHECK_FALSE(shirlint::fix::is_state_folder_locked(machine, "/s").value());
}
