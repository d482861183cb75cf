// check --fix, --diff and undo as a user runs them, on a real disk.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/disk_host.h"

using namespace shirlint;

TEST_CASE("the undo that is told finds a state folder of its own", "[cli][quick]") {
  Host host;
  const std::string state = host.folder.path() + "/a state folder of its own";
  const Ran ran = host.run({"check", "--fix", "--backup-dir", state, host.host});
  CHECK(read(host.diahost) == mended);
  CHECK(ran.says("shirlint undo 20261122-030000 --backup-dir \"" + state + "\"\n"));
  CHECK(host.run({"undo", "20261122-030000"}).code == 2);
  CHECK(host.run({"undo", "20261122-030000", "--backup-dir", state}).code == 0);
  CHECK(read(host.diahost) == broken);
}

TEST_CASE("check --fix mends both files, and says what goes into the ticket", "[cli][quick]") {
  Host host;
  const Ran ran = host.run({"check", "--fix", "--reason", "CHG-4711", host.host});
  CHECK(ran.code == 0);
  CHECK(read(host.diahost) == mended);
  CHECK(read(host.diawp) == mended);
  CHECK(ran.says("run 20261122-030000: applied PRX009"));
  CHECK(ran.says("oncall"));
  CHECK(ran.says("CHG-4711"));
  CHECK(ran.says("Restart DIAHostService"));
  CHECK(ran.says("shirlint undo 20261122-030000"));
  CHECK(ran.says("golden copy"));

  SECTION("doing it again changes nothing and records nothing") {
    const Ran again = host.run({"check", "--fix", host.host});
    CHECK(again.code == 0);
    CHECK_FALSE(again.says("run 2026"));
  }
  SECTION("undo gives the old bytes back, and can be undone") {
    const Ran undone = host.run({"undo"});
    CHECK(undone.code == 0);
    CHECK(undone.says("took run 20261122-030000 back"));
    CHECK(read(host.diahost) == broken);
    CHECK(read(host.diawp) == broken);
    CHECK(host.run({"undo"}).complains("there is no run to take back"));
    CHECK(host.run({"undo", "20261122-030000-2"}).code == 0);
    CHECK(read(host.diahost) == mended);
  }
  SECTION("undo refuses a file that moved on") {
    write(host.diahost, mended + "<!-- mine -->");
    const Ran refused = host.run({"undo"});
    CHECK(refused.code == 2);
    CHECK(refused.complains("diahost.exe.config"));
    CHECK(refused.says("diahost.exe.config moved on since run 20261122-030000"));
    CHECK(refused.says("-<!-- mine -->"));
    CHECK(refused.says("+    <defaultProxy><proxy proxyaddress=\"proxy.contoso.com:8080\"/>"));
    CHECK_FALSE(refused.says("diawp"));
    CHECK(read(host.diahost) == mended + "<!-- mine -->");
    CHECK(read(host.diawp) == mended);
  }
  SECTION("the runs are a table") {
    const Ran table = host.run({"undo", "--list"});
    CHECK(table.code == 0);
    CHECK(table.says("20261122-030000"));
    CHECK(table.says("can be taken back"));
    CHECK(table.says("CHG-4711"));
  }
  SECTION("a purged run cannot be taken back") {
    const Ran purged = host.run({"undo", "--purge", "20261122-030000"});
    CHECK(purged.code == 0);
    CHECK(purged.says("2 backups"));
    CHECK(host.run({"undo", "20261122-030000"}).code == 2);
    CHECK(read(host.diahost) == mended);
  }
}

TEST_CASE("check --diff shows the change and writes nothing", "[cli][quick]") {
  Host host;
  const Ran ran = host.run({"check", "--diff", host.host});
  CHECK(ran.code == 1);
  CHECK(ran.says("-    <defaultProxy><proxy proxyaddress=\"proxy.contoso.com:8080\"/>"));
  CHECK(ran.says("+    <defaultProxy><proxy proxyaddress=\"http://proxy.contoso.com:8080\"/>"));
  CHECK(read(host.diahost) == broken);
  write(host.diahost, mended);
  write(host.diawp, mended);
  CHECK(host.run({"check", "--diff", host.host}).code == 0);
}

TEST_CASE("without backups nothing is left of a run", "[cli][quick]") {
  Host host;
  const Ran ran = host.run({"check", "--fix", "--no-backup", host.host});
  CHECK(ran.code == 0);
  CHECK(read(host.diahost) == mended);
  CHECK(ran.says("none was kept"));
  CHECK(host.run({"undo", "--list"}).says("no run is recorded"));
}

