// Deleting one fact of a snapshot leaves all others.
#include "lint/example_facts.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using shirlint::lint::without_each_fact;

TEST_CASE("each key and each item is deleted once", "[lint][quick]") {
  const auto deletions = without_each_fact(
      "schema = 's'\nproduct = 'adf'\n[java]\nhome = 'x'\n[[certificate]]\nstore = 'Root'\n"
      "days = 1\n[[certificate]]\nstore = 'CA'\n");
  std::vector<std::string> facts;
  for (const auto& deletion : deletions) facts.push_back(deletion.fact);
  CHECK(facts == std::vector<std::string>{"product", "java.home", "[[certificate]]",
                                          "certificate.store", "certificate.days",
                                          "[[certificate]]", "certificate.store"});
  CHECK(deletions[0].host.substr(0, 19) == "schema = 's'\n[java]");
  CHECK(deletions[2].host ==
        "schema = 's'\nproduct = 'adf'\n[java]\nhome = 'x'\n[[certificate]]\nstore = 'CA'\n");
  CHECK(deletions[5].host ==
        "schema = 's'\nproduct = 'adf'\n[java]\nhome = 'x'\n[[certificate]]\nstore = 'Root'\n"
        "days = 1\n");
}

TEST_CASE("with an item goes what says that its list is complete", "[lint][quick]") {
  const auto deletions = without_each_fact(
      "schema = 's'\n[coverage]\njava = 'complete'\n[os]\nbuild = 1\n[[java]]\nhome = 'x'\n");
  REQUIRE(deletions.size() == 4);
  CHECK(deletions[2].fact == "[[java]]");
  CHECK(deletions[2].host == "schema = 's'\n[os]\nbuild = 1\n");
}

TEST_CASE("that an item is absent is not deleted: it would be there", "[lint][quick]") {
  const auto deletions = without_each_fact("schema = 's'\n[[file]]\npath = 'x'\npresent = false\n");
  REQUIRE(deletions.size() == 2);
  CHECK(deletions[0].fact == "[[file]]");
  CHECK(deletions[1].fact == "file.path");
}

TEST_CASE("of a group the facts of each node are deleted, but not its group", "[lint][quick]") {
  const shirlint::rules::Node nodes[] = {{{}, "schema = 's'\ngroup = 'g'\nname = 'a'\n"},
                                         {{}, "schema = 's'\ngroup = 'g'\n[os]\nbuild = 1\n"}};
  shirlint::rules::Example example;
  example.nodes = nodes;
  const auto deletions = without_each_fact(example);
  REQUIRE(deletions.size() == 2);
  CHECK(deletions[0].fact == "name");
  CHECK(deletions[0].node == 0);
  CHECK(deletions[1].fact == "os.build");
  CHECK(deletions[1].node == 1);
  CHECK(deletions[1].host == "schema = 's'\ngroup = 'g'\n[os]\n");
}

TEST_CASE("what is no TOML has no facts", "[lint][quick]") {
  CHECK(without_each_fact("a =").empty());
}
