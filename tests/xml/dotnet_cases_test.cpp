// tests/data/dotnet: configs with what .NET makes of them, here as far as reading goes.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "xml/document.h"

using namespace shirlint;

namespace {

const std::filesystem::path folder =
    std::filesystem::path(SHIRLINT_SOURCE_DIR) / "tests" / "data" / "dotnet";

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

}  // namespace

TEST_CASE("every config that .NET's reader refuses is refused so, and no other", "[xml][quick]") {
  const nlohmann::json cases = nlohmann::json::parse(contents(folder / "cases.json"));
  std::size_t refused = 0;
  std::size_t files = 0;
  for (const nlohmann::json& one : cases.at("cases")) {
    const std::string file = one.at("file");
    CAPTURE(file);
    const xml::Document document = xml::Document::parse(contents(folder / file));
    ++files;
    // The other texts of that moment are about the root element, which is not the reader's matter.
    const std::string error = one.at("error").is_null() ? "" : one.at("error");
    const bool by_reader =
        one.at("moment") == "process-start" && error.find(", position ") != std::string::npos;
    CHECK_FALSE(document.not_judged());
    CHECK(document.fault().has_value() == by_reader);
    if (!document.fault()) continue;
    CHECK(document.fault()->message == error);
    ++refused;
  }
  CHECK(files == 41);
  CHECK(refused == 6);
}
