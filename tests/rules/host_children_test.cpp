// What the queries read instead of $host/NAME: the same nodes, and nothing else in them changed.
#include "rules/host_children.h"

#include <catch2/catch.hpp>
#include <pugixml.hpp>
#include <string>

using namespace shirlint::rules;

TEST_CASE("a child of $host is read from a variable of its name", "[rules][quick]") {
  CHECK(with_host_children("$host/service") == "$host.service");
  CHECK(with_host_children("not($host/java-home[@bits = 32])/@path | $host/os/@build") ==
        "not($host.java-home[@bits = 32])/@path | $host.os/@build");
  CHECK(with_host_children("/a[@b = $host/os/@build]") == "/a[@b = $host.os/@build]");
}

TEST_CASE("other steps from $host, other variables and texts stay", "[rules][quick]") {
  const std::string text =
      GENERATE(as<std::string>(), "$host", "$host/@name", "$host//service", "$host/*",
               "$host/child::os", "$host/node()", "$host/..", "$hosts/os", "$net/proxy",
               "'$host/os'", "concat(\"it's $host/os\", ' $host/os')", "$host /os");
  CHECK(with_host_children(text) == text);
}

TEST_CASE("the children of one name come in the order of the document", "[rules][quick]") {
  pugi::xml_document document;
  REQUIRE(document.load_string("<host><os/><java n='1'/><file/><java n='2'/></host>"));
  const HostChildren children(document.child("host"));
  const pugi::xpath_node_set found = children.named("java");
  REQUIRE(found.size() == 2);
  CHECK(std::string(found[0].node().attribute("n").value()) == "1");
  CHECK(std::string(found[1].node().attribute("n").value()) == "2");
  CHECK(children.named("service").empty());
  CHECK(HostChildren(pugi::xml_node()).named("os").empty());
}
