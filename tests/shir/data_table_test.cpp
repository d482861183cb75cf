#include "shir/data_table.h"

#include <catch2/catch.hpp>
#include <string>

#include "../shir/data_files.h"
#include "text/date.h"

using namespace shirlint;
using shir::LoadedTable;

namespace {

const char* const head = "name = \"n\"\nsource = \"s\"\nas_of = 2025-08-04\n";

text::Error refuse(const std::string& text) {
  const auto table = LoadedTable::parse(text, "t.toml");
  REQUIRE_FALSE(table);
  CHECK(table.error().file == "t.toml");
  return table.error();
}

}  // namespace

TEST_CASE("a data table is rows of texts with a source and a day", "[shir][quick]") {
  auto loaded = LoadedTable::parse(std::string(head) +
                                       "meaning = \"m\"\n[[big_row]]\nnumber = \"5.46\"\n"
                                       "expires_on = 2025-11-01\nport = 443\nold = false\n"
                                       "builds = [\"a\", \"b\"]\n[[big_row]]\nnumber = \"5.47\"\n",
                                   "t.toml");
  REQUIRE(loaded);
  const LoadedTable moved = *std::move(loaded);
  const shir::DataTable& table = moved.table();
  CHECK(table.name == "n");
  CHECK(table.element == "big-row");
  CHECK(table.source == "s");
  CHECK(table.as_of == "2025-08-04");
  CHECK(table.meaning == "m");
  REQUIRE(table.rows.size() == 2);
  CHECK(shir::cell(table.rows[0], "expires-on") == "2025-11-01");
  CHECK(shir::cell(table.rows[0], "port") == "443");
  CHECK(shir::cell(table.rows[0], "old") == "false");
  CHECK(shir::cell(table.rows[0], "builds") == "a b");
  CHECK(shir::cell(table.rows[1], "port").empty());
  CHECK(shir::find_table(std::span(&table, 1), "n") == &table);
  CHECK(shir::find_table(std::span(&table, 1), "x") == nullptr);
}

TEST_CASE("a wrong data table is one sentence", "[shir][quick]") {
  const std::string good = head;
  CHECK(refuse("name = \"n\"\n").message == "a data table needs 'source'");
  CHECK(refuse(good).message == "a data table needs rows: [[row]] tables");
  CHECK(refuse(good + "nam = 1\n[[r]]\na = 1\n").message ==
        "'nam' is no key of a data table; it has name, source, as_of, meaning and its rows");
  CHECK(refuse("as_of = \"2025\"\n").message == "'as_of' of a data table is a date without quotes");
  CHECK(refuse("as_of = \"2025\"\n").at == text::Position{1, 9});
  CHECK(refuse(good + "[[r]]\na = 1\n[[s]]\na = 1\n").message ==
        "a data table has one kind of rows");
  CHECK(refuse(good + "[[Row]]\na = 1\n").message ==
        "'Row' cannot be a name in $data; use lower-case words joined by _");
  CHECK(refuse(good + "[[table]]\na = 1\n").message ==
        "'table' cannot be a name in $data; use lower-case words joined by _");
  const text::Error cell = refuse(good + "[[r]]\na = 1.5\n");
  CHECK(cell.at == text::Position{5, 5});
  CHECK_THAT(cell.message, Catch::StartsWith("'a' is a string, a whole number"));
  CHECK_THAT(refuse("name =\n").message, Catch::StartsWith("this is no valid TOML"));
}

TEST_CASE("the shipped tables can be read and say when they were true", "[shir][quick]") {
  for (const char* file : shipped_files) {
    CAPTURE(file);
    const LoadedTable table = shipped_table(file);
    CHECK(text::parse_day(table.table().as_of));
    CHECK_FALSE(table.table().meaning.empty());
    CHECK(table.table().rows.size() > 3);
  }
}

TEST_CASE("the shipped roots have true thumbprints", "[shir][quick]") {
  const LoadedTable roots = shipped_table("roots.toml");
  int required = 0;
  for (const shir::DataRow row : roots.table().rows) {
    const std::string_view thumbprint = shir::cell(row, "thumbprint");
    CHECK(thumbprint.size() == 40);
    CHECK(thumbprint.find_first_not_of("0123456789ABCDEF") == std::string_view::npos);
    required += shir::cell(row, "state") == "required" ? 1 : 0;
  }
  CHECK(required == 1);
}

TEST_CASE("a table older than 180 days is told, the oldest first", "[shir][quick]") {
  const shir::DataTable young = {"young", "x", "s", "2026-05-27", "m", {}};
  const shir::DataTable old = {"old", "x", "s", "2026-05-25", "m", {}};
  const shir::DataTable oldest = {"oldest", "x", "s", "2023-07-13", "m", {}};
  const std::vector<shir::DataTable> tables = {young, old, oldest};
  const auto told = shir::old_tables(tables, *text::parse_day("2026-11-22"));
  REQUIRE(told.size() == 2);
  CHECK(told[0].name == "oldest");
  CHECK(told[1].name == "old");
  CHECK(told[1].days == 181);
  CHECK(shir::old_tables(tables, *text::parse_day("2020-01-01")).empty());
}
