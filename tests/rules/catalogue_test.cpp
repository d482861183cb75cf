// Every code of the catalogue that the rules were made from is a rule, or says in docs/unjudged.md
// why not. The codes are a list of their own: one that is lost from rules/ must be missed.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

#include "rules/builtin_pack.h"

namespace {

std::string read(const std::string& name) {
  std::ifstream in(std::string(SHIRLINT_SOURCE_DIR) + "/" + name);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// The codes in the first column of the table below `heading`.
std::set<std::string> codes_below(const std::string& page, const std::string& heading) {
  std::set<std::string> out;
  std::istringstream lines(page.substr(page.find(heading) + 3));
  for (std::string line; std::getline(lines, line) && line.rfind("## ", 0) != 0;) {
    const bool row = line.rfind("| ", 0) == 0 && line.find(' ', 2) >= 7 && line[2] <= 'Z';
    if (row) out.insert(line.substr(2, line.find(' ', 2) - 2));
  }
  return out;
}

}  // namespace

TEST_CASE("every code of the catalogue is a rule or on the list of those that cannot be one",
          "[rules][quick]") {
  const std::string page = read("docs/unjudged.md");
  const auto unjudged = codes_below(page, "\n## Not judged");
  const auto silent = codes_below(page, "\n## No findings");
  CHECK(unjudged.size() <= 15);
  CHECK(silent.size() == 4);
  std::set<std::string> rules;
  for (const auto& rule : shirlint::rules::builtin_rules()) rules.insert(std::string(rule.code));
  std::istringstream codes(read("tests/rules/catalogue_codes.txt"));
  std::size_t count = 0;
  for (std::string code; codes >> code; ++count) {
    CAPTURE(code);
    const std::size_t times = rules.count(code) + unjudged.count(code) + silent.count(code);
    CHECK(times == 1);
  }
  CHECK(count == 233);
}
