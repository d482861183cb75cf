// The store on a disk of Windows: what its system promises, what is refused on purpose, and what
// becomes of ReplaceFileW's half-done replaces.
#ifdef _WIN32
#include "io/windows/replacing.h"
// The one above brings windows.h.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "io/disk_reader.h"
#include "io/disk_store.h"
#include "io/replace_file.h"
#include "io/windows/access.h"
#include "temporary_folder.h"

using namespace shirlint::io;
namespace fs = std::filesystem;

namespace {

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::size_t count(const TemporaryFolder& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

windows::AccessVerdict judge(const wchar_t* text, const windows::Account& account) {
  windows::LocalMemory memory;
  REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorW(text, SDDL_REVISION_1, memory.out(),
                                                               nullptr));
  return windows::judge_access(memory.get(), account);
}

/// Files by name, and ReplaceFileW as its documentation has it, with the errors that are asked for.
struct MadeUpDisk {
  std::map<std::wstring, std::string> files = {{L"target", "old"}, {L"fresh", "new"}};
  std::vector<DWORD> errors;  // of the coming replaces; 0: it works
  std::vector<DWORD> move_errors;
  unsigned waited = 0;
  bool changes_meanwhile = false;

  static DWORD take(std::vector<DWORD>& from) {
    if (from.empty()) return 0;
    const DWORD first = from.front();
    from.erase(from.begin());
    return first;
  }
  DWORD move(const std::wstring& from, const std::wstring& to) {
    if (files.count(from) == 0) return ERROR_FILE_NOT_FOUND;
    if (files.count(to) != 0) return ERROR_ALREADY_EXISTS;
    files[to] = files[from];
    files.erase(from);
    return 0;
  }
  windows::ReplaceCalls calls() {
    windows::ReplaceCalls made;
    made.replace = [this](const windows::ReplaceNames& names) -> DWORD {
      const DWORD error = take(errors);
      if (error != 0 && error != ERROR_UNABLE_TO_MOVE_REPLACEMENT_2) return error;
      static_cast<void>(move(names.target, names.aside));
      return error != 0 ? error : move(names.fresh, names.target);
    };
    made.move = [this](const std::wstring& from, const std::wstring& to) {
      const DWORD error = take(move_errors);
      return error != 0 ? error : move(from, to);
    };
    made.remove = [this](const std::wstring& path) {
      files.erase(path);
      return DWORD{0};
    };
    made.exists = [this](const std::wstring& path) { return files.count(path) != 0; };
    made.stamp = [this](const std::wstring& path) { return files[path]; };
    made.wait = [this](unsigned milliseconds) {
      waited += milliseconds;
      if (changes_meanwhile) files[L"target"] = "somebody's";
    };
    return made;
  }
};

const windows::ReplaceNames names = {L"target", L"fresh", L"aside"};
const windows::Account administrator = {"S-1-5-21-1-2-3-500", true};
const windows::Account operator_account = {"S-1-5-21-1-2-3-1001", false};

}  // namespace

TEST_CASE("a replace of Windows that is half done is taken back or tried again", "[io][quick]") {
  MadeUpDisk disk;
  SECTION("nothing wrong") {}
  SECTION("1175: somebody has the old file open for a moment") { disk.errors = {1175, 32, 5}; }
  SECTION("1176: the new file could not be moved") { disk.errors = {1176}; }
  SECTION("1177: the old file is aside already") { disk.errors = {1177, 1177}; }
  REQUIRE(windows::replace_by(disk.calls(), names));
  CHECK(disk.files[L"target"] == "new");
  CHECK(disk.waited < 100);
  REQUIRE(windows::settle_by(disk.calls(), names));
  CHECK(disk.files.size() == 1);
}

TEST_CASE("a replace of Windows that does not work leaves the old file", "[io][quick]") {
  MadeUpDisk disk;
  Cause cause = Cause::busy;
  SECTION("open all the time") { disk.errors.assign(20, 1175); }
  SECTION("cannot be moved, ever") { disk.errors.assign(20, 1177); }
  SECTION("changed by somebody while we waited") {
    disk.errors = {32};
    disk.changes_meanwhile = true;
    cause = Cause::other;
  }
  SECTION("no right to") {
    disk.errors.assign(20, ERROR_ACCESS_DENIED);
    cause = Cause::denied;
  }
  SECTION("the disk is full") {
    disk.errors = {ERROR_DISK_FULL};
    cause = Cause::no_space;
  }
  const auto replaced = windows::replace_by(disk.calls(), names);
  REQUIRE_FALSE(replaced);
  CHECK(replaced.error().cause == cause);
  CHECK(disk.files[L"target"] == (disk.changes_meanwhile ? "somebody's" : "old"));
  CHECK(disk.waited <= 2000);
}

