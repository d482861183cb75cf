// XPath 1.0 as syntax: a tree of a query in which every part knows its place in the text.
//
// pugixml evaluates queries but tells nothing about them; the rule loader has to know which
// names, variables and functions a query uses, and where. Nothing here evaluates.
//
// Rule source: XPath 1.0 (W3C, 1999) sections 2, 3 and 3.7, with pugixml 1.13 as the judge: what
// `parse` and `check` (xpath_types.h) accept, pugixml accepts, with the same type. The other way
// round there are two differences, both refusals of ours: a NUL character (pugixml reads no
// further and judges what came before), and the limits below (pugixml: 1,024 levels, in which it
// also counts steps, operators and arguments).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "text/span.h"

namespace shirlint::rules::xpath {

/// No rule comes near them. They bound the recursion of the parser, and keep every query that is
/// accepted below pugixml's own limit: along `a//b//c`, its depth grows by two every two tokens.
constexpr std::size_t max_tokens = 1000;
constexpr std::size_t max_nesting = 100;  // of parentheses, predicates, arguments and minus signs

using NodeId = std::uint32_t;

/// Ordered by the type of the value: boolean, number, node-set, then what has its own.
// clang-format off
enum class NodeKind : std::uint8_t {
  or_operation, and_operation,  // two or more operands; all comparisons and arithmetic have two
  equal, not_equal, less, less_equal, greater, greater_equal,
  add, subtract, multiply, divide, modulo, negate, number,
  union_operation,  // two or more operands
  path,             // [start] step*: the start is `root` or an expression, else the context node
  filter,           // expression predicate+
  group,            // expression; the span includes the parentheses
  function_call,    // argument*
  literal, variable,
  root,       // what an absolute path starts from; of no length in `//a`
  step,       // predicate*; `//` between steps is a step of its own with the span of the `//`
  predicate,  // expression; the span includes the brackets
};

enum class Axis : std::uint8_t {
  ancestor, ancestor_or_self, attribute, child, descendant, descendant_or_self, following,
  following_sibling, namespace_nodes,  // pugixml finds nothing on the axis `namespace`
  parent, preceding, preceding_sibling, self
};

enum class TestKind : std::uint8_t {
  name, any_name, any_in_namespace,  // a, *, p:*
  node,                              // node(), and what `.`, `..` and `//` stand for
  text, comment, processing_instruction
};
// clang-format on

struct Node {
  NodeKind kind = NodeKind::literal;
  Axis axis = Axis::child;         // of a step
  TestKind test = TestKind::node;  // of a step
  text::Span span;                 // the whole of it, predicates included
  /// What names it: a variable without `$`, a literal without quotes, a function, the name of a
  /// name test (`p:*` whole), the target in processing-instruction(). Else empty.
  text::Span name;
  text::Span head;  // of a step: axis and node test, without predicates
  std::vector<NodeId> children;
};

/// One query. Children come before their parents, so a loop over `nodes` sees operands first.
struct Ast {
  std::string query;
  std::vector<Node> nodes;

  [[nodiscard]] NodeId root() const { return static_cast<NodeId>(nodes.size() - 1); }
  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes[id]; }
  [[nodiscard]] std::string_view slice(text::Span span) const {
    return std::string_view(query).substr(span.start, span.size());
  }
};

/// `message` is one sentence; `at` marks the place in the query, of no length at its end.
struct SyntaxError {
  std::string message;
  text::Span at;
};

/// The tree of `query`, or the first place where it is no XPath. Functions may have any name and
/// variables any type: `check` judges those.
tl::expected<Ast, SyntaxError> parse(std::string query);

/// `following-sibling` for Axis::following_sibling.
std::string_view axis_name(Axis axis);

}  // namespace shirlint::rules::xpath
