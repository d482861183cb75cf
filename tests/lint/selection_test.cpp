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

namespace {

using Words = std::vector<std::string>;

/// The codes chosen of BYP029 (part of PRX001), PRX001, PRX080 (preview), PRX090 (deprecated), then
/// the warnings.
std::string chosen_of_ages(const Words& select, const Words& ignore = {}) {
  std::array<Rule, 4> rules;
  rules[0].code = "BYP029";
  rules[0].redirect = "PRX001";
  rules[1].code = "PRX001";
  rules[2].code = "PRX080";
  rules[2].status = shirlint::rules::Status::preview;
  rules[3].code = "PRX090";
  rules[3].status = shirlint::rules::Status::deprecated;
  const std::vector<const Rule*> all = {&rules[0], &rules[1], &rules[2], &rules[3]};
  const auto result = select_rules(all, {select, ignore});
  REQUIRE(result);
  std::string text;
  for (const Rule* rule : result->rules) text += std::string(rule->code) + " ";
  for (const std::string& warning : result->warnings) text += "| " + warning;
  return text;
}

}  // namespace

TEST_CASE("a code that another rule reports means that rule", "[lint][quick]") {
  CHECK(chosen_of_ages({"BYP029"}) == "PRX001 | BYP029 is part of PRX001, which is meant");
  CHECK(chosen_of_ages({}, {"BYP029"}) == "PRX090 | BYP029 is part of PRX001, which is meant");
  CHECK(chosen_of_ages({"BYP"}) == "");
}

TEST_CASE("a preview rule is asked for by its code, a deprecated one warns then", "[lint][quick]") {
  CHECK(chosen_of_ages({}) == "PRX001 PRX090 ");
  CHECK(chosen_of_ages({"PRX"}) == "PRX001 PRX090 ");
  CHECK(chosen_of_ages({"PRX080"}) == "PRX080 ");
  CHECK(chosen_of_ages({"PRX090"}) ==
        "PRX090 | PRX090 is deprecated and will go; 'shirlint rules show PRX090' says why");
}

TEST_CASE("a redirect must lead to a rule that asks", "[lint][quick]") {
  std::array<Rule, 2> rules;
  rules[0].code = "BYP029";
  rules[1].code = "PRX001";
  const std::vector<const Rule*> all = {&rules[0], &rules[1]};
  CHECK(shirlint::lint::redirect_errors(all).empty());
  rules[0].redirect = "PRX001";
  CHECK(shirlint::lint::redirect_errors(all).empty());
  rules[1].redirect = "BYP029";
  CHECK(shirlint::lint::redirect_errors(all).size() == 2);
  rules[1].redirect = "PRX002";
  CHECK(shirlint::lint::redirect_errors(all).at(1).message ==
        "PRX001 redirects to 'PRX002', but there is no such rule");
}