TEST_CASE("a file given by name is mended alone", "[cli][quick]") {
  Host host;
  const Ran ran = host.run({"check", "--fix", host.diahost});
  CHECK(read(host.diahost) == mended);
  CHECK(read(host.diawp) == broken);
  CHECK(ran.code != 2);
}

TEST_CASE("the run is in the JSON", "[cli][quick]") {
  Host host;
  const Ran ran = host.run({"check", "--fix", "--format", "json", host.host});
  const auto report = nlohmann::json::parse(ran.out);
  REQUIRE(report["runs"].size() == 1);
  const auto& run = report["runs"][0];
  CHECK(run["undo"] == "shirlint undo 20261122-030000");
  CHECK(run["note"].get<std::string>().find("golden copy") != std::string::npos);
  CHECK(run["id"] == "20261122-030000");
  CHECK(run["fixed"] == nlohmann::json::array({"PRX009"}));
  CHECK(run["files"].size() == 2);
  CHECK(run["files"][0]["before"].get<std::string>().size() == 64);
  CHECK(run["restart"] == nlohmann::json::array({"DIAHostService"}));
  CHECK(run["proof"].size() >= 4);
  CHECK(report["summary"]["fixed"] == 2);
}

TEST_CASE("a run is one line of the table, whatever its reason holds", "[cli][quick]") {
  Host host;
  const std::string reason = "CHG-4711\r\n20261122-010000\tforged\nrow";
  const Ran fixed = host.run({"check", "--fix", "--format", "json", "--reason", reason, host.host});
  CHECK(nlohmann::json::parse(fixed.out)["runs"][0]["reason"] == reason);
  const Ran table = host.run({"undo", "--list"});
  CHECK(table.says("  CHG-4711 20261122-010000 forged row\n"));
  CHECK(std::count(table.out.begin(), table.out.end(), '\n') == 1);
}

TEST_CASE("undo after an interrupted run takes that one back and no other", "[cli][quick]") {
  Host host;
  CHECK(host.run({"check", "--fix", "--select", "PRX009", host.diahost}).code == 0);
  CHECK(host.run({"check", "--fix", "--select", "PRX009", host.diawp}).code == 0);
  // As a run leaves it that died before its first change.
  const std::string record =
      host.folder.path() + "/.local/state/shirlint/runs/20261122-030000-2/manifest.toml";
  std::string text = read(record);
  text.replace(text.find("\"complete\""), 10, "\"started\"");
  write(record, text);
  write(host.diawp, broken);
  std::vector<std::string> undo = {"undo"};
  if (GENERATE(false, true)) undo.emplace_back("20261122-030000-2");
  const Ran ran = host.run(undo);
  CHECK(ran.code == 0);
  CHECK(ran.complains("20261122-030000-2 had been interrupted"));
  CHECK(ran.says("no other run was"));
  CHECK(read(host.diahost) == mended);
  CHECK(host.run({"undo"}).code == 0);
  CHECK(read(host.diahost) == broken);
}

TEST_CASE("one damaged record does not block the other runs", "[cli][quick]") {
  Host host;
  CHECK(host.run({"check", "--fix", "--select", "PRX009", host.diahost}).code == 0);
  CHECK(host.run({"check", "--fix", "--select", "PRX009", host.diawp}).code == 0);
  const std::string runs = host.folder.path() + "/.local/state/shirlint/runs/";
  SECTION("the newest: new runs wait, and who names a run gets it taken back") {
    write(runs + "20261122-030000-2/manifest.toml", std::string(100, '\0'));
    const Ran table = host.run({"undo", "--list"});
    CHECK(table.code == 2);
    CHECK(table.says("can be taken back"));
    CHECK_FALSE(table.says("20261122-030000-2"));
    CHECK(table.complains("20261122-030000-2/manifest.toml"));
    write(host.diawp, broken);
    const Ran fixed = host.run({"check", "--fix", host.diawp});
    CHECK(fixed.code == 2);
    CHECK(fixed.complains("may have been interrupted"));
    CHECK(read(host.diawp) == broken);
    const Ran last = host.run({"undo"});
    CHECK(last.code == 2);
    CHECK(last.complains("name the one to take back"));
    CHECK(read(host.diahost) == mended);
    const Ran named = host.run({"undo", "20261122-030000"});
    CHECK(named.code == 0);
    CHECK(named.complains("`shirlint undo --purge 20261122-030000-2`"));
    CHECK(read(host.diahost) == broken);
    CHECK(host.run({"undo", "--purge", "20261122-030000-2"}).says("1 backup of run"));
    CHECK_FALSE(std::filesystem::exists(runs + "20261122-030000-2"));
    host.run({"check", "--fix", host.diawp});
    CHECK(read(host.diawp) == mended);
  }
  SECTION("an older one: it is over, and only told") {
    write(runs + "20261122-030000/manifest.toml", "");
    const Ran last = host.run({"undo"});
    CHECK(last.code == 0);
    CHECK(last.complains("run 20261122-030000 is over, and is left alone"));
    CHECK(read(host.diawp) == broken);
    CHECK(host.run({"check", "--fix", host.diawp}).code == 0);
  }
}

