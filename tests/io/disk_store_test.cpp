// The store on a real disk: what POSIX promises, and what is refused on purpose.
#ifndef _WIN32  // windows_store_test.cpp is its counterpart
#include "io/disk_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "io/replace_file.h"
#include "temporary_folder.h"

using shirlint::io::Cause;
using shirlint::io::DiskStore;
using shirlint::io::Kind;
using shirlint::io::replace_file;

namespace {

namespace fs = std::filesystem;

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::size_t count(const TemporaryFolder& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

struct stat facts(const std::string& path) {
  struct stat found {};
  REQUIRE(lstat(path.c_str(), &found) == 0);
  return found;
}

}  // namespace

TEST_CASE("what is made is for its owner alone", "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  REQUIRE(disk.make_folder(folder / "a"));
  CHECK((facts(folder / "a").st_mode & 07777U) == 0700U);
  CHECK(disk.make_folder(folder / "a").error().cause == Cause::exists);
  CHECK(disk.make_folder(folder / "b/c").error().cause == Cause::missing);
  {
    const auto file = disk.create(folder / "a/file");
    REQUIRE(file);
    CHECK((*file)->write("bytes").value() == 5);
    CHECK((*file)->sync());
    CHECK((facts(folder / "a/file").st_mode & 07777U) == 0600U);
  }
  CHECK(disk.create(folder / "a/file").error().cause == Cause::exists);
  CHECK(disk.sync_folder(folder / "a"));
  CHECK(disk.read(folder / "a/file", 5).value() == "bytes");
  CHECK(disk.read(folder / "a/file", 4).error().cause == Cause::too_large);
  CHECK(disk.list(folder / "a").value() == std::vector<std::string>{"file"});
  CHECK_FALSE(disk.remove_folder(folder / "a"));
  CHECK(disk.remove(folder / "a/file"));
  CHECK(disk.remove(folder / "a/file"));
  CHECK(disk.remove_folder(folder / "a"));
  CHECK(disk.status(folder / "a")->kind == Kind::missing);
}

TEST_CASE("a replaced file keeps owner, mode and attributes", "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  folder.write("config", "old");
  const std::string path = folder / "config";
  REQUIRE(chmod(path.c_str(), 0640) == 0);
  const bool root = geteuid() == 0;
  if (root) REQUIRE(chown(path.c_str(), 1234, 4321) == 0);
  const bool has_attributes = setxattr(path.c_str(), "user.note", "kept", 4, 0) == 0;
  // acl(5), version 2: owner rw-, user 1 r--, group r--, mask r--, others ---
  const std::string list(
      "\2\0\0\0\1\0\6\0\xFF\xFF\xFF\xFF\2\0\4\0\1\0\0\0\4\0\4\0\xFF\xFF\xFF\xFF"
      "\x10\0\4\0\xFF\xFF\xFF\xFF\x20\0\0\0\xFF\xFF\xFF\xFF",
      44);
  const bool has_list =
      setxattr(path.c_str(), "system.posix_acl_access", list.data(), list.size(), 0) == 0;
  const auto before = facts(path);
  REQUIRE(replace_file(disk, path, "old", "new"));
  const auto after = facts(path);
  CHECK(content(path) == "new");
  CHECK(after.st_ino != before.st_ino);
  CHECK(after.st_mode == before.st_mode);
  CHECK(after.st_uid == before.st_uid);
  CHECK(after.st_gid == before.st_gid);
  std::string value(64, '\0');
  if (has_attributes) CHECK(getxattr(path.c_str(), "user.note", value.data(), 64) == 4);
  if (has_list) {
    CHECK(getxattr(path.c_str(), "system.posix_acl_access", value.data(), 64) == 44);
    CHECK(value.substr(0, 44) == list);
  }
  CHECK(count(folder) == 1);
  WARN("attributes tried: owner " << root << ", user attribute " << has_attributes
                                  << ", access control list " << has_list);
}

TEST_CASE("an access control list of the folder is not handed to a file that had none",
          "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  folder.write("config", "old");
  const std::string list(
      "\2\0\0\0\1\0\7\0\xFF\xFF\xFF\xFF\2\0\7\0\1\0\0\0\4\0\5\0\xFF\xFF\xFF\xFF"
      "\x10\0\7\0\xFF\xFF\xFF\xFF\x20\0\5\0\xFF\xFF\xFF\xFF",
      44);
  if (setxattr(folder.path().c_str(), "system.posix_acl_default", list.data(), list.size(), 0) !=
      0) {
    WARN("this file system has no access control lists");
    return;
  }
  const auto before = facts(folder / "config");
  REQUIRE(replace_file(disk, folder / "config", "old", "new"));
  CHECK(getxattr((folder / "config").c_str(), "system.posix_acl_access", nullptr, 0) == -1);
  CHECK(facts(folder / "config").st_mode == before.st_mode);
}

TEST_CASE("links, hard links, pipes, folders and read-only files are left alone", "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  const auto reason = [&](const std::string& name, const std::string& expected) {
    const std::size_t entries = count(folder);
    const auto refused = replace_file(disk, folder / name, expected, "new");
    CHECK(count(folder) == entries);
    return refused ? std::string() : refused.error().message;
  };
  folder.write("config", "old");
  fs::create_symlink("config", folder / "link");
  CHECK(reason("link", "old") == "is a link to config: name that file instead");
  fs::create_hard_link(folder / "config", folder / "twin");
  CHECK(reason("config", "old") == "has 2 hard links: a change would part it from its other names");
  fs::remove(folder / "twin");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(reason("pipe", "") == "is no regular file and is left alone");
  fs::create_directory(folder / "folder");
  CHECK(reason("folder", "") == "is no regular file and is left alone");
  REQUIRE(chmod((folder / "config").c_str(), 0444) == 0);
  CHECK(reason("config", "old") == "is read-only: make it writable first");
  CHECK(content(folder / "config") == "old");
  CHECK(replace_file(disk, "/dev/null", "", "new").error().message ==
        "is no regular file and is left alone");
}

