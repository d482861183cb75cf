#include "shir/versions.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "../shir/data_files.h"

using namespace shirlint;
using shir::parse_version;

TEST_CASE("a version has two to four parts", "[shir][quick]") {
  const auto version = parse_version("5.46.9029.1");
  REQUIRE(version);
  CHECK(version->major == 5);
  CHECK(version->minor == 46);
  CHECK(version->build == 9029);
  CHECK(version->revision == 1);
  CHECK(parse_version("5.46")->build == 0);
  for (const char* text : {"", "5", "5.", "5.46.", ".5.46", "5.46.1.2.3", "5.46a", "v5.46",
                           "5.9999999999", "5. 46", "-5.46"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_version(text));
  }
}

TEST_CASE("the third part is days since 2000-01-01", "[shir][quick]") {
  CHECK(text::to_text(*build_day(*parse_version("5.46.9029.1"))) == "2024-09-20");
  CHECK_FALSE(build_day(*parse_version("5.30.0.0")));
  CHECK_FALSE(build_day(*parse_version("5.30.999999999.0")));
}

TEST_CASE("expiry is listed by major and minor", "[shir][quick]") {
  const shir::LoadedTable versions = shipped_table("versions.toml");
  const auto expiry = [&](const char* version) {
    const auto day = shir::expiry_day(*parse_version(version), versions.table());
    return day ? text::to_text(*day) : std::string("not listed");
  };
  CHECK(expiry("5.22.8297.1") == "2023-11-01");
  CHECK(expiry("5.46.9029.1") == "2025-11-01");
  CHECK(expiry("5.47.1.1") == "not listed");
  CHECK(expiry("4.46.1.1") == "not listed");
}

TEST_CASE("listed versions were built within 430 days before they expire", "[shir][quick]") {
  const shir::LoadedTable versions = shipped_table("versions.toml");
  int builds = 0;
  int without_day = 0;
  for (const shir::DataRow row : versions.table().rows) {
    const auto expires = text::parse_day(shir::cell(row, "expires"));
    REQUIRE(expires);
    std::istringstream words{std::string(shir::cell(row, "builds"))};
    for (std::string word; words >> word; ++builds) {
      CAPTURE(word);
      const auto version = parse_version(word);
      REQUIRE(version);
      CHECK(shir::expiry_day(*version, versions.table()) == expires);
      const auto built = shir::build_day(*version);
      without_day += built ? 0 : 1;
      if (!built) continue;
      CHECK(text::days_between(*built, *expires) >= 300);
      CHECK(text::days_between(*built, *expires) <= 430);
    }
  }
  CHECK(builds == 93);
  CHECK(without_day == 2);
}
