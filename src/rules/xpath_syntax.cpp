#include "rules/xpath_syntax.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "rules/xpath_lexer.h"
#include "text/spelling.h"

namespace shirlint::rules::xpath {
namespace {

constexpr std::array<std::string_view, 13> axis_names = {
    "ancestor",  "ancestor-or-self",  "attribute", "child",  "descendant", "descendant-or-self",
    "following", "following-sibling", "namespace", "parent", "preceding",  "preceding-sibling",
    "self"};

std::optional<Axis> find_axis(std::string_view name) {
  for (std::size_t i = 0; i < axis_names.size(); ++i) {
    if (axis_names.at(i) == name) return static_cast<Axis>(i);
  }
  return std::nullopt;
}

std::optional<TestKind> find_node_type(std::string_view name) {
  if (name == "node") return TestKind::node;
  if (name == "text") return TestKind::text;
  if (name == "comment") return TestKind::comment;
  if (name == "processing-instruction") return TestKind::processing_instruction;
  return std::nullopt;
}

struct Operator {
  TokenKind token;
  NodeKind kind;
  int precedence;
};

/// Sections 3.3 to 3.5. The union binds tighter and is read apart, since its operands are paths.
constexpr std::array<Operator, 13> operators = {{
    {TokenKind::or_operator, NodeKind::or_operation, 1},
    {TokenKind::and_operator, NodeKind::and_operation, 2},
    {TokenKind::equal, NodeKind::equal, 3},
    {TokenKind::not_equal, NodeKind::not_equal, 3},
    {TokenKind::less, NodeKind::less, 4},
    {TokenKind::less_equal, NodeKind::less_equal, 4},
    {TokenKind::greater, NodeKind::greater, 4},
    {TokenKind::greater_equal, NodeKind::greater_equal, 4},
    {TokenKind::plus, NodeKind::add, 5},
    {TokenKind::minus, NodeKind::subtract, 5},
    {TokenKind::multiply, NodeKind::multiply, 6},
    {TokenKind::divide, NodeKind::divide, 6},
    {TokenKind::modulo, NodeKind::modulo, 6},
}};

const Operator* binary_operator(TokenKind token) {
  const auto* const found = std::find_if(operators.begin(), operators.end(),
                                         [&](const Operator& each) { return each.token == token; });
  return found == operators.end() ? nullptr : found;
}

bool is_chain(NodeKind kind) {
  return kind == NodeKind::or_operation || kind == NodeKind::and_operation;
}

/// Recursive descent. The first error is kept and the rest of the tokens dropped: every loop
/// below then sees `end` and returns, and the half-built nodes are thrown away by `parse`.
class Parser {
 public:
  explicit Parser(Ast& ast) : ast_(ast), tokens_(tokenize(ast.query, max_tokens + 1)) {}

  std::optional<SyntaxError> run() {
    if (tokens_.size() > max_tokens + 1) {
      const std::uint32_t start = tokens_[max_tokens].span.start;
      return SyntaxError{"the query has more than " + std::to_string(max_tokens) + " tokens",
                         {start, start}};
    }
    expression();
    if (peek() != TokenKind::end) fail("expected an operator or the end of the query");
    return std::move(error_);
  }

 private:
  [[nodiscard]] TokenKind peek(std::size_t ahead = 0) const {
    const std::size_t index = position_ + ahead;
    return index < tokens_.size() ? tokens_[index].kind : TokenKind::end;
  }
  [[nodiscard]] text::Span here() const { return tokens_[position_].span; }

  text::Span take() {
    const text::Span span = here();
    if (peek() != TokenKind::end) ++position_;
    last_end_ = span.end;
    return span;
  }

  void fail_at(std::string message, text::Span at) {
    if (!error_) error_ = SyntaxError{std::move(message), at};
    position_ = tokens_.size() - 1;
  }

  void fail(const std::string& expected) {
    const std::string found(ast_.slice(here()));
    if (peek() == TokenKind::end) {
      fail_at(expected + ", but the query ends", here());
    } else if (peek() == TokenKind::bad && (found.front() == '\'' || found.front() == '"')) {
      fail_at(std::string("the string has no closing ") + found.front(), here());
    } else if (peek() == TokenKind::bad && found.front() == '$') {
      fail_at("expected the name of a variable right after '$'", here());
    } else if (peek() == TokenKind::bad) {
      const bool visible = static_cast<unsigned char>(found.front()) >= ' ';
      fail_at((visible ? "'" + found + "'" : "this character") + " has no meaning in XPath",
              here());
    } else {
      fail_at(expected + ", not '" + found + "'", here());
    }
  }

