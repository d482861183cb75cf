// Runbooks from the command line: which are checked, and that what counts for configs counts here.
#include <catch2/catch.hpp>
#include <string>

#include "disk_host.h"
#include "program.h"

using shirlint::io::MemoryReader;

namespace {

const std::string wrong = "& \"$shared\\dmgcmd.exe\" -Status\n";

}  // namespace

TEST_CASE("a script that is named is checked, of a folder's those about a runtime",
          "[cli][quick]") {
  MemoryReader files;
  files.add("r/install.ps1", wrong);
  files.add("r/other.ps1", "Get-Process\n");
  files.add("r/docs/page.md", "```powershell\n" + wrong + "```\n");
  files.add("r/docs/talk.md", "dmgcmd -Status\n");
  files.add("r/locked.cmd", "dmgcmd -Status");
  files.refuse("r/locked.cmd", "Permission denied");
  const Ran folder = run(files, {"check", "r", "--format", "concise"});
  CHECK(folder.code == 1);
  CHECK(folder.says("r/install.ps1:1:24: error SCR001"));
  CHECK(folder.says("r/docs/page.md:2:24: error SCR001"));
  CHECK(!folder.says("other.ps1"));
  CHECK(!folder.says("talk.md"));
  CHECK(run(files, {"check", "r/other.ps1"}).code == 0);
  CHECK(run(files, {"check", "r/locked.cmd"}).code == 2);
  files.add("long.ps1", std::string(1024 * 1024 + 1, ' '));
  CHECK(run(files, {"check", "long.ps1"}).code == 2);
}

TEST_CASE("a script beside a host is another matter than the host", "[cli][quick]") {
  MemoryReader files;
  add_pair(files, "h", "http://proxy.contoso.com:8080");
  files.add("h/fix.ps1", wrong);
  const Ran ran = run(files, {"check", "h", "--format", "json"});
  CHECK(ran.code == 1);
  CHECK(ran.says("\"name\": \"fix.ps1\""));
  CHECK(ran.says("\"role\": \"script\""));
  CHECK(ran.says("\"hosts\": 2"));
  const Ran alone = run(files, {"check", "h/fix.ps1", "--strict", "--ignore", "SCR001"});
  CHECK(alone.code == 0);  // of no host, so nothing of it is unknown
}

TEST_CASE("scripts in other encodings", "[cli][quick]") {
  MemoryReader files;
  std::string utf16 = "\xFF\xFE";
  for (const char byte : "# \x01\n" + wrong) utf16 += std::string{byte, '\0'};
  files.add("utf16.ps1", utf16);
  files.add("cp1252.ps1", "# f\xFCr\n" + wrong);
  for (const std::string file : {"utf16.ps1", "cp1252.ps1"}) {
    CHECK(run(files, {"check", file, "--format", "concise"}).says(file + ":2:24: error SCR001"));
  }
}

TEST_CASE("suppressions, severities and baselines count for scripts", "[cli][quick]") {
  MemoryReader files;
  files.add("r/install.ps1", wrong);
  files.add("r/setup.ps1", wrong);
  files.add("shirlint.toml",
            "[severity]\nSCR001 = 'warning'\n"
            "[[suppress]]\ncode = 'SCR001'\nmatch = 'r/install.ps1'\nreason = 'known'\n"
            "owner = 'me'\nexpires = 2027-01-01\n"
            "[[suppress]]\ncode = 'SCR001'\nmatch = 'r/gone.ps1'\nreason = 'known'\n"
            "owner = 'me'\nexpires = 2027-01-01\n");
  const Ran ran = run(files, {"check", ".", "--format", "concise"});
  CHECK(ran.says("r/setup.ps1:1:24: warning SCR001"));
  CHECK(!ran.says("r/install.ps1"));
  CHECK(ran.says("SIT002"));  // r/gone.ps1: all scripts were looked at
}

TEST_CASE("an account in a script is mended byte for byte, and taken back", "[cli][quick]") {
  Host host;
  const std::string file = host.folder.path() + "/account.cmd";
  const std::string before = "\xEF\xBB\xBFrem f\xC3\xBCr\r\ndmgcmd -ssa \"LocalSystem\"\r\n";
  write(file, before);
  CHECK(host.run({"check", file, "--fix"}).code == 1);
  CHECK(read(file) == before);  // it is not safe
  CHECK(host.run({"check", file, "--unsafe-fixes"}).code == 0);
  CHECK(read(file) ==
        "\xEF\xBB\xBFrem f\xC3\xBCr\r\ndmgcmd -ssa \"NT Authority\\System\" \"\"\r\n");
  CHECK(host.run({"undo"}).code == 0);
  CHECK(read(file) == before);
}