TEST_CASE("who leaves a secret in a backup is told", "[cli][quick]") {
  Host host;
  CHECK_FALSE(host.run({"check", "--fix", host.diahost}).says("--purge"));
  write(host.diawp, broken + "<!-- http://svc:s3cret@proxy.contoso.com -->");
  const Ran ran = host.run({"check", "--fix", host.diawp});
  CHECK(ran.says("shirlint undo --purge 20261122-030000-2"));
  CHECK_FALSE(ran.says("s3cret"));
  write(host.diawp, broken + "<!-- http://svc:s3cret@proxy.contoso.com -->");
  CHECK_FALSE(host.run({"check", "--fix", "--no-backup", host.diawp}).says("--purge"));
}

TEST_CASE("the difference that undo shows has no secret in it", "[cli][quick]") {
  Host host;
  CHECK(host.run({"check", "--fix", host.host}).code == 0);
  write(host.diahost, mended + "<!-- http://svc:s3cret@proxy.contoso.com -->");
  const Ran refused = host.run({"undo"});
  CHECK(refused.says("this is no patch"));
  CHECK_FALSE(refused.says("s3cret"));
}

TEST_CASE("fixes that do not stand the proof are in the JSON, with the reason", "[cli][quick]") {
  Host host;
  // Two rules whose fixes undo each other.
  REQUIRE(host.store.make_folder(host.folder.path() + "/rules"));
  write(host.folder.path() + "/rules/a.toml", flip_rule("XAA001", "True", "False"));
  write(host.folder.path() + "/rules/b.toml", flip_rule("XAA002", "False", "True"));
  write(host.diahost,
        config_with("<proxy proxyaddress=\"http://p:8080\" bypassonlocal=\"True\"/>"));
  const Ran ran = host.run({"check", "--unsafe-fixes", "--select", "XAA", "--rules",
                            host.folder.path() + "/rules", "--format", "json", host.diahost});
  CHECK(ran.code == 2);
  const auto report = nlohmann::json::parse(ran.out);
  REQUIRE(report["unapplied"].size() == 1);
  CHECK(report["unapplied"][0]["code"] == "XAA001");
  CHECK(report["unapplied"][0]["refuted"] == true);
  CHECK(report["unapplied"][0]["reason"].get<std::string>().find("undo each other") !=
        std::string::npos);
  CHECK(report["runs"].empty());
}

TEST_CASE("options that do not go together are bad usage", "[cli][quick]") {
  Host host;
  CHECK(host.run({"check", "--reason", "x", host.host}).complains("--reason belongs to --fix"));
  CHECK(host.run({"check", "--diff", "--format", "json", host.host}).code == 2);
  CHECK(host.run({"check", "--fix", "--keep-backups", "none", host.host}).code == 2);
  CHECK(host.run({"undo", "--purge"}).complains("needs the run"));
  CHECK(host.run({"undo", "a", "b"}).complains("one run at a time"));
  CHECK(host.run({"undo", "20200101-000000"}).code == 2);
  CHECK(read(host.diahost) == broken);
}

namespace {

/// No repair mends it.
const std::string spoilt =
    config_with("<proxy proxyaddress=\"http://proxy.contoso.com:8080\"></prox>");
const std::vector<std::string> put_back = {"check", "--unsafe-fixes", "--select", "CFG003"};

std::vector<std::string> with(std::vector<std::string> words, const std::string& word) {
  words.push_back(word);
  return words;
}

/// Of diahost there is a backup that loads (an undo made it), and one that does not.
void spoil(Host& host) {
  REQUIRE(host.run({"check", "--fix", "--select", "PRX009", host.host}).code == 0);
  REQUIRE(host.run({"undo"}).code == 0);
  write(host.diahost, spoilt);
}

}  // namespace