  void expect(TokenKind kind, const std::string& message) {
    if (peek() != kind) fail(message);
    take();
  }

  NodeId add(Node node) {
    ast_.nodes.push_back(std::move(node));
    return ast_.root();
  }

  /// A node from `start` to the last token taken.
  NodeId add(NodeKind kind, std::uint32_t start, std::vector<NodeId> children,
             text::Span name = {}) {
    Node node;
    node.kind = kind;
    node.span = {start, last_end_};
    node.name = name;
    node.children = std::move(children);
    return add(std::move(node));
  }

  /// The one place where the rules below call each other in circles.
  NodeId nested(NodeId (Parser::*rule)()) {
    if (nesting_ == max_nesting) {
      fail_at("the query is nested more than " + std::to_string(max_nesting) + " levels deep",
              here());
      return add(NodeKind::literal, here().start, {});
    }
    ++nesting_;
    const NodeId id = (this->*rule)();
    --nesting_;
    return id;
  }

  NodeId expression() { return nested(&Parser::or_expression); }

  NodeId or_expression() { return binary(1); }

  NodeId binary(int lowest) {
    const std::uint32_t start = here().start;
    NodeId left = unary();
    while (const Operator* const found = binary_operator(peek())) {
      if (found->precedence < lowest) break;
      std::vector<NodeId> operands = {left};
      do {
        take();
        operands.push_back(binary(found->precedence + 1));
      } while (is_chain(found->kind) && peek() == found->token);
      left = add(found->kind, start, std::move(operands));
    }
    return left;
  }

  NodeId unary() {
    if (peek() != TokenKind::minus) return union_expression();
    const std::uint32_t start = take().start;
    const NodeId operand = nested(&Parser::unary);
    return add(NodeKind::negate, start, {operand});
  }

  NodeId union_expression() {
    const std::uint32_t start = here().start;
    std::vector<NodeId> operands = {path()};
    while (peek() == TokenKind::pipe) {
      take();
      operands.push_back(path());
    }
    if (operands.size() == 1) return operands.front();
    return add(NodeKind::union_operation, start, std::move(operands));
  }

  [[nodiscard]] bool at_separator() const {
    return peek() == TokenKind::slash || peek() == TokenKind::double_slash;
  }

  [[nodiscard]] bool at_step() const {
    return peek() == TokenKind::name || peek() == TokenKind::any_name || peek() == TokenKind::at ||
           peek() == TokenKind::dot || peek() == TokenKind::double_dot;
  }

  [[nodiscard]] bool at_primary() const {
    const TokenKind kind = peek();
    if (kind == TokenKind::name) {
      return peek(1) == TokenKind::open_parenthesis && !find_node_type(ast_.slice(here()));
    }
    return kind == TokenKind::variable || kind == TokenKind::literal || kind == TokenKind::number ||
           kind == TokenKind::open_parenthesis;
  }

  NodeId path() {
    const std::uint32_t start = here().start;
    std::vector<NodeId> parts;
    if (peek() == TokenKind::slash) {
      take();
      parts.push_back(add(NodeKind::root, start, {}));
      if (!at_step()) return add(NodeKind::path, start, std::move(parts));
      parts.push_back(step());
    } else if (peek() == TokenKind::double_slash) {
      last_end_ = start;
      parts.push_back(add(NodeKind::root, start, {}));
    } else if (at_primary()) {
      parts.push_back(filter());
      if (!at_separator()) return parts.front();
    } else {
      parts.push_back(step());
    }
    while (at_separator()) {
      const bool any_depth = peek() == TokenKind::double_slash;
      const text::Span separator = take();
      if (any_depth) parts.push_back(add_step(Axis::descendant_or_self, separator));
      parts.push_back(step());
    }
    return add(NodeKind::path, start, std::move(parts));
  }

  /// A step over node() that is written as one token.
  NodeId add_step(Axis axis, text::Span span) {
    Node node;
    node.kind = NodeKind::step;
    node.axis = axis;
    node.span = span;
    node.head = span;
    return add(std::move(node));
  }

  NodeId abbreviated_step() {
    const Axis axis = peek() == TokenKind::dot ? Axis::self : Axis::parent;
    const text::Span span = take();
    if (peek() == TokenKind::open_bracket) {
      fail_at("a predicate cannot follow '" + std::string(ast_.slice(span)) + "'; write " +
                  std::string(axis_name(axis)) + "::node()[...]",
              here());
    }
    return add_step(axis, span);
  }

