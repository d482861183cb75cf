#include "lint/selection.h"

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

using shirlint::lint::select_rules;
using shirlint::lint::Selection;
using shirlint::rules::Rule;

namespace {

std::string chosen(const Selection& selection) {
  std::array<Rule, 3> rules;
  rules[0].code = "BYP001";
  rules[1].code = "PRX001";
  rules[2].code = "PRX009";
  const std::vector<const Rule*> all = {&rules[0], &rules[1], &rules[2]};
  const auto result = select_rules(all, selection);
  if (!result) return result.error().message;
  std::string text;
  for (const Rule* rule : result->rules) text += std::string(rule->code) + " ";
  return text;
}

}  // namespace

TEST_CASE("codes and categories choose rules, --ignore wins", "[lint][quick]") {
  CHECK(chosen({}) == "BYP001 PRX001 PRX009 ");
  CHECK(chosen({{"PRX"}, {}}) == "PRX001 PRX009 ");
  CHECK(chosen({{"PRX", "BYP001"}, {"PRX001"}}) == "BYP001 PRX009 ");
  CHECK(chosen({{}, {"PRX"}}) == "BYP001 ");
}

TEST_CASE("a beginning of a code is no category", "[lint][quick]") {
  CHECK(chosen({{"PRX00"}, {}}).find("there is no rule 'PRX00'") == 0);
  CHECK(chosen({{}, {"BPY001"}}) == "there is no rule 'BPY001'; did you mean 'BYP001'?");
  CHECK(chosen({{"zzzzzzzz"}, {}}) ==
        "there is no rule 'zzzzzzzz'; 'shirlint rules list' lists them");
}