TEST_CASE("a config that no repair mends gets its newest backup back", "[cli][quick]") {
  Host host;
  spoil(host);
  const Ran told = host.run({"check", "--select", "CFG003", host.host});
  CHECK(told.says("put back the newest of shirlint's backups"));
  CHECK(told.says("20261122-030000-2"));
  CHECK(told.says("1 can be fixed"));
  CHECK(host.run({"check", "--fix", "--select", "CFG003", host.host}).code == 1);
  CHECK(read(host.diahost) == spoilt);

  SECTION("shown first") {
    const Ran shown = host.run(with(with(put_back, "--diff"), host.host));
    CHECK(shown.code == 1);
    CHECK(shown.says("-    <defaultProxy><proxy proxyaddress=\"http://proxy.contoso.com:8080\">"));
    CHECK(shown.says("+    <defaultProxy><proxy proxyaddress=\"http://proxy.contoso.com:8080\"/>"));
    CHECK(read(host.diahost) == spoilt);
  }
  SECTION("then done, and taken back to the byte") {
    const Ran done = host.run(with(put_back, host.host));
    CHECK(done.code == 0);
    CHECK(done.says("applied CFG003"));
    CHECK(done.says("Restart DIAHostService"));
    CHECK(read(host.diahost) == mended);
    CHECK(read(host.diawp) == broken);
    CHECK(host.run({"undo"}).code == 0);
    CHECK(read(host.diahost) == spoilt);
  }
  SECTION("by a plan") {
    const std::string plan = host.folder.path() + "/plan.toml";
    CHECK(host.run({"plan", "--unsafe-fixes", "--select", "CFG003", "-o", plan, host.host}).code ==
          1);
    CHECK(host.run({"apply", plan, host.host}).code == 0);
    CHECK(read(host.diahost) == mended);
  }
  SECTION("purged, it is gone") {
    CHECK(host.run({"undo", "--purge", "20261122-030000-2"}).code == 0);
    const Ran ran = host.run(with(put_back, host.host));
    CHECK(ran.code == 1);
    CHECK(ran.says("by hand"));
    CHECK(ran.says("golden"));
    CHECK(read(host.diahost) == spoilt);
  }
}

TEST_CASE("a backup of another runtime version is not put back", "[cli][quick]") {
  Host host;
  const auto update_to = [&](const std::string& version) {
    write(host.host + "/host.toml",
          "schema = \"shirlint.host/1\"\n[runtime]\nversion = \"" + version + "\"\n");
  };
  update_to("5.45.9000.1");
  spoil(host);
  update_to("5.46.9029.1");
  const Ran ran = host.run(with(put_back, host.host));
  CHECK(ran.code == 1);
  CHECK(ran.says("5.46.9029.1"));
  CHECK(read(host.diahost) == spoilt);
  update_to("5.45.9000.1");
  CHECK(host.run(with(put_back, host.host)).code == 0);
  CHECK(read(host.diahost) == mended);
}

TEST_CASE("who finds a malformed config makes no state folder", "[cli][quick]") {
  Host host;
  write(host.diahost, spoilt);
  CHECK(host.run({"check", "--select", "CFG003", host.host}).says("by hand"));
  CHECK(host.run(with(put_back, host.host)).code == 1);
  CHECK(host.store.list(host.folder.path())->size() == 1);
}

TEST_CASE("what is written for others is readable as any file, a backup is not", "[cli][quick]") {
  using std::filesystem::perms;
  const auto rights = [](const std::string& path) {
    return std::filesystem::status(path).permissions();
  };
  Host host;
  const std::string folder = host.folder.path() + "/";
  write(folder + "any", "");
  CHECK(
      host.run({"check", "--fix", "--format", "json:" + folder + "report.json", host.host}).code ==
      0);
  CHECK(rights(folder + "report.json") == rights(folder + "any"));
  CHECK(host.run({"plan", "--unsafe-fixes", "-o", folder + "plan", host.host}).code != 2);
  CHECK(rights(folder + "plan") == rights(folder + "any"));

  const perms kept = perms::owner_read | perms::owner_write | perms::group_read;
  std::filesystem::permissions(folder + "report.json", kept);
  const perms now = rights(folder + "report.json");  // Windows knows of no group
  CHECK(host.run({"check", "--format", "json:" + folder + "report.json", host.host}).code == 0);
  CHECK(rights(folder + "report.json") == now);
#ifndef _WIN32
  const std::string runs = folder + ".local/state/shirlint/runs/20261122-030000/";
  CHECK(rights(runs + "1.shirlint-backup") == (perms::owner_read | perms::owner_write));
  CHECK(rights(runs + "manifest.toml") == (perms::owner_read | perms::owner_write));
#endif
}
