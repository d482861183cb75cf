#include "rules/xpath_syntax.h"

#include <catch2/catch.hpp>
#include <string>

namespace xpath = shirlint::rules::xpath;
using xpath::Axis;
using xpath::NodeKind;
using xpath::TestKind;

namespace {

xpath::Ast parsed(const std::string& query) {
  auto ast = xpath::parse(query);
  INFO(query);
  if (!ast) FAIL(ast.error().message);
  return *std::move(ast);
}

/// "offset: message" of what is no query.
std::string refusal(const std::string& query) {
  const auto ast = xpath::parse(query);
  INFO(query);
  REQUIRE(!ast);
  return std::to_string(ast.error().at.start) + ": " + ast.error().message;
}

/// The tree as nested parentheses with the text of each leaf.
std::string shape(const xpath::Ast& ast, xpath::NodeId id) {
  const xpath::Node& node = ast[id];
  if (node.children.empty()) return std::string(ast.slice(node.span));
  if (node.kind == NodeKind::path) return std::string(ast.slice(node.span));
  std::string text = std::to_string(node.children.size()) + "(";
  for (const xpath::NodeId child : node.children) text += shape(ast, child) + " ";
  text.back() = ')';
  return text;
}

std::string shape(const std::string& query) {
  const xpath::Ast ast = parsed(query);
  return shape(ast, ast.root());
}

}  // namespace

TEST_CASE("every part of a query knows its place", "[rules][quick]") {
  const xpath::Ast ast = parsed("$host/certificate[@store='My']");
  const xpath::Node& path = ast[ast.root()];
  REQUIRE(path.kind == NodeKind::path);
  REQUIRE(path.children.size() == 2);

  const xpath::Node& start = ast[path.children[0]];
  CHECK(start.kind == NodeKind::variable);
  CHECK(ast.slice(start.span) == "$host");
  CHECK(ast.slice(start.name) == "host");

  const xpath::Node& step = ast[path.children[1]];
  CHECK(step.axis == Axis::child);
  CHECK(step.test == TestKind::name);
  CHECK(ast.slice(step.name) == "certificate");
  CHECK(ast.slice(step.head) == "certificate");
  CHECK(ast.slice(step.span) == "certificate[@store='My']");

  const xpath::Node& predicate = ast[step.children.front()];
  CHECK(ast.slice(predicate.span) == "[@store='My']");
  const xpath::Node& comparison = ast[predicate.children.front()];
  CHECK(comparison.kind == NodeKind::equal);
  CHECK(ast.slice(ast[comparison.children[1]].name) == "My");
}

TEST_CASE("operators bind as the specification says", "[rules][quick]") {
  CHECK(shape("a or b and c or d") == "3(a 2(b c) d)");
  CHECK(shape("a and (b and c)") == "2(a 1(2(b c)))");
  CHECK(shape("a = b < c + d * e") == "2(a 2(b 2(c 2(d e))))");
  CHECK(shape("a - b - c") == "2(2(a b) c)");
  CHECK(shape("a - b * c div d") == "2(a 2(2(b c) d))");
  CHECK(shape("a mod b * c") == "2(2(a b) c)");
  CHECK(shape("-a | b") == "1(2(a b))");
  CHECK(shape("- - 1 * 2") == "2(1(1(1)) 2)");
  CHECK(shape("a | b | c = d") == "2(3(a b c) d)");
}

TEST_CASE("a name or a star is an operator only after an operand", "[rules][quick]") {
  CHECK(shape("and and and") == "2(and and)");
  CHECK(shape("* * *") == "2(* *)");
  CHECK(shape("div div mod") == "2(div mod)");
  CHECK(shape("@or or $or") == "2(@or $or)");
  CHECK(shape("child::and") == "child::and");
  CHECK(shape("/*") == "/*");
  CHECK(shape("/ = 1") == "2(/ 1)");
  CHECK(shape("a-b") == "a-b");
  CHECK(shape("a -b") == "2(a b)");
  CHECK(shape("1div 2") == "2(1 2)");
  CHECK(shape("'a'='b'") == "2('a' 'b')");
}

