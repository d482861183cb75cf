// Records of runs survive any text in them, and nothing in them is taken on trust.
#include "fix/journal.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "fix/machine.h"
#include "fix/state_folder.h"

using shirlint::fix::Journal;
using shirlint::fix::parse_manifest;
using shirlint::fix::RunManifest;
using shirlint::fix::RunState;
using shirlint::io::MemoryStore;

namespace {

RunManifest sample() {
  RunManifest manifest;
  manifest.id = "20261122-090000";
  manifest.state = RunState::taken_back;
  manifest.when = "2026-11-22T09:00:00Z";
  manifest.who = "CORP\\operator";
  manifest.reason = "line one\nline \"two\"\ttab \x1b[31m \x7F \xC3\xA9 ''' \"\"\"";
  manifest.tool = "shirlint 0.1.0";
  manifest.undoes = "20261121-090000-2";
  manifest.restart = {"DIAHostService", "a, b"};
  manifest.keep_backups = false;
  const std::string hash(64, 'a');
  manifest.files = {{"/host/[[file]]\n.config", {"PRX009", "CFG001"}, hash, hash, "1.b"},
                    {"C:/Program Files/x.config", {}, hash, hash, "", "", "5.46.9029.1"}};
  return manifest;
}

std::string swapped(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a record reads back as it was written", "[fix][quick]") {
  const auto back = parse_manifest(to_toml(sample()), "m");
  REQUIRE(back);
  CHECK(*back == sample());
}

TEST_CASE("a record of a time without versions is one", "[fix][quick]") {
  RunManifest manifest = sample();
  const std::string text = swapped(to_toml(manifest), "version = \"5.46.9029.1\"\n", "");
  manifest.files[1].version.clear();
  CHECK(parse_manifest(text, "m") == manifest);
}

TEST_CASE("a record that somebody changed is no record", "[fix][quick]") {
  const std::string good = to_toml(sample());
  const auto reason = [](const std::string& text) {
    const auto refused = parse_manifest(text, "m");
    return refused ? std::string() : refused.error().message;
  };
  const auto not_as = [](const std::string& key) {
    return "is no record of a run: \"" + key + "\" is not as shirlint writes it";
  };
  CHECK(reason(good).empty());
  CHECK(reason(swapped(good, "taken-back", "done")) == not_as("state"));
  CHECK(reason(swapped(good, "run/1", "run/2")) == not_as("schema"));
  CHECK(reason(swapped(good, "1.b", "../../etc/shadow")) == not_as("backup"));
  CHECK(reason(swapped(good, "/host/", "host/")) == not_as("path"));
  CHECK(reason(swapped(good, "aaaa", "AAAA")) == not_as("before"));
  CHECK(reason(swapped(good, "keep_backups = false", "keep_backups = 0")) ==
        not_as("keep_backups"));
  CHECK(reason(swapped(good, "[\"PRX009\", \"CFG001\"]", "[1]")) == not_as("codes"));
  CHECK_FALSE(reason("").empty());
  CHECK_FALSE(reason("no toml").empty());
}

TEST_CASE("runs of one second are told apart and stay in order", "[fix][quick]") {
  MemoryStore machine;
  machine.add("/s/runs/.keep", "");
  const Journal journal(machine, "/s");
  std::vector<std::string> ids;
  for (int run = 0; run < 12; ++run) {
    const auto id = journal.begin("2026-11-22T09:00:00Z");
    REQUIRE(id);
    ids.push_back(*id);
    RunManifest manifest = sample();
    manifest.id = *id;
    REQUIRE(journal.put(manifest));
  }
  CHECK(ids[0] == "20261122-090000");
  CHECK(ids[11] == "20261122-090000-12");
  const auto runs = journal.list();
  REQUIRE(runs);
  REQUIRE(runs->size() == 12);
  for (std::size_t run = 0; run < 12; ++run) CHECK((*runs)[run].id == ids[run]);
  CHECK(journal.debris()->empty());
  CHECK(journal.begin("2026-02-30T09:00:00Z").error().message ==
        "\"2026-02-30T09:00:00Z\" is no moment like 2026-11-22T09:00:00Z");
}

TEST_CASE("a folder without a record is debris, one that is no run is nobody's", "[fix][quick]") {
  MemoryStore machine;
  machine.add("/s/runs/20261122-090000/1.shirlint-backup", "secret");
  machine.add("/s/runs/notes/manifest.toml", "x");
  machine.add("/s/runs/20261122-090000-x/manifest.toml", "x");
  const Journal journal(machine, "/s");
  CHECK(journal.list()->empty());
  CHECK(journal.debris().value() == std::vector<std::string>{"20261122-090000"});
  REQUIRE(journal.remove("20261122-090000"));
  REQUIRE(journal.remove("20261122-090000"));
  CHECK(machine.files().size() == 2);
}

TEST_CASE("a damaged record hides no other, and a later run shows that it is over",
          "[fix][quick]") {
  MemoryStore machine;
  const auto add = [&](const std::string& id, const std::string& undoes) {
    RunManifest manifest = sample();
    manifest.id = id;
    manifest.undoes = undoes;
    machine.add("/s/runs/" + id + "/manifest.toml", to_toml(manifest));
  };
  const Journal journal(machine, "/s");
  add("20261122-090000", "");
  machine.add("/s/runs/20261122-090001/manifest.toml", std::string(300, '\0'));
  CHECK(journal.list()->size() == 1);
  REQUIRE(journal.damaged()->size() == 1);
  CHECK(journal.damaged()->front().id == "20261122-090001");
  CHECK(journal.damaged()->front().why.file == "/s/runs/20261122-090001/manifest.toml");
  CHECK_FALSE(journal.damaged()->front().over);
  add("20261122-090002", "20261122-090000");
  CHECK_FALSE(journal.damaged()->front().over);
  add("20261122-090003", "");
  CHECK(journal.damaged()->front().over);
  CHECK(journal.list()->size() == 3);
}

TEST_CASE("a record of another run in this folder is refused", "[fix][quick]") {
  MemoryStore machine;
  machine.add("/s/runs/20261122-100000/manifest.toml", to_toml(sample()));
  const Journal journal(machine, "/s");
  CHECK(journal.get("20261122-100000").error().message ==
        "is the record of another run, 20261122-090000");
}