  NodeId step() {
    if (peek() == TokenKind::dot || peek() == TokenKind::double_dot) return abbreviated_step();
    Node node;
    node.kind = NodeKind::step;
    const std::uint32_t start = here().start;
    if (peek() == TokenKind::at) {
      take();
      node.axis = Axis::attribute;
    } else if (peek() == TokenKind::name && peek(1) == TokenKind::double_colon) {
      const std::string name(ast_.slice(here()));
      if (const std::optional<Axis> axis = find_axis(name)) {
        node.axis = *axis;
      } else {
        const std::string_view near = text::nearest(name, axis_names);
        const std::string hint = near.empty() ? "" : "; did you mean '" + std::string(near) + "'?";
        fail_at("there is no axis '" + name + "'" + hint, here());
      }
      take();
      take();
    }
    node_test(node);
    node.head = {start, last_end_};
    while (peek() == TokenKind::open_bracket) node.children.push_back(predicate());
    node.span = {start, last_end_};
    return add(std::move(node));
  }

  void node_test(Node& node) {
    if (peek() == TokenKind::any_name) {
      node.test = TestKind::any_name;
      node.name = take();
      return;
    }
    if (peek() != TokenKind::name) {
      fail("expected the name of an element or attribute");
      return;
    }
    const text::Span name = take();
    if (peek() == TokenKind::open_parenthesis) {
      node_type_test(node, name);
      return;
    }
    node.name = name;
    node.test = ast_.slice(name).back() == '*' ? TestKind::any_in_namespace : TestKind::name;
  }

  void node_type_test(Node& node, text::Span type) {
    const std::optional<TestKind> test = find_node_type(ast_.slice(type));
    if (!test) {
      fail_at(
          "a step is a name or one of node(), text(), comment() and "
          "processing-instruction(); a function cannot stand here",
          type);
      return;
    }
    node.test = *test;
    take();
    if (node.test == TestKind::processing_instruction && peek() == TokenKind::literal) {
      const text::Span target = take();
      node.name = {target.start + 1, target.end - 1};
    }
    expect(TokenKind::close_parenthesis, "expected ')' after the node type");
  }

  NodeId predicate() {
    const std::uint32_t start = take().start;
    const NodeId condition = expression();
    expect(TokenKind::close_bracket, "expected ']' at the end of the predicate");
    return add(NodeKind::predicate, start, {condition});
  }

  NodeId filter() {
    const std::uint32_t start = here().start;
    const NodeId base = primary();
    if (peek() != TokenKind::open_bracket) return base;
    std::vector<NodeId> parts = {base};
    while (peek() == TokenKind::open_bracket) parts.push_back(predicate());
    return add(NodeKind::filter, start, std::move(parts));
  }

  /// Called only where `at_primary`.
  NodeId primary() {
    const TokenKind kind = peek();
    const text::Span span = take();
    switch (kind) {
      case TokenKind::variable:
        return add(NodeKind::variable, span.start, {}, {span.start + 1, span.end});
      case TokenKind::literal:
        return add(NodeKind::literal, span.start, {}, {span.start + 1, span.end - 1});
      case TokenKind::number:
        return add(NodeKind::number, span.start, {});
      case TokenKind::open_parenthesis: {
        const NodeId inner = expression();
        expect(TokenKind::close_parenthesis, "expected ')' to close the parenthesis");
        return add(NodeKind::group, span.start, {inner});
      }
      default:
        return function_call(span);
    }
  }

  NodeId function_call(text::Span name) {
    take();
    std::vector<NodeId> arguments;
    if (peek() != TokenKind::close_parenthesis) arguments.push_back(expression());
    while (peek() == TokenKind::comma) {
      take();
      arguments.push_back(expression());
    }
    expect(TokenKind::close_parenthesis, "expected ',' or ')' after the argument");
    return add(NodeKind::function_call, name.start, std::move(arguments), name);
  }

  Ast& ast_;
  std::vector<Token> tokens_;
  std::size_t position_ = 0;
  std::uint32_t last_end_ = 0;
  std::size_t nesting_ = 0;
  std::optional<SyntaxError> error_;
};

}  // namespace

tl::expected<Ast, SyntaxError> parse(std::string query) {
  Ast ast;
  ast.query = std::move(query);
  if (std::optional<SyntaxError> error = Parser(ast).run()) {
    return tl::unexpected<SyntaxError>(*std::move(error));
  }
  return ast;
}

std::string_view axis_name(Axis axis) { return axis_names.at(static_cast<std::size_t>(axis)); }

}  // namespace shirlint::rules::xpath
