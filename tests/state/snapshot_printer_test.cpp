#include "state/snapshot_printer.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "io/disk_reader.h"
#include "state/plain_snapshot.h"
#include "state/schema.h"

using namespace shirlint;
using namespace shirlint::state;
using shirlint::state::test::plain;

namespace {

Snapshot read(const std::string& text) {
  auto loaded = Snapshot::parse(text, "host.toml");
  for (const text::Error& error : loaded.errors) UNSCOPED_INFO(error.message);
  INFO(text);
  REQUIRE(loaded.errors.empty());
  return std::move(loaded.snapshot);
}

/// Letters that TOML is particular about, among others.
std::string any_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {
      "a",  "Z",  "'",        "\"",   "\\",     "\\u0041", "\t",
      "\n", "\r", "\x01",     "\x7F", " ",      "%X%",     "=",
      "#",  "]",  "\xC3\xA4", "'''",  "\"\"\"", ".",       "\xF0\x9F\x98\x80"};
  std::string out;
  for (auto count = random() % 8; count > 0; --count) out += pieces[random() % pieces.size()];
  return out;
}

Datum any_datum(const KeySpec& key, std::mt19937& random) {
  if (!key.choices.empty()) {
    const auto choices = split_choices(key.choices);
    return std::string(choices[random() % choices.size()]);
  }
  switch (key.type) {
    case ValueType::integer:
      return std::int64_t{1} + static_cast<std::int64_t>(random() % 65535);
    case ValueType::boolean:
      return random() % 2 == 0;
    case ValueType::date_time:
      return std::string("2026-11-22T09:00:00Z");
    case ValueType::text_list: {
      std::vector<std::string> texts(random() % 4);
      for (std::string& text : texts) text = any_text(random);
      return texts;
    }
    case ValueType::any:
      return std::vector<std::string>{"3-10", "12-13"};
    case ValueType::text:
      break;
  }
  if (key.key == "sha256") return std::string(64, 'A');
  const bool thumbprint = key.key == "thumbprint" || key.key == "root" ||
                          (key.table == "runtime" && key.key == "certificate");
  return thumbprint ? std::string(40, 'B') : any_text(random);
}

void add_named(const TableSpec& table, std::mt19937& random, Snapshot& snapshot) {
  Record record;
  record.table = table.name;
  record.name =
      table.name == "registry" ? "HKLM\\X\\" + any_text(random) + "x" : any_text(random) + "x";
  record.present = random() % 4 != 0;
  if (record.present) {
    record.values.push_back(
        {"type", std::string(random() % 2 == 0 ? "REG_SZ" : "REG_EXPAND_SZ"), {}});
    record.values.push_back({"value", any_text(random), {}});
  }
  snapshot.records.push_back(std::move(record));
}

Snapshot any_snapshot(std::mt19937& random) {
  Snapshot snapshot;
  snapshot.schema = "shirlint.host/1";
  snapshot.tool = "shirlint test";
  snapshot.name = any_text(random);
  snapshot.collected = "2026-11-22T09:00:00Z";
  snapshot.coverage["java"] = "complete";
  snapshot.coverage["registry.HKLM\\X\\"] = "failed: " + any_text(random);
  for (const TableSpec& table : tables()) {
    if (table.name.empty() || table.name == "coverage" || random() % 3 == 0) continue;
    if (table.kind == TableKind::names) {
      add_named(table, random, snapshot);
      continue;
    }
    Record record;
    record.table = table.name;
    for (const KeySpec& key : table.keys) {
      if (key.key != "present") record.values.push_back({key.key, any_datum(key, random), {}});
    }
    snapshot.records.push_back(std::move(record));
  }
  return snapshot;
}

}  // namespace

TEST_CASE("every fixture's snapshot is printed and read back", "[state][quick]") {
  const io::DiskReader reader;
  const std::string folder = SHIRLINT_SOURCE_DIR "/fixtures";
  const auto names = reader.list(folder);
  REQUIRE(names);
  int count = 0;
  for (const io::Entry& entry : *names) {
    const std::string file = folder + "/" + entry.name + "/host.toml";
    if (reader.kind(file) != io::Kind::file) continue;
    const auto bytes = reader.read(file, io::file_limit);
    REQUIRE(bytes);
    auto loaded = Snapshot::parse(*bytes, file);
    if (!loaded.errors.empty()) continue;  // one is broken on purpose
    INFO(file);
    CHECK(plain(read(print(loaded.snapshot))) == plain(loaded.snapshot));
    ++count;
  }
  CHECK(count >= 5);
}

TEST_CASE("any snapshot is printed and read back", "[state][quick]") {
  const auto seed = Catch::rngSeed();
  std::mt19937 random(seed);
  WARN("seed " << seed << ", 300 snapshots");
  for (int round = 0; round < 300; ++round) {
    const Snapshot snapshot = any_snapshot(random);
    const std::string once = print(snapshot);
    const Snapshot back = read(once);
    INFO(once);
    REQUIRE(print(back) == once);
    for (const Record& record : snapshot.records) {
      const auto same = [&](const Record& other) {
        return other.table == record.table && other.present == record.present &&
               std::equal(record.values.begin(), record.values.end(), other.values.begin(),
                          other.values.end(), [](const Value& left, const Value& right) {
                            return left.key == right.key && left.data == right.data;
                          });
      };
      INFO(record.table);
      REQUIRE(std::any_of(back.records.begin(), back.records.end(), same));
    }
  }
}

TEST_CASE("a snapshot reads well", "[state][quick]") {
  Snapshot snapshot;
  snapshot.schema = "shirlint.host/1";
  snapshot.name = "node-01";
  snapshot.coverage["java"] = "complete";
  Record home;
  home.table = "environment.machine";
  home.name = "JAVA_HOME";
  home.values = {{"type", std::string("REG_SZ"), {}}, {"value", std::string("C:\\jdk"), {}}};
  Record key;
  key.table = "registry";
  key.name = "HKLM\\SOFTWARE\\JavaSoft\\";
  key.present = false;
  snapshot.records = {home, key};
  CHECK(print(snapshot) ==
        "schema    = \"shirlint.host/1\"\n"
        "name      = \"node-01\"\n"
        "\n"
        "[coverage]\n"
        "\"java\" = \"complete\"\n"
        "\n"
        "[environment.machine]\n"
        "JAVA_HOME = 'C:\\jdk'\n"
        "\n"
        "[registry]\n"
        "'HKLM\\SOFTWARE\\JavaSoft\\' = false\n");
}
