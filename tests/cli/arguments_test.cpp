// The command line as values, and what is said of a bad one.
#include "cli/arguments.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using shirlint::cli::Arguments;
using shirlint::cli::parse_arguments;

namespace {

shirlint::text::Result<Arguments> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "shirlint");
  return parse_arguments(static_cast<int>(words.size()), words.data());
}

std::string refusal(const std::vector<const char*>& words) {
  const auto parsed = parse(words);
  return parsed ? "" : parsed.error().message;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("options and paths come in any order", "[cli][quick]") {
  const auto parsed =
      parse({"check", "a", "--select", "PRX,BYP001", "b", "--select=CFG", "--quiet"});
  REQUIRE(parsed);
  CHECK(parsed->command->name == "check");
  CHECK(parsed->positional == Words{"a", "b"});
  CHECK(parsed->list("--select") == Words{"PRX", "BYP001", "CFG"});
  CHECK(parsed->has("--quiet"));
  CHECK(parsed->one("--fail-on", "warning") == "warning");
}

TEST_CASE("the last of an option that is given once counts", "[cli][quick]") {
  CHECK(parse({"check", "--date", "2026-01-01", "--date", "2026-02-02"})->one("--date") ==
        "2026-02-02");
}

TEST_CASE("--strict takes categories only with an equals sign", "[cli][quick]") {
  const auto bare = parse({"check", "--strict", "folder"});
  REQUIRE(bare);
  CHECK(bare->positional == Words{"folder"});
  CHECK(bare->list("--strict") == Words{"all"});
  CHECK(parse({"check", "--strict=JAV,CRT"})->list("--strict") == Words{"JAV", "CRT"});
}

TEST_CASE("two words make a command", "[cli][quick]") {
  const auto parsed = parse({"rules", "show", "PRX009"});
  REQUIRE(parsed);
  CHECK(parsed->command->name == "rules show");
  CHECK(parsed->positional == Words{"PRX009"});
}

TEST_CASE("a path that begins with a dash comes after two of them", "[cli][quick]") {
  const auto parsed = parse({"check", "--", "-host"});
  REQUIRE(parsed);
  CHECK(parsed->positional == Words{"-host"});
}

TEST_CASE("behind two dashes an option is an argument, too", "[cli][quick]") {
  const auto parsed = parse({"check", "a", "--", "--quiet", "--", "-o"});
  REQUIRE(parsed);
  CHECK(parsed->positional == Words{"a", "--quiet", "--", "-o"});
  CHECK_FALSE(parsed->has("--quiet"));
}

TEST_CASE("a value may look like anything", "[cli][quick]") {
  const auto parsed = parse({"apply", "--reason=--purge", "plan.toml", "--site=a=b"});
  REQUIRE(parsed);
  CHECK(parsed->one("--reason") == "--purge");
  CHECK(parsed->one("--site") == "a=b");
  CHECK(parsed->positional == Words{"plan.toml"});
  CHECK(parse({"check", "[a,b]", "-"})->positional == Words{"[a,b]", "-"});
}

TEST_CASE("a letter is an option in short", "[cli][quick]") {
  CHECK(parse({"plan", "node", "-o", "plan.toml"})->one("--output") == "plan.toml");
  CHECK(refusal({"check", "-o", "x"}) ==
        "'check' knows no option '-o'; 'shirlint check --help' lists them");
}

TEST_CASE("help and version are no commands", "[cli][quick]") {
  CHECK(parse({})->positional[0].find("Usage: shirlint COMMAND") != std::string::npos);
  CHECK(parse({"check", "--help"})->positional[0].find("--fail-on LEVEL") != std::string::npos);
  CHECK(parse({"check", "--bogus", "-h"})->command == nullptr);
  CHECK(parse({"--version"})->positional[0].substr(0, 9) == "shirlint ");
}

TEST_CASE("the first word of several commands has help of its own", "[cli][quick]") {
  const auto told = [](const std::vector<const char*>& words) {
    const auto parsed = parse(words);
    return parsed && parsed->command == nullptr ? parsed->positional.at(0) : "";
  };
  using Catch::Contains;
  CHECK_THAT(told({"rules", "--help"}), Contains("rules show") && !Contains("dsc get"));
  CHECK_THAT(told({"help", "dsc"}), Contains("dsc get"));
  CHECK_THAT(told({"help", "rules", "list"}), Contains("Usage: shirlint rules list"));
  CHECK(refusal({"nothing", "--help"}) ==
        "there is no command 'nothing'; 'shirlint --help' lists them");
}

TEST_CASE("bad usage is told with did you mean", "[cli][quick]") {
  CHECK(refusal({"chek"}) == "there is no command 'chek'; did you mean 'check'?");
  CHECK(refusal({"rules", "lst"}).find("'rules list'") != std::string::npos);
  CHECK(refusal({"check", "--selct", "PRX"}) ==
        "'check' knows no option '--selct'; did you mean '--select'?");
  CHECK(refusal({"rules", "list", "--fail-on=error"}).find("knows no option '--fail-on'") !=
        std::string::npos);
  CHECK(refusal({"rules", "list", "more"}) == "'rules list' takes no argument 'more'");
  CHECK_FALSE(refusal({"check", "--date"}).empty());
  CHECK_FALSE(refusal({"plan", "-o"}).empty());
}
