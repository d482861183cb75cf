#include "rules/xpath_paths.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace xpath = shirlint::rules::xpath;
using Texts = std::vector<std::string>;

namespace {

xpath::Ast parsed(const std::string& query) { return xpath::parse(query).value(); }

/// As text; `?` behind those that are open.
Texts texts(const std::vector<xpath::LocationPath>& paths) {
  Texts all;
  for (const auto& path : paths) all.push_back(xpath::to_text(path) + (path.open ? " ?" : ""));
  return all;
}

Texts paths(const std::string& query) { return texts(xpath::paths(parsed(query))); }

}  // namespace

TEST_CASE("a path in a predicate hangs on the path it filters", "[rules][quick]") {
  CHECK(paths("$host/certificate[@store='LocalMachine/My' and @days-left < 0]") ==
        Texts{"$host/certificate", "$host/certificate/@store", "$host/certificate/@days-left"});
  CHECK(paths("a[b[@c]/d]/e") == Texts{"a/e", "a/b/d", "a/b/@c"});
  CHECK(paths("$self[@a]") == Texts{"$self/@a"});
  CHECK(paths("$self[. = 'x']") == Texts{"$self"});
  CHECK(paths("count(/configuration/system.net) = 1") == Texts{"/configuration/system.net"});
  CHECK(paths("$lower").empty());
}

TEST_CASE("a path knows where it was written", "[rules][quick]") {
  const xpath::Ast ast = parsed("a and $host/java[@home]/@version");
  const auto found = xpath::paths(ast);
  REQUIRE(found.size() == 3);
  CHECK(found[1].root == xpath::PathRoot::variable);
  CHECK(found[1].variable == "host");
  CHECK(ast.slice(found[1].span) == "$host/java[@home]/@version");
  CHECK(ast.slice(found[1].steps[1].span) == "@version");
  CHECK(ast.slice(found[2].span) == "@home");
  CHECK(ast.slice(found[2].steps[0].span) == "java");
}

TEST_CASE("steps back, and what they leave behind", "[rules][quick]") {
  CHECK(paths("./a/./b") == Texts{"a/b"});
  CHECK(paths("a/../b") == Texts{"a", "b"});
  CHECK(paths("a[../@b]") == Texts{"a", "a", "@b"});
  CHECK(paths("a/b/parent::a/@c") == Texts{"a/b", "a/@c"});
  CHECK(paths("a/b/parent::c") == Texts{"a/b/parent::c ?"});
  CHECK(paths("../a") == Texts{"parent::node()/a ?"});
  CHECK(paths("*/../a") == Texts{"* ?", "a"});
  CHECK(paths("a//b/../c") == Texts{"a//b/parent::node()/c ?"});
}

TEST_CASE("wildcards and far axes leave a path open", "[rules][quick]") {
  CHECK(paths("//a/@b") == Texts{"//a/@b ?"});
  CHECK(paths("$host//java[@home]") == Texts{"$host//java ?", "$host//java/@home ?"});
  CHECK(paths("a/*/@b") == Texts{"a/*/@b ?"});
  CHECK(paths("@*") == Texts{"@* ?"});
  CHECK(paths(".//@x") == Texts{"descendant-or-self::node()/@x ?"});
  CHECK(paths("a/ancestor::b") == Texts{"a/ancestor::b ?"});
  CHECK(paths("a/following-sibling::b/c") == Texts{"a/following-sibling::b/c ?"});
  CHECK(paths("a[self::a]/text()") == Texts{"a/text()", "a/self::a"});
  CHECK(paths("*[self::a]/text()") == Texts{"*/text() ?", "*/self::a ?"});
  CHECK(paths("id('a')/b") == Texts{"//b ?"});
}

TEST_CASE("each operand of a union goes its own way", "[rules][quick]") {
  CHECK(paths("(a | $host/b)[@c]/d") ==
        Texts{"a", "$host/b", "a/@c", "$host/b/@c", "a/d", "$host/b/d"});
  CHECK(texts(xpath::result_paths(parsed("(a | $host/b)/c | $self"))) ==
        Texts{"a/c", "$host/b/c", "$self"});
  CHECK(xpath::result_paths(parsed("count(a)")).empty());

  const xpath::Ast ast = parsed("//add | $host/java[(@a | $b)]");
  const auto unions = xpath::unions(ast);
  REQUIRE(unions.size() == 2);
  CHECK(texts(unions[0].operands[0].paths) == Texts{"$host/java/@a"});
  CHECK(texts(unions[0].operands[1].paths) == Texts{"$b"});
  REQUIRE(unions[1].operands.size() == 2);
  CHECK(unions[1].operands[0].paths[0].root == xpath::PathRoot::absolute);
  CHECK(ast.slice(unions[1].operands[0].span) == "//add");
  CHECK(unions[1].operands[1].paths[0].variable == "host");
}

TEST_CASE("too many alternatives become one from anywhere", "[rules][quick]") {
  std::string query = "(a0";
  for (int i = 1; i < 40; ++i) query += " | a" + std::to_string(i);
  query += " | $host/b)/@c";
  const auto result = xpath::result_paths(parsed(query));
  CHECK(texts(result) ==
        Texts{"ancestor-or-self::node()/descendant-or-self::node()/@c ?", "$host/b/@c"});

  // Doubling at every level must not double the list: 2^60 would never return.
  std::string nested = "(a | b)";
  for (int i = 0; i < 45; ++i) nested.insert(0, "(a | b)[").append("/c]");
  CHECK(xpath::paths(parsed(nested)).size() < 10000);
}

TEST_CASE("literals that attributes are compared with", "[rules][quick]") {
  const xpath::Ast ast = parsed(
      "$net/entry[@verdict = 'invalid' or \"ok\" != string(@state)]"
      "[@a = 1][concat(@b) = 'x'][c = 'y']/@kind[. = ('z')]");
  const auto found = xpath::literals(ast);
  REQUIRE(found.size() == 3);
  CHECK(xpath::to_text(found[0].attribute) == "$net/entry/@verdict");
  CHECK(found[0].literal == "invalid");
  CHECK(ast.slice(found[0].span) == "'invalid'");
  CHECK(xpath::to_text(found[1].attribute) == "$net/entry/@state");
  CHECK(found[1].literal == "ok");
  CHECK(xpath::to_text(found[2].attribute) == "$net/entry/@kind");
  CHECK(found[2].literal == "z");
}

TEST_CASE("a path put on another one", "[rules][quick]") {
  const auto base = xpath::paths(parsed("/configuration/system.net/defaultProxy")).front();
  const auto joined = [&](const std::string& query) {
    return xpath::to_text(xpath::appended(base, xpath::result_paths(parsed(query)).front()));
  };
  CHECK(joined("$self/proxy/@proxyaddress") ==
        "/configuration/system.net/defaultProxy/proxy/@proxyaddress");
  CHECK(joined("../settings") == "/configuration/system.net/settings");
}
