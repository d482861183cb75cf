#include "facts/data_tree.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "../shir/data_files.h"
#include "facts/vocabulary.h"

using namespace shirlint;

TEST_CASE("the shipped tables become the names of the vocabulary", "[facts][quick]") {
  std::vector<shir::LoadedTable> loaded;
  std::vector<shir::DataTable> tables;
  for (const char* file : shipped_files) {
    loaded.push_back(shipped_table(file));
    tables.push_back(loaded.back().table());
  }
  facts::DataTree tree(tables);
  CHECK(tree.root().first_child().empty());
  tree.add("root");
  CHECK(tree.root().first_child().name() == std::string("root"));
  tree.add_all();
  const pugi::xml_node data = tree.root();
  CHECK(data.select_nodes("table").size() == tables.size());
  CHECK(data.select_node("table[@name='versions']/@as-of").attribute().value() ==
        std::string("2025-08-04"));
  CHECK(data.select_node("root[@state='required']/@thumbprint").attribute().value() ==
        std::string("DF3C24F9BFD666761B268073FE06D1CC8D4F82A4"));

  std::set<std::string> built = {"data"};
  for (const pugi::xml_node row : data.children()) {
    const std::string path = std::string("data/") + row.name();
    built.insert(path);
    for (const pugi::xml_attribute attribute : row.attributes()) {
      built.insert(path + "/@" + attribute.name());
      for (const facts::Term& term : facts::data_terms()) {
        if (term.path != path + "/@" + attribute.name() || term.choices.empty()) continue;
        const std::string choices = "|" + std::string(term.choices) + "|";
        CAPTURE(term.path);
        CHECK(choices.find("|" + std::string(attribute.value()) + "|") != std::string::npos);
      }
    }
  }
  std::set<std::string> named;
  for (const facts::Term& term : facts::data_terms()) named.insert(std::string(term.path));
  CHECK(built == named);
}