TEST_CASE("what is aside comes back, at once or with the next run", "[io][quick]") {
  MadeUpDisk disk;
  disk.errors = {1177};
  disk.move_errors.assign(20, ERROR_IO_DEVICE);
  const auto replaced = windows::replace_by(disk.calls(), names);
  REQUIRE_FALSE(replaced);
  CHECK(replaced.error().reason.find("its old bytes are in aside") == 0);
  CHECK(disk.files.count(L"target") == 0);
  CHECK_FALSE(windows::settle_by(disk.calls(), names));
  disk.move_errors.clear();
  REQUIRE(windows::settle_by(disk.calls(), names));
  CHECK(disk.files == std::map<std::wstring, std::string>{{L"target", "old"}});
}

TEST_CASE("a file on a disk of Windows is replaced, and nothing stays beside it", "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  const std::string made = folder / "made";
  REQUIRE(disk.make_folder(made));
  CHECK(disk.make_folder(made).error().cause == Cause::exists);
  CHECK(disk.make_folder(folder / "no/folder").error().cause == Cause::missing);
  const std::string odd = made + "/K\xC3\xB6ln \xE2\x82\xAC.config";
  REQUIRE(make_private_file(disk, odd, "old"));
  CHECK(disk.create(odd).error().cause == Cause::exists);
  const auto before = disk.status(odd);
  REQUIRE(before);
  CHECK(before->kind == Kind::file);
  CHECK(before->owned_by_us);
  CHECK_FALSE(before->writable_by_others);
  REQUIRE(replace_file(disk, odd, "old", "new, longer"));
  CHECK(disk.read(odd, 100).value() == "new, longer");
  CHECK(disk.read(odd, 3).error().cause == Cause::too_large);
  CHECK(disk.list(made).value() == std::vector<std::string>{"K\xC3\xB6ln \xE2\x82\xAC.config"});
  CHECK(replace_file(disk, odd, "old", "x").error().message == "changed since it was read");
  CHECK_FALSE(disk.remove_folder(made));
  CHECK(disk.remove(odd));
  CHECK(disk.remove(odd));
  CHECK(disk.remove_folder(made));
  CHECK(disk.sync_folder(folder.path()));
}

TEST_CASE("a lock of Windows goes with its holder", "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  const std::string path = folder / "a.lock";
  CHECK_FALSE(disk.is_locked(path).value());
  {
    const auto lock = disk.lock(path);
    REQUIRE(lock);
    CHECK(disk.is_locked(path).value());
    CHECK(disk.lock(path).error().cause == Cause::busy);
    REQUIRE((*lock)->release());
  }
  CHECK(count(folder) == 0);
  folder.write("a.lock", "");  // what a power cut leaves
  CHECK_FALSE(disk.is_locked(path).value());
  CHECK(disk.lock(path));
  CHECK(count(folder) == 0);
}

TEST_CASE("devices, streams and read-only files are left alone", "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  for (const char* name : {"//./PhysicalDrive0", "//?/C:/a", "NUL", "a.config:stream"}) {
    INFO(name);
    CHECK(disk.status(name)->kind == Kind::other);
    CHECK_FALSE(disk.create(name));
    CHECK_FALSE(disk.read(name, 10));
    CHECK_FALSE(replace_file(disk, name, "", "x"));
  }
  folder.write("a.config", "old");
  const std::wstring wide = windows::to_system(folder / "a.config").value();
  REQUIRE(SetFileAttributesW(wide.c_str(), FILE_ATTRIBUTE_READONLY));
  CHECK(replace_file(disk, folder / "a.config", "old", "new").error().message ==
        "is read-only: make it writable first");
  REQUIRE(SetFileAttributesW(wide.c_str(), FILE_ATTRIBUTE_NORMAL));
  const std::wstring other = windows::to_system(folder / "b.config").value();
  REQUIRE(CreateHardLinkW(other.c_str(), wide.c_str(), nullptr));
  CHECK(replace_file(disk, folder / "a.config", "old", "new")
            .error()
            .message.find("has 2 hard links") == 0);
  CHECK(content(folder / "a.config") == "old");
}

TEST_CASE("a file that somebody has open is waited for, then refused", "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  folder.write("a.config", "old");
  {
    const windows::Handle reader(CreateFileW(windows::to_system(folder / "a.config")->c_str(),
                                             GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                             nullptr, OPEN_EXISTING, 0, nullptr));
    REQUIRE(reader.is_open());
    CHECK_FALSE(replace_file(disk, folder / "a.config", "old", "new"));
    CHECK(content(folder / "a.config") == "old");
    CHECK(count(folder) == 1);
  }
  CHECK(replace_file(disk, folder / "a.config", "old", "new"));
  CHECK(content(folder / "a.config") == "new");
}

