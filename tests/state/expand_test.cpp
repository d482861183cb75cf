#include "state/expand.h"

#include <catch2/catch.hpp>
#include <string>

using namespace shirlint::state;

namespace {

Snapshot with_environment(const std::string& lines) {
  auto loaded =
      Snapshot::parse("schema = \"shirlint.host/1\"\n[environment.machine]\n" + lines, "host.toml");
  REQUIRE(loaded.errors.empty());
  return std::move(loaded.snapshot);
}

}  // namespace

TEST_CASE("variables are expanded from the machine's environment", "[state][quick]") {
  const Snapshot snapshot = with_environment(
      "windir = 'C:\\Windows'\n"
      "TEMP = { type = \"REG_EXPAND_SZ\", value = '%WinDir%\\TEMP' }\n"
      "PLAIN = '%windir%'\n"
      "GONE = false\n"
      "RING = { type = \"REG_EXPAND_SZ\", value = 'a%RING%' }\n");
  const Expander expander(snapshot);
  CHECK(expander.expand("C:\\x") == "C:\\x");
  CHECK(expander.expand("%WINDIR%\\x") == "C:\\Windows\\x");
  CHECK(expander.expand("%TEMP%;%windir%") == "C:\\Windows\\TEMP;C:\\Windows");
  CHECK(expander.expand("%PLAIN%") == "%windir%");  // REG_SZ is not expanded again
  CHECK(expander.expand("100%") == "100%");
  CHECK(expander.expand("a%%windir%") == "a%C:\\Windows");
  CHECK_FALSE(expander.expand("%ProgramFiles%\\x"));
  CHECK_FALSE(expander.expand("%GONE%"));
  CHECK_FALSE(expander.expand("%RING%"));
  CHECK(expander.effective_value(*snapshot.only("environment.machine", "TEMP")) ==
        "C:\\Windows\\TEMP");
  CHECK(expander.effective_value(*snapshot.only("environment.machine", "PLAIN")) == "%windir%");
}

TEST_CASE("expansion ends in bounded time and space", "[state][quick]") {
  std::string lines = "V0 = '" + std::string(20000, 'x') + "'\n";
  for (int level = 1; level < 40; ++level) {
    const std::string below = "%V" + std::to_string(level - 1) + "%";
    lines += "V" + std::to_string(level) + " = { type = \"REG_EXPAND_SZ\", value = '" + below +
             below + "' }\nE" + std::to_string(level) +
             " = { type = \"REG_EXPAND_SZ\", value = '%E" + std::to_string(level - 1) + "%%E" +
             std::to_string(level - 1) + "%' }\n";
  }
  lines += "E0 = ''\n";
  const Snapshot snapshot = with_environment(lines);
  const Expander expander(snapshot);
  CHECK(expander.expand("%V0%")->size() == 20000);
  CHECK_FALSE(expander.expand("%V1%"));   // more than 32,767 characters
  CHECK_FALSE(expander.expand("%E39%"));  // 2^39 references to nothing
}
