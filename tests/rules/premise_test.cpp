// What a query needs of the facts: what is told of rules, and that it never hides a find.
#include "rules/premise.h"

#include <array>
#include <catch2/catch.hpp>
#include <iostream>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "../seed.h"
#include "rules/rule.h"
#include "rules/rule_pack.h"
#include "xpath_generator.h"

using namespace shirlint;
using rules::Let;
using rules::LetType;

namespace {

void add_all(pugi::xml_node node, facts::Inventory& inventory) {
  inventory.add_element(node.name());
  for (const pugi::xml_attribute attribute : node.attributes()) {
    inventory.add_attribute(attribute.name(), attribute.value());
  }
  for (const pugi::xml_node child : node.children()) add_all(child, inventory);
}

/// A facts document to ask rules of.
class Facts {
 public:
  explicit Facts(const std::string& xml) {
    pugi::xml_document document;
    REQUIRE(document.load_string(xml.c_str()));
    add_all(document, inventory_);
  }

  /// May a rule with this `select` find something here?
  [[nodiscard]] bool may_find(const std::string& select, const std::string& when = "",
                              rules::Scope scope = rules::Scope::host) const {
    const std::array<Let, 2> lets = {
        {{"loose", "$net/entry[@form = 'cidr']", LetType::node_set},
         {"wide", "$net/entry/@wide = 'yes' or $net/gone", LetType::boolean}}};
    rules::Storage storage;
    rules::Rule rule;
    rule.scope = scope;
    rule.lets = lets;
    rule.select = select;
    rule.when = when;
    rules::settle_premises(rule, storage);
    return rules::may_hold(rule.premises, inventory_);
  }

 private:
  facts::Inventory inventory_;
};

const std::string one_entry =
    "<facts><net role='diahost'><entry form='host' wide='no' verdict='valid'/></net></facts>";

}  // namespace

TEST_CASE("a rule is asked where its names and words are all there", "[rules][quick]") {
  const Facts facts(one_entry);
  CHECK(facts.may_find("$net/entry[@form = 'host']/@form"));
  CHECK_FALSE(facts.may_find("$net/error"));
  CHECK_FALSE(facts.may_find("$net/entry/@pattern"));
  CHECK_FALSE(facts.may_find("$net/entry[@form = 'cidr']"));
  CHECK_FALSE(facts.may_find("$net/entry['cidr' = @form]"));
  CHECK_FALSE(facts.may_find("$net/entry[@form = 'host' and @verdict = 'invalid']"));
  CHECK(facts.may_find("$net/entry[@form = 'cidr' or @verdict = 'valid']"));
  CHECK_FALSE(facts.may_find("$net/entry[@form = 'cidr' or @days > 3]"));
  CHECK_FALSE(facts.may_find("$net/error | $net/token"));
  CHECK(facts.may_find("$net/error | $net/entry"));
}

TEST_CASE("guards and lets count too", "[rules][quick]") {
  const Facts facts(one_entry);
  CHECK_FALSE(facts.may_find("$loose[1]/@form"));
  CHECK_FALSE(facts.may_find("$net/entry", "$wide"));
  CHECK_FALSE(facts.may_find("$net/entry", "contains($net/@text, 'a')"));
  CHECK_FALSE(facts.may_find("$net/entry", "starts-with(translate(@text, 'A', 'a'), 'a')"));
  CHECK(facts.may_find("$net/entry", "$self/@unheard = 'of'"));  // wherever $self is
}

TEST_CASE("what can hold without a node is asked", "[rules][quick]") {
  const Facts facts(one_entry);
  CHECK(facts.may_find("$net[not(proxy)]"));
  CHECK(facts.may_find("$net/entry[not(@gone) = true()]"));
  CHECK(facts.may_find("$net/entry[count(@gone) = 0]"));
  CHECK(facts.may_find("$net/entry[contains(@gone, '')]"));
  CHECK(facts.may_find("$net/entry[string(@gone) = '']"));
  CHECK(facts.may_find("$net/entry[1]"));
  CHECK(facts.may_find("$data/placeholder/@text"));  // another document
  CHECK(facts.may_find("/configuration/gone", "", rules::Scope::config));
}

TEST_CASE("a premise never hides what pugixml finds", "[rules][quick]") {
  const std::uint64_t seed = generated::seed_of_run();
  rules::xpath_test::Generator generator(static_cast<std::uint32_t>(seed));
  const std::array<Let, 4> lets = {{{"n", "/a/b", LetType::node_set},
                                    {"s", "'text'", LetType::string},
                                    {"d", "3", LetType::number},
                                    {"t", "true()", LetType::boolean}}};
  const std::array<const char*, 4> documents = {
      "<a><b id='1' k='x'><c>t</c><b><c k='x'/></b></b><c k='y'><a><b/></a></c></a>",
      "<a><c k='y'/></a>", "<a><b/></a>", "<a><b k='1'><b/></b></a>"};
  unsigned found = 0;
  unsigned spared = 0;
  for (const char* const text : documents) {
    pugi::xml_document document;
    REQUIRE(document.load_string(text));
    facts::Inventory inventory;
    add_all(document, inventory);
    pugi::xpath_variable_set variables;
    variables.set("n", document.select_nodes("/a/b"));
    variables.set("s", "text");
    variables.set("d", 3.0);
    variables.set("t", true);
    for (unsigned count = 0; count < 3000; ++count) {
      const std::string query = generator.expression(3);
      bool holds = false;
      try {
        const pugi::xpath_query compiled(query.c_str(), &variables);
        holds = compiled.evaluate_boolean(document.child("a").first_child());
      } catch (const pugi::xpath_exception&) {
        continue;
      }
      rules::Storage storage;
      rules::Rule rule;
      rule.scope = rules::Scope::host;
      rule.lets = lets;
      rule.select = query;
      rules::settle_premises(rule, storage);
      const bool may = rules::may_hold(rule.premises, inventory);
      if (holds && !may) FAIL("seed " << seed << ": " << query << " on " << text);
      found += holds ? 1U : 0U;
      spared += may ? 0U : 1U;
    }
  }
  std::cout << "premises: seed " << seed << ", " << found << " queries hold, " << spared
            << " were told beforehand not to\n";
  CHECK(found > 1000);
  CHECK(spared > 1000);
}
