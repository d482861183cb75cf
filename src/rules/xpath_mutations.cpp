#include "rules/xpath_mutations.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "rules/xpath_lexer.h"
#include "rules/xpath_types.h"

namespace shirlint::rules::xpath {
namespace {

/// `ast.query` with `span` replaced; blanks keep names on either side from growing together.
std::string replaced(const Ast& ast, text::Span span, std::string_view by) {
  const std::string_view query = ast.query;
  std::string text(query.substr(0, span.start));
  for (const std::string_view part : {by, query.substr(span.end)}) {
    if (!text.empty() && !part.empty() && is_name_character(text.back()) &&
        is_name_character(part.front())) {
      text += ' ';
    }
    text += part;
  }
  return text;
}

class Mutator {
 public:
  explicit Mutator(const Ast& ast)
      : ast_(ast), types_(node_types(ast, [](std::string_view) { return std::nullopt; })) {}

  std::vector<Mutation> run() {
    for (const Node& node : ast_.nodes) {
      if (node.kind == NodeKind::predicate) {
        add("predicate", node.span, replaced(ast_, node.span, ""));
      } else if (node.kind == NodeKind::and_operation || node.kind == NodeKind::or_operation) {
        drop_operands(node);
      }
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Mutation& left, const Mutation& right) {
      return left.dropped.start < right.dropped.start;
    });
    return std::move(found_);
  }

 private:
  void add(std::string_view what, text::Span dropped, std::string query) {
    std::string description = "without the " + std::string(what) + " ";
    description += ast_.slice(dropped);
    found_.push_back({std::move(description), std::move(query), dropped});
  }

  /// What stands for an operation of which only this operand is left.
  [[nodiscard]] std::string alone(NodeId operand) const {
    const std::string text(ast_.slice(ast_[operand].span));
    const std::optional<ValueType> type = types_[operand];
    const bool as_it_is = type && *type != ValueType::number;
    return as_it_is ? text : "boolean(" + text + ")";
  }

  void drop_operands(const Node& chain) {
    const std::vector<NodeId>& operands = chain.children;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const text::Span dropped = ast_[operands[i]].span;
      std::string query;
      if (operands.size() == 2) {
        query = replaced(ast_, chain.span, alone(operands[1 - i]));
      } else if (i == 0) {
        query = replaced(ast_, {dropped.start, ast_[operands[1]].span.start}, "");
      } else {
        query = replaced(ast_, {ast_[operands[i - 1]].span.end, dropped.end}, "");
      }
      add("term", dropped, std::move(query));
    }
  }

  const Ast& ast_;
  std::vector<std::optional<ValueType>> types_;
  std::vector<Mutation> found_;
};

}  // namespace

std::vector<Mutation> mutations(const Ast& ast) { return Mutator(ast).run(); }

}  // namespace shirlint::rules::xpath