TEST_CASE("long paths and other letter cases are the same file", "[io][quick]") {
  const TemporaryFolder folder;
  DiskStore disk;
  const DiskReader reader;
  std::string deep = folder.path();
  for (int level = 0; level < 12; ++level) {
    deep += "/" + std::string(40, static_cast<char>('a' + level));
    REQUIRE(disk.make_folder(deep));
  }
  REQUIRE(deep.size() > 400);
  REQUIRE(make_private_file(disk, deep + "/diahost.exe.config", "old"));
  CHECK(replace_file(disk, deep + "/diahost.exe.config", "old", "new"));
  CHECK(reader.read(deep + "/DIAHOST.EXE.CONFIG", 10).value() == "new");
  CHECK(reader.list(deep)->front().name == "diahost.exe.config");
  // In the disk's own letter case, which Wine 8 does not tell.
  CHECK(reader.absolute(deep + "/diahost.exe.config") ==
        reader.absolute(deep + "\\x\\..\\diahost.exe.config"));
  CHECK(reader.absolute(deep + "/not-there").find("/not-there") != std::string::npos);
  REQUIRE(disk.remove(deep + "/diahost.exe.config"));
  while (deep.size() > folder.path().size()) {
    REQUIRE(disk.remove_folder(deep));
    deep = parent_path(deep);
  }
}

TEST_CASE("who owns a folder and who may write to it", "[io][quick]") {
  // As icacls and Get-Acl show them: ours; ProgramData's default for a user's folder; a user's own.
  const wchar_t* ours = L"O:BAG:SYD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";
  const wchar_t* inherited =
      L"O:S-1-5-21-1-2-3-1001G:DUD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)"
      L"(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)";
  const wchar_t* readable = L"O:SYD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FR;;;BU)";
  CHECK(judge(ours, administrator).owned_by_us);
  CHECK_FALSE(judge(ours, administrator).writable_by_others);
  CHECK_FALSE(judge(ours, operator_account).owned_by_us);
  CHECK_FALSE(judge(inherited, administrator).owned_by_us);
  CHECK(judge(inherited, administrator).writable_by_others);
  CHECK(judge(inherited, operator_account).owned_by_us);
  CHECK(judge(readable, administrator).owned_by_us);
  CHECK_FALSE(judge(readable, administrator).writable_by_others);
  CHECK(judge(L"O:BA", administrator).writable_by_others);  // no list: everybody may
  CHECK_FALSE(judge(L"O:BAD:P", administrator).writable_by_others);
  CHECK(judge(L"O:BAD:(A;;WD;;;AU)", administrator).writable_by_others);
  CHECK(judge(L"O:BAD:(A;;WD;;;AU)", administrator).replaceable_by_others);
  CHECK(judge(ours, operator_account).owned_by_system);
  CHECK_FALSE(judge(inherited, administrator).owned_by_system);
}

TEST_CASE("who may replace what is in a folder", "[io][quick]") {
  // C:\ of Windows Server 2022, as Get-Acl shows it: others may add folders, not replace any.
  const wchar_t* root =
      L"O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464D:PAI"
      L"(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;CI;LC;;;BU)(A;CIIO;DC;;;BU)"
      L"(A;OICIIO;GA;;;CO)";
  CHECK(judge(root, administrator).owned_by_system);
  CHECK_FALSE(judge(root, administrator).replaceable_by_others);
  CHECK(judge(root, administrator).writable_by_others);
  // A folder made in C:\ of a client Windows: whoever is logged on may change what is in it.
  const wchar_t* made = L"O:BAD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;0x1301bf;;;AU)";
  CHECK(judge(made, administrator).replaceable_by_others);
  // Delete what is in it, and nothing else.
  CHECK(judge(L"O:BAD:P(A;;DT;;;BU)", administrator).replaceable_by_others);
  CHECK(judge(L"O:BA", administrator).replaceable_by_others);  // no list
  CHECK(windows::private_access(administrator, true) == "O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)");
  CHECK(windows::private_access(operator_account, false) ==
        "D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;S-1-5-21-1-2-3-1001)");
}

TEST_CASE("names of Windows and ours", "[io][quick]") {
  CHECK(windows::to_system("C:/a/./b//c").value() == LR"(\\?\C:\a\b\c)");
  CHECK(windows::to_system(R"(\\server\share\a)").value() == LR"(\\?\UNC\server\share\a)");
  CHECK(windows::to_system("C:/x/" + std::string(300, 'a'))->size() == 309);
  CHECK_FALSE(windows::to_system("\xFF"));
  CHECK(windows::from_system(LR"(\\?\UNC\server\share\a)") == "//server/share/a");
  CHECK(windows::from_system(LR"(\\?\C:\a)") == "C:/a");
  CHECK(parent_path("C:/a") == "C:/");
  CHECK(parent_path("C:/") == "C:/");
}
#endif
