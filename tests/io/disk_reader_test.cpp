#include "io/disk_reader.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "temporary_folder.h"

using shirlint::io::DiskReader;
using shirlint::io::Kind;

TEST_CASE("files and folders of the disk are told apart", "[io][quick]") {
  const TemporaryFolder folder;
  folder.write("b/diahost.exe.config", "<configuration/>");
  folder.write("a", std::string("\0\r\n\xFF", 4));
  const DiskReader disk;
  CHECK(disk.kind(folder / "a") == Kind::file);
  CHECK(disk.kind(folder / "b") == Kind::folder);
  CHECK(disk.kind(folder / "c") == Kind::missing);
  CHECK(disk.read(folder / "a", 4).value_or("") == std::string("\0\r\n\xFF", 4));
  const auto entries = disk.list(folder.path());
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK((*entries)[0].name == "a");
  CHECK((*entries)[1].name == "b");
  CHECK((*entries)[1].kind == Kind::folder);
  CHECK_FALSE((*entries)[1].link);
}

TEST_CASE("a file above the limit is not taken into memory", "[io][quick]") {
  const TemporaryFolder folder;
  folder.write("big", std::string(3 * 1024 * 1024, 'x'));
  const auto bytes = DiskReader().read(folder / "big", std::size_t{2} * 1024 * 1024);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().message == "is too large for shirlint: more than 2 MB");
}

TEST_CASE("what the disk refuses is told in its words", "[io][quick]") {
  const TemporaryFolder folder;
  const DiskReader disk;
  const auto missing = disk.read(folder / "no", 10);
  REQUIRE_FALSE(missing);
#ifdef _WIN32  // its words depend on the version
  CHECK(missing.error().message.find("cannot be read: ") == 0);
#else
  CHECK(missing.error().message == "cannot be read: No such file or directory");
#endif
  CHECK(missing.error().file == folder / "no");
  CHECK(disk.read(folder.path(), 10).error().message == "cannot be read: it is no regular file");
  CHECK(disk.list(folder / "no").error().message.substr(0, 19) == "cannot be searched:");
}

#ifndef _WIN32  // Windows lets administrators only make symbolic links, and Wine 8 nobody
TEST_CASE("a link counts as what it points to, and is known as a link", "[io][quick]") {
  const TemporaryFolder folder;
  folder.write("real/file", "");
  std::filesystem::create_directory_symlink(folder / "real", folder / "link");
  const DiskReader disk;
  const auto entries = disk.list(folder.path());
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK((*entries)[0].kind == Kind::folder);
  CHECK((*entries)[0].link);
  CHECK(disk.absolute(folder / "link/../real/./file") == disk.absolute(folder / "real/file"));
  CHECK(disk.absolute(folder / "link") == disk.absolute(folder / "real"));
  CHECK(disk.absolute("not-there-at-all") == disk.absolute(".") + "/not-there-at-all");
}

TEST_CASE("a link that leads nowhere is listed, and is missing", "[io][quick]") {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("nowhere", folder / "a");
  std::filesystem::create_symlink("b", folder / "b");  // to itself
  const auto entries = DiskReader().list(folder.path());
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK((*entries)[0].kind == Kind::missing);
  CHECK((*entries)[0].link);
  CHECK((*entries)[1].kind == Kind::other);
  CHECK((*entries)[1].link);
}
#endif
