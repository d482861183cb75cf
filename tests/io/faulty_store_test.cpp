// Each fault does what it is named after, at its step and (but the lasting ones) only there.
#include "io/faulty_store.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "io/memory_store.h"

using shirlint::io::Cause;
using shirlint::io::Fault;
using shirlint::io::FaultyStore;
using shirlint::io::MemoryStore;

namespace {

/// create is step 1, write 2, sync 3, remove 4; what became of them and the file's bytes.
struct Story {
  std::vector<std::string> went;
  std::string bytes;
};

std::string word(const shirlint::io::StoreError& error) {
  switch (error.cause) {
    case Cause::no_space:
      return "full";
    case Cause::denied:
      return "denied";
    default:
      return "EIO";
  }
}

Story tell(std::size_t at, Fault fault) {
  MemoryStore memory;
  FaultyStore store(memory, at, fault);
  Story story;
  const auto note = [&](const auto& result) {
    story.went.push_back(result ? "ok" : word(result.error()));
  };
  const auto file = store.create("/file");
  note(file);
  if (file) {
    note((*file)->write("four"));
    note((*file)->sync());
  }
  const std::string* bytes = memory.bytes("/file");
  story.bytes = bytes == nullptr ? "none" : *bytes;
  note(store.remove("/no"));
  return story;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a step fails once", "[io][quick]") {
  CHECK(tell(2, Fault::none).went == Words{"ok", "ok", "ok", "ok"});
  CHECK(tell(2, Fault::no_space).went == Words{"ok", "full", "ok", "ok"});
  CHECK(tell(3, Fault::input_output).went == Words{"ok", "ok", "EIO", "ok"});
  CHECK(tell(1, Fault::denied).went == Words{"denied", "ok"});
  CHECK(tell(2, Fault::no_space).bytes.empty());
}

TEST_CASE("an interrupted step is repeated below the caller's sight", "[io][quick]") {
  for (std::size_t n = 1; n <= 4; ++n) {
    const Story story = tell(n, Fault::interrupted);
    CHECK(story.went == Words{"ok", "ok", "ok", "ok"});
    CHECK(story.bytes == "four");
  }
}

TEST_CASE("after death nothing has an effect", "[io][quick]") {
  CHECK(tell(1, Fault::die).bytes == "none");
  CHECK(tell(2, Fault::die).went == Words{"ok", "EIO", "EIO", "EIO"});
  CHECK(tell(2, Fault::die).bytes.empty());
  CHECK(tell(2, Fault::die_after).went == Words{"ok", "EIO", "EIO", "EIO"});
  CHECK(tell(2, Fault::die_after).bytes == "four");
  CHECK(tell(2, Fault::die_torn).bytes == "fo");
}

TEST_CASE("writes come up short, errors come late, disks stay full", "[io][quick]") {
  CHECK(tell(2, Fault::short_write).bytes == "f");
  CHECK(tell(2, Fault::short_write).went == Words{"ok", "ok", "ok", "ok"});
  CHECK(tell(2, Fault::late_error).bytes == "four");
  CHECK(tell(2, Fault::late_error).went == Words{"ok", "EIO", "ok", "ok"});
  CHECK(tell(2, Fault::disk_full).went == Words{"ok", "full", "full", "ok"});
  CHECK(tell(2, Fault::disk_dead).went == Words{"ok", "EIO", "EIO", "EIO"});
}

TEST_CASE("somebody else comes by right before a step", "[io][quick]") {
  MemoryStore memory;
  FaultyStore store(memory, 2, Fault::none, [&] { memory.add("/other", ""); });
  REQUIRE(store.status("/other"));
  CHECK(store.status("/other")->kind == shirlint::io::Kind::file);
  CHECK(store.steps() == Words{"status", "status"});
}
