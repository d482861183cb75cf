// Our reading of XPath held against pugixml's, with generated queries.
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <iostream>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/xpath_mutations.h"
#include "rules/xpath_paths.h"
#include "rules/xpath_syntax.h"
#include "rules/xpath_types.h"
#include "xpath_generator.h"
#include "xpath_judges.h"

namespace xpath = shirlint::rules::xpath;
using shirlint::rules::xpath_test::Generator;
using shirlint::rules::xpath_test::our_verdict;
using shirlint::rules::xpath_test::Pugixml;
using shirlint::rules::xpath_test::Verdict;
using xpath::NodeKind;
using xpath::ValueType;

namespace {

std::string repeated(std::size_t times, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// The query with parentheses around each operation of our tree.
std::string parenthesised(const xpath::Ast& ast, xpath::NodeId id) {
  const xpath::Node& node = ast[id];
  std::string text;
  std::uint32_t copied = node.span.start;
  for (const xpath::NodeId child : node.children) {
    text += ast.slice({copied, ast[child].span.start});
    text += parenthesised(ast, child);
    copied = ast[child].span.end;
  }
  text += ast.slice({copied, node.span.end});
  const bool operation = node.kind <= NodeKind::negate || node.kind == NodeKind::union_operation;
  return operation ? "(" + text + ")" : text;
}

void check_spans(const xpath::Ast& ast) {
  for (xpath::NodeId id = 0; id < ast.nodes.size(); ++id) {
    const xpath::Node& node = ast[id];
    std::uint32_t before = node.span.start;
    for (const xpath::NodeId child : node.children) {
      REQUIRE(child < id);
      REQUIRE(ast[child].span.start >= before);
      before = ast[child].span.end;
    }
    REQUIRE(node.span.end >= before);
    REQUIRE(node.span.contains(node.name.empty() ? node.span : node.name));
    if (node.kind == NodeKind::root || node.kind == NodeKind::predicate) continue;
    if (node.kind == NodeKind::step && ast.slice(node.span) == "//") continue;
    // What a node spans reads as just such a node when it stands alone.
    const auto alone = xpath::parse(std::string(ast.slice(node.span)));
    REQUIRE(alone);
    const NodeKind kind = node.kind == NodeKind::step ? NodeKind::path : node.kind;
    REQUIRE((*alone)[alone->root()].kind == kind);
  }
  REQUIRE(ast.slice(ast[ast.root()].span).size() <= ast.query.size());
}

constexpr std::uint32_t seed = 20261122;

}  // namespace

TEST_CASE("our verdict and type of a query are pugixml's", "[rules][quick]") {
  Pugixml pugixml;
  Generator generator(seed);
  std::array<std::size_t, 3> tried = {};
  std::array<std::size_t, 3> valid = {};
  for (unsigned i = 0; i < 30000; ++i) {
    const unsigned sort = i % 3;
    std::string query;
    if (sort == 0) query = generator.expression(1 + generator.below(4));
    if (sort == 1) query = generator.soup();
    if (sort == 2) query = generator.damaged(generator.expression(1 + generator.below(3)));
    if (query.size() > 2000) continue;
    const Verdict theirs = pugixml.verdict(query);
    const Verdict ours = our_verdict(query);
    if (ours != theirs) {
      const auto ast = xpath::parse(query);
      CAPTURE(query, (ast ? std::string("(parsed)") : ast.error().message), theirs.has_value());
      REQUIRE(ours == theirs);
    }
    ++tried.at(sort);
    if (ours) ++valid.at(sort);
  }
  std::cout << "xpath against pugixml, seed " << seed << ": valid of tried: grammar " << valid[0]
            << "/" << tried[0] << ", token soup " << valid[1] << "/" << tried[1] << ", damaged "
            << valid[2] << "/" << tried[2] << "\n";
  CHECK(valid[0] > tried[0] / 3);
  CHECK(valid[1] > 100);
  CHECK(valid[2] > tried[2] / 10);
}

TEST_CASE("spans nest, and mutations are queries that pugixml accepts", "[rules][quick]") {
  Pugixml pugixml;
  Generator generator(seed + 1);
  std::size_t mutations = 0;
  std::size_t queries = 0;
  for (unsigned i = 0; i < 4000; ++i) {
    const std::string query = generator.expression(1 + generator.below(3));
    if (!our_verdict(query)) continue;
    ++queries;
    CAPTURE(query);
    const xpath::Ast ast = xpath::parse(query).value();
    check_spans(ast);
    for (const xpath::Mutation& mutation : xpath::mutations(ast)) {
      CAPTURE(mutation.query, mutation.description);
      ++mutations;
      REQUIRE(mutation.query != query);
      REQUIRE(our_verdict(mutation.query));
      REQUIRE(pugixml.verdict(mutation.query));
    }
  }
  std::cout << "xpath mutations, seed " << seed + 1 << ": " << mutations << " of " << queries
            << " queries\n";
  CHECK(mutations > 1000);
}

TEST_CASE("operations are grouped as pugixml groups them", "[rules][quick]") {
  Pugixml pugixml;
  Generator generator(seed + 3);
  std::size_t changed = 0;
  std::set<std::string> values;
  for (unsigned i = 0; i < 10000; ++i) {
    const std::string query = generator.expression(2 + generator.below(2));
    const auto ast = xpath::parse(query);
    if (!ast || !our_verdict(query)) continue;
    const std::string explicit_query = parenthesised(*ast, ast->root());
    CAPTURE(query, explicit_query);
    if (explicit_query != query) ++changed;
    const std::string value = pugixml.value(query);
    REQUIRE(pugixml.value(explicit_query) == value);
    values.insert(value);
  }
  std::cout << "xpath grouping, seed " << seed + 3 << ": " << changed
            << " queries with operations, " << values.size() << " different values\n";
  CHECK(changed > 4000);
  CHECK(values.size() > 30);
}

TEST_CASE("a query selects nothing off its result paths", "[rules][quick]") {
  Pugixml pugixml;
  Generator generator(seed + 2);
  std::size_t selected = 0;
  std::size_t queries = 0;
  for (unsigned i = 0; i < 12000; ++i) {
    const std::string query = generator.node_set(generator.below(3));
    if (our_verdict(query) != ValueType::node_set) continue;
    ++queries;
    std::set<pugi::xpath_node> on_paths;
    std::string all;
    for (const auto& path : xpath::result_paths(xpath::parse(query).value())) {
      const std::string text = xpath::to_text(path);
      all += text + "  ";
      on_paths.merge(pugixml.nodes(text));
    }
    CAPTURE(query, all);
    for (const pugi::xpath_node& node : pugixml.nodes(query)) {
      ++selected;
      REQUIRE(on_paths.count(node) == 1);
    }
  }
  std::cout << "xpath paths, seed " << seed + 2 << ": " << selected << " nodes of " << queries
            << " queries are on their paths\n";
  CHECK(selected > 2000);
}

TEST_CASE("the two known differences are refusals of ours", "[rules][quick]") {
  Pugixml pugixml;
  const std::string with_nul("a\0]", 3);  // pugixml takes a C string and reads `a`
  CHECK(pugixml.verdict(with_nul));
  CHECK(!our_verdict(with_nul));

  const std::string nested = repeated(150, "(") + "a" + repeated(150, ")");
  CHECK(pugixml.verdict(nested));
  CHECK(!our_verdict(nested));

  const std::string long_chain = repeated(600, "a or ") + "a";
  CHECK(pugixml.verdict(long_chain));
  CHECK(!our_verdict(long_chain));
}

TEST_CASE("the longest queries we accept are not too deep for pugixml", "[rules][quick]") {
  Pugixml pugixml;
  const std::string nested_calls = repeated(99, "not(") + "a" + repeated(99, ")");
  const std::string nested_predicates = repeated(99, "a[") + "a" + repeated(99, "]");
  for (const std::string& query :
       {repeated(499, "a//") + "a", repeated(499, "a or ") + "a", repeated(499, "1 - ") + "1",
        "a" + repeated(333, "[1]"), "concat(a" + repeated(498, ",a") + ")", nested_calls,
        nested_predicates, repeated(99, "-") + "1"}) {
    CAPTURE(query.substr(0, 40));
    CHECK(our_verdict(query));
    CHECK(pugixml.verdict(query));
  }
}