TEST_CASE("a link that somebody put where our sibling belongs is not followed", "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  folder.write("config", "old");
  folder.write("victim", "precious");
  fs::create_symlink("victim", folder / "config.shirlint-new");
  REQUIRE(replace_file(disk, folder / "config", "old", "new"));
  CHECK(content(folder / "config") == "new");
  CHECK(content(folder / "victim") == "precious");
  fs::create_symlink("victim", folder / "config.shirlint-lock");
  CHECK_FALSE(replace_file(disk, folder / "config", "new", "newer"));
  CHECK(content(folder / "victim") == "precious");
}

TEST_CASE("a lock of a dead process is taken over, that of a living one is not", "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  const std::string path = folder / "lock";
  int ready[2] = {-1, -1};
  int leave[2] = {-1, -1};
  REQUIRE(pipe(ready) == 0);
  REQUIRE(pipe(leave) == 0);
  const pid_t child = fork();
  if (child == 0) {
    DiskStore store;
    const auto held = store.lock(path);
    char byte = held ? 'y' : 'n';
    if (write(ready[1], &byte, 1) != 1) _exit(2);
    _exit(read(leave[0], &byte, 1) == 1 ? 0 : 1);  // without a destructor, as when killed
  }
  char byte = 'n';
  REQUIRE(read(ready[0], &byte, 1) == 1);
  REQUIRE(byte == 'y');
  CHECK(disk.lock(path).error().cause == Cause::busy);
  CHECK(disk.is_locked(path).value());
  REQUIRE(write(leave[1], &byte, 1) == 1);
  REQUIRE(waitpid(child, nullptr, 0) == child);
  CHECK(fs::exists(path));
  CHECK_FALSE(disk.is_locked(path).value());
  const auto mine = disk.lock(path);
  REQUIRE(mine);
  CHECK((*mine)->release());
  CHECK_FALSE(fs::exists(path));
  for (const int end : {ready[0], ready[1], leave[0], leave[1]}) close(end);
}

TEST_CASE("many at once on one file: each waits its turn or refuses, nothing is lost",
          "[io][quick]") {
  // Each thread adds its letter to the file fifty times, by way of what it read.
  const TemporaryFolder folder;
  folder.write("config", "");
  constexpr int threads = 4;
  constexpr int letters = 50;
  std::atomic<int> refused{0};
  std::vector<std::thread> team;
  for (int thread = 0; thread < threads; ++thread) {
    team.emplace_back([&, thread] {
      DiskStore disk;
      for (int done = 0; done < letters;) {
        const auto bytes = disk.read(folder / "config", 1000);
        if (!bytes) continue;
        const std::string longer = *bytes + static_cast<char>('a' + thread);
        if (replace_file(disk, folder / "config", *bytes, longer)) {
          ++done;
        } else {
          ++refused;
          std::this_thread::yield();
        }
      }
    });
  }
  for (std::thread& thread : team) thread.join();
  const std::string all = content(folder / "config");
  CHECK(all.size() == std::size_t{threads} * letters);
  for (char letter = 'a'; letter < 'a' + threads; ++letter) {
    CHECK(std::count(all.begin(), all.end(), letter) == letters);
  }
  CHECK(count(folder) == 1);
  WARN(all.size() << " changes, " << refused << " refusals");
}
#endif
