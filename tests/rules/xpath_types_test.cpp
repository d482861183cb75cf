#include "rules/xpath_types.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace xpath = shirlint::rules::xpath;
using xpath::ValueType;

namespace {

std::optional<ValueType> known(std::string_view name) {
  if (name == "host" || name == "self") return ValueType::node_set;
  if (name == "lower") return ValueType::string;
  if (name == "days") return ValueType::number;
  if (name == "live") return ValueType::boolean;
  return std::nullopt;
}

xpath::Ast parsed(const std::string& query) { return xpath::parse(query).value(); }

std::optional<ValueType> type(const std::string& query) {
  return xpath::result_type(parsed(query), known);
}

/// The marked text and the message of what `check` refuses.
std::string refusal(const std::string& query) {
  const xpath::Ast ast = parsed(query);
  const auto error = xpath::check(ast, known);
  INFO(query);
  REQUIRE(error);
  return std::string(ast.slice(error->at)) + ": " + error->message;
}

}  // namespace

TEST_CASE("variables and functions are listed as they come", "[rules][quick]") {
  const xpath::Ast ast = parsed("contains(translate($host/@name, $upper, $lower), name($self))");
  const auto variables = xpath::variables(ast);
  REQUIRE(variables.size() == 4);
  CHECK(variables[0].name == "host");
  CHECK(variables[1].name == "upper");
  CHECK(variables[2].name == "lower");
  CHECK(ast.slice(variables[3].span) == "$self");

  const auto functions = xpath::functions(ast);
  REQUIRE(functions.size() == 3);
  CHECK(functions[0].name == "contains");
  CHECK(functions[0].arity == 2);
  CHECK(functions[1].name == "translate");
  CHECK(functions[1].arity == 3);
  CHECK(ast.slice(functions[2].name_span) == "name");
  CHECK(ast.slice(functions[2].span) == "name($self)");
}

TEST_CASE("the type of a query", "[rules][quick]") {
  CHECK(type("$host/certificate") == ValueType::node_set);
  CHECK(type("a | b") == ValueType::node_set);
  CHECK(type("($self)[1]") == ValueType::node_set);
  CHECK(type("count(a) + 1") == ValueType::number);
  CHECK(type("-'1'") == ValueType::number);
  CHECK(type("concat('a', @b)") == ValueType::string);
  CHECK(type("($lower)") == ValueType::string);
  CHECK(type("@a = 'b' or $live") == ValueType::boolean);
  CHECK(type("$nobody") == std::nullopt);
  CHECK(type("nothing()") == std::nullopt);
}

TEST_CASE("what pugixml would refuse for its names and types is said first", "[rules][quick]") {
  const std::string no_node_set =
      "expected a node-set: nothing else has steps, predicates or unions";
  CHECK(refusal("starts_with(@a, 'b')") ==
        "starts_with: there is no function 'starts_with'; did you mean 'starts-with'?");
  CHECK(refusal("matches(@a, 'b')") == "matches: there is no function 'matches'");
  CHECK(refusal("a[contains(@b)]") == "contains(@b): contains() takes 2 arguments, not 1");
  CHECK(refusal("true(1)") == "true(1): true() takes no arguments, not 1");
  CHECK(refusal("concat('a')") == "concat('a'): concat() takes 2 arguments or more, not 1");
  CHECK(refusal("name(a, b)") == "name(a, b): name() takes 0 or 1 argument, not 2");
  CHECK(refusal("substring('a')") == "substring('a'): substring() takes 2 or 3 arguments, not 1");
  CHECK(refusal("count($days)") == "$days: count() needs a node-set");
  CHECK(refusal("$lower/a") == "$lower: " + no_node_set);
  CHECK(refusal("$days[1]") == "$days: " + no_node_set);
  CHECK(refusal("a | string(b)") == "string(b): " + no_node_set);
  CHECK(refusal("$hots/certificate") == "$hots: there is no variable '$hots'");
  CHECK(!xpath::check(parsed("id('a')/b[last()] | $host"), known));
}

TEST_CASE("the table of functions is in order and complete", "[rules][quick]") {
  const auto table = xpath::core_functions();
  CHECK(table.size() == 27);  // XPath 1.0 section 4
  for (std::size_t i = 1; i < table.size(); ++i) CHECK(table[i - 1].name < table[i].name);
  CHECK(xpath::find_function("concat")->max_arguments == xpath::Function::no_limit);
  CHECK(xpath::find_function("current") == nullptr);
}
