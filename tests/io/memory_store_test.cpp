// The disk in memory forgets what a real one may forget, and nothing else.
#include "io/memory_store.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using shirlint::io::Cause;
using shirlint::io::Kind;
using shirlint::io::Loss;
using shirlint::io::MemoryStore;

namespace {

void make(MemoryStore& store, const std::string& path, const std::string& bytes, bool sync) {
  const auto file = store.create(path);
  REQUIRE(file);
  REQUIRE((*file)->write(bytes));
  if (sync) REQUIRE((*file)->sync());
}

std::string content(const MemoryStore& store, const std::string& path) {
  const std::string* bytes = store.bytes(path);
  return bytes == nullptr ? "none" : *bytes;
}

}  // namespace

TEST_CASE("bytes and names are kept by their own syncs only", "[io][quick]") {
  MemoryStore store;
  store.add("/a/old", "old");
  make(store, "/a/file", "bytes", true);
  SECTION("without the folder's sync the name goes") {
    store.crash(Loss::all);
    CHECK(content(store, "/a/file") == "none");
    CHECK(content(store, "/a/old") == "old");
  }
  SECTION("with it, it stays") {
    REQUIRE(store.sync_folder("/a"));
    store.crash(Loss::all);
    CHECK(content(store, "/a/file") == "bytes");
  }
  SECTION("a name without synced bytes is an empty file") {
    make(store, "/a/lazy", "bytes", false);
    REQUIRE(store.sync_folder("/a"));
    store.crash(Loss::bytes);
    CHECK(content(store, "/a/lazy").empty());
  }
  SECTION("the death of a process alone loses nothing") {
    store.crash(Loss::none);
    CHECK(content(store, "/a/file") == "bytes");
  }
  SECTION("a new folder needs its parent's sync") {
    REQUIRE(store.make_folder("/a/b"));
    make(store, "/a/b/file", "bytes", true);
    REQUIRE(store.sync_folder("/a/b"));
    store.crash(Loss::all);
    CHECK(store.status("/a/b")->kind == Kind::missing);
  }
}

TEST_CASE("a replace that was not synced comes undone", "[io][quick]") {
  MemoryStore store;
  store.add("/a", "old");
  make(store, "/b", "new", true);
  REQUIRE(store.replace({"/a", "/b", ""}));
  CHECK(content(store, "/a") == "new");
  CHECK(content(store, "/b") == "none");
  const auto synced = store.copy();
  store.crash(Loss::all);
  CHECK(content(store, "/a") == "old");
  REQUIRE(synced->sync_folder("/"));
  synced->crash(Loss::all);
  CHECK(content(*synced, "/a") == "new");
}

TEST_CASE("a removal that was not synced may come undone", "[io][quick]") {
  MemoryStore store;
  store.add("/a", "old");
  REQUIRE(store.remove("/a"));
  const auto kept = store.copy();
  store.crash(Loss::names);
  CHECK(content(store, "/a") == "old");
  kept->crash(Loss::none);
  CHECK(content(*kept, "/a") == "none");
}

TEST_CASE("it answers as a disk does", "[io][quick]") {
  MemoryStore store;
  store.add("/a/file", "bytes");
  CHECK(store.status("/a")->kind == Kind::folder);
  CHECK(store.status("/a/file")->kind == Kind::file);
  CHECK(store.status("/b/file")->kind == Kind::missing);
  CHECK(store.list("/a").value() == std::vector<std::string>{"file"});
  CHECK(store.create("/a/file").error().cause == Cause::exists);
  CHECK(store.create("/b/file").error().cause == Cause::missing);
  CHECK(store.make_folder("/a").error().cause == Cause::exists);
  CHECK(store.read("/a/file", 4).error().cause == Cause::too_large);
  CHECK(store.read("/a", 4).error().cause == Cause::missing);
  CHECK_FALSE(store.remove_folder("/a"));
  CHECK(store.remove("/a/file"));
  CHECK(store.remove("/a/file"));
  CHECK(store.remove_folder("/a"));
  CHECK(store.files().empty());
}

TEST_CASE("a lock is held until it is released or its holder dies", "[io][quick]") {
  MemoryStore store;
  auto lock = store.lock("/lock");
  REQUIRE(lock);
  CHECK(store.lock("/lock").error().cause == Cause::busy);
  CHECK(store.is_locked("/lock").value());
  SECTION("released") {
    REQUIRE((*lock)->release());
    CHECK(content(store, "/lock") == "none");
  }
  SECTION("dead") {
    lock->reset();
    CHECK(store.bytes("/lock") != nullptr);
  }
  CHECK_FALSE(store.is_locked("/lock").value());
  CHECK(store.lock("/lock"));
}