TEST_CASE("abbreviations stand for steps", "[rules][quick]") {
  const xpath::Ast ast = parsed("//a/../@b/.");
  const xpath::Node& path = ast[ast.root()];
  REQUIRE(path.children.size() == 6);
  CHECK(ast[path.children[0]].kind == NodeKind::root);
  CHECK(ast[path.children[0]].span.empty());
  CHECK(ast[path.children[1]].axis == Axis::descendant_or_self);
  CHECK(ast.slice(ast[path.children[1]].span) == "//");
  CHECK(ast[path.children[3]].axis == Axis::parent);
  CHECK(ast[path.children[4]].axis == Axis::attribute);
  CHECK(ast.slice(ast[path.children[4]].head) == "@b");
  CHECK(ast[path.children[5]].axis == Axis::self);
  CHECK(ast[path.children[5]].test == TestKind::node);
}

TEST_CASE("node tests", "[rules][quick]") {
  const auto only_step = [](const xpath::Ast& ast) { return ast[ast[ast.root()].children.back()]; };
  CHECK(only_step(parsed("text()")).test == TestKind::text);
  CHECK(only_step(parsed("comment ( )")).test == TestKind::comment);
  CHECK(only_step(parsed("self::node()")).test == TestKind::node);
  CHECK(only_step(parsed("@*")).test == TestKind::any_name);
  CHECK(only_step(parsed("xdt:*")).test == TestKind::any_in_namespace);
  const xpath::Ast ast = parsed("processing-instruction('php')");
  CHECK(only_step(ast).test == TestKind::processing_instruction);
  CHECK(ast.slice(only_step(ast).name) == "php");
}

TEST_CASE("what is no query is refused where it goes wrong", "[rules][quick]") {
  CHECK(refusal("") == "0: expected the name of an element or attribute, but the query ends");
  CHECK(refusal("a[@b") == "4: expected ']' at the end of the predicate, but the query ends");
  CHECK(refusal("a b") == "2: expected an operator or the end of the query, not 'b'");
  CHECK(refusal("(a") == "2: expected ')' to close the parenthesis, but the query ends");
  CHECK(refusal("a = ") == "4: expected the name of an element or attribute, but the query ends");
  CHECK(refusal("a[b] and ]") == "9: expected the name of an element or attribute, not ']'");
  CHECK(refusal("@store='My") == "7: the string has no closing '");
  CHECK(refusal("a & b") == "2: '&' has no meaning in XPath");
  CHECK(refusal("$ host") == "0: expected the name of a variable right after '$'");
  CHECK(refusal("chlid::a") == "0: there is no axis 'chlid'; did you mean 'child'?");
  CHECK(refusal("a/count(b)") ==
        "2: a step is a name or one of node(), text(), comment() and processing-instruction(); "
        "a function cannot stand here");
  CHECK(refusal(".[a]") == "1: a predicate cannot follow '.'; write self::node()[...]");
  CHECK(refusal("concat('a' 'b')") == "11: expected ',' or ')' after the argument, not ''b''");
  CHECK(refusal("a == b") == "3: expected the name of an element or attribute, not '='");
  CHECK(refusal(std::string("a\0b", 3)) == "1: this character has no meaning in XPath");
}

TEST_CASE("size and nesting are bounded, and a huge query costs next to nothing",
          "[rules][quick]") {
  const auto repeated = [](std::size_t times, const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
  };
  CHECK(xpath::parse(repeated(499, "a or ") + "a"));
  CHECK(refusal(repeated(500, "a or ") + "a") == "2500: the query has more than 1000 tokens");
  CHECK(xpath::parse(repeated(99, "(") + "a" + repeated(99, ")")));
  CHECK(refusal(repeated(100, "(") + "a") == "100: the query is nested more than 100 levels deep");
  CHECK(refusal(repeated(100, "-") + "a") == "100: the query is nested more than 100 levels deep");
  CHECK(!xpath::parse(repeated(1000000, "(")));
}
