// <baseline> in the trees: what is remembered, and that its names are those of the vocabulary.
#include "facts/baseline_tree.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "facts/vocabulary.h"

using namespace shirlint;

namespace {

void collect_paths(pugi::xml_node node, const std::string& path, std::set<std::string>& out) {
  out.insert(path);
  for (const pugi::xml_attribute item : node.attributes()) out.insert(path + "/@" + item.name());
  for (const pugi::xml_node child : node.children()) {
    collect_paths(child, path + "/" + child.name(), out);
  }
}

}  // namespace

TEST_CASE("what a baseline remembers has the names of the vocabulary", "[facts][quick]") {
  facts::Tree tree;
  facts::ConfigMemory config{
      "diahost", "explicit", "http://proxy:8080/", true, {{"gcServer", "absent"}}};
  facts::HostMemory host{"5.46.9029.1", {config}};
  std::set<std::string> built;
  collect_paths(facts::build_memory(tree, tree.root(), &config), "net/baseline", built);
  collect_paths(facts::build_memory(tree, tree.root(), &host), "host/baseline", built);
  std::set<std::string> named;
  for (const facts::Term& term : facts::baseline_terms()) named.insert(std::string(term.path));
  CHECK(built == named);
}

TEST_CASE("what a baseline does not know is an empty element", "[facts][quick]") {
  facts::Tree tree;
  const facts::ConfigMemory* no_config = nullptr;
  const facts::HostMemory* no_host = nullptr;
  for (const pugi::xml_node node : {facts::build_memory(tree, tree.root(), no_config),
                                    facts::build_memory(tree, tree.root(), no_host)}) {
    CHECK(std::string(node.name()) == "baseline");
    CHECK_FALSE(node.first_attribute());
    CHECK_FALSE(node.first_child());
  }
}
