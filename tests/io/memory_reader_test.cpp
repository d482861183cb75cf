// A made-up machine answers as a disk does.
#include "io/memory_reader.h"

#include <catch2/catch.hpp>
#include <string>

using shirlint::io::absolute_path;
using shirlint::io::join_path;
using shirlint::io::Kind;
using shirlint::io::MemoryReader;
using shirlint::io::parent_path;

TEST_CASE("folders come into being with their files", "[io][quick]") {
  MemoryReader files;
  files.add("host/Shared/diahost.exe.config", "<configuration/>");
  files.add("host/host.toml", "");
  CHECK(files.kind("host/host.toml") == Kind::file);
  CHECK(files.kind("host/Shared") == Kind::folder);
  CHECK(files.kind(".") == Kind::folder);
  CHECK(files.kind("hos") == Kind::missing);
  const auto entries = files.list("host");
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK((*entries)[0].name == "Shared");
  CHECK((*entries)[0].kind == Kind::folder);
  CHECK((*entries)[1].name == "host.toml");
}

TEST_CASE("a relative path begins in the current folder", "[io][quick]") {
  MemoryReader files("/repo/golden");
  files.add("/repo/a", "above");
  files.add("b", "here");
  CHECK(files.read("../a", 100).value_or("") == "above");
  CHECK(files.read("/repo/golden/b", 100).value_or("") == "here");
  CHECK(files.absolute(".") == "/repo/golden");
  CHECK(files.list("..")->size() == 2);
}

TEST_CASE("what fails says why, and names the path as it was given", "[io][quick]") {
  MemoryReader files;
  files.add("locked", "secret");
  files.refuse("locked", "Permission denied");
  CHECK(files.read("locked", 100).error().message == "cannot be read: Permission denied");
  CHECK(files.read("./locked", 100).error().file == "./locked");
  CHECK(files.read("no", 100).error().message == "cannot be read: No such file or directory");
  files.add("big", std::string(11, 'x'));
  CHECK(files.read("big", 10).error().message == "is too large for shirlint");
  CHECK(files.read("big", 11).has_value());
}

TEST_CASE("paths are put together and taken apart", "[io][quick]") {
  CHECK(join_path(".", "c") == "c");
  CHECK(join_path("a/b", "c") == "a/b/c");
  CHECK(join_path("/", "c") == "/c");
  CHECK(parent_path("a/b") == "a");
  CHECK(parent_path("a") == ".");
  CHECK(parent_path("/a") == "/");
  CHECK(absolute_path("/a/b", "../c/./d") == "/a/c/d");
  CHECK(absolute_path("/a/b", "/x//y/") == "/x/y");
  CHECK(absolute_path("/a", "../../..") == "/");
}
