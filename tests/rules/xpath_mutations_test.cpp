#include "rules/xpath_mutations.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace xpath = shirlint::rules::xpath;
using Texts = std::vector<std::string>;

namespace {

Texts mutated(const std::string& query) {
  Texts all;
  for (const auto& mutation : xpath::mutations(xpath::parse(query).value())) {
    all.push_back(mutation.query);
  }
  return all;
}

}  // namespace

TEST_CASE("each predicate and each term is dropped once", "[rules][quick]") {
  CHECK(mutated("$host/java[@exists='false'][1]") ==
        Texts{"$host/java[1]", "$host/java[@exists='false']"});
  CHECK(mutated("a[@b and @c]") == Texts{"a", "a[@c]", "a[@b]"});
  CHECK(mutated("a or b or c") == Texts{"b or c", "a or c", "a or b"});
  CHECK(mutated("a or b and c") == Texts{"b and c", "a or c", "a", "a or b"});
  CHECK(mutated("not(a and (b or c))") ==
        Texts{"not((b or c))", "not(a)", "not(a and (c))", "not(a and (b))"});
  CHECK(mutated("count(a) > 1").empty());
}

TEST_CASE("a mutation says what is missing", "[rules][quick]") {
  const xpath::Ast ast = xpath::parse("proxy[@a or @b = 'c']").value();
  const auto found = xpath::mutations(ast);
  REQUIRE(found.size() == 3);
  CHECK(found[0].description == "without the predicate [@a or @b = 'c']");
  CHECK(found[2].description == "without the term @b = 'c'");
  CHECK(ast.slice(found[2].dropped) == "@b = 'c'");
}

TEST_CASE("what is left stays apart and keeps its meaning", "[rules][quick]") {
  CHECK(mutated("$a[1]-1") == Texts{"$a -1"});
  CHECK(mutated("a[1]div 2") == Texts{"a div 2"});
  CHECK(mutated("x or(b)and(c)") == Texts{"(b)and(c)", "x or(c)", "x", "x or(b)"});
  CHECK(mutated("x or(b)and c") == Texts{"(b)and c", "x or c", "x", "x or(b)"});
  CHECK(mutated("a[last() and @b]") == Texts{"a", "a[@b]", "a[boolean(last())]"});
  CHECK(mutated("a[$n and @b]") == Texts{"a", "a[@b]", "a[boolean($n)]"});
}
