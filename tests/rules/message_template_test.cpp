#include "rules/message_template.h"

#include <catch2/catch.hpp>

using shirlint::rules::split_template;

TEST_CASE("a template is text with XPath in braces", "[rules][quick]") {
  const auto parts = split_template("'{$self/@value}' has {{no}} scheme");
  REQUIRE(parts);
  REQUIRE(parts->size() == 3);
  CHECK(parts->at(0).text == "'");
  CHECK(parts->at(1).expression);
  CHECK(parts->at(1).text == "$self/@value");
  CHECK(parts->at(2).text == "' has {no} scheme");
}

TEST_CASE("a brace in an XPath string does not end the expression", "[rules][quick]") {
  const auto parts = split_template("{concat('}', \"{\")}");
  REQUIRE(parts);
  REQUIRE(parts->size() == 1);
  CHECK(parts->front().text == "concat('}', \"{\")");
}

TEST_CASE("a single brace is refused with its place", "[rules][quick]") {
  const auto open = split_template("ab{c");
  REQUIRE(!open);
  CHECK(open.error().at.column == 3);
  const auto close = split_template("ab}c");
  REQUIRE(!close);
  CHECK(close.error().message == "'}' closes no '{'; a brace in the text is written '}}'");
}
