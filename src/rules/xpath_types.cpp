#include "rules/xpath_types.h"

#include <algorithm>
#include <array>

#include "text/spelling.h"

namespace shirlint::rules::xpath {
namespace {

constexpr std::array<Function, 27> core = {{
    {"boolean", 1, 1, ValueType::boolean},
    {"ceiling", 1, 1, ValueType::number},
    {"concat", 2, Function::no_limit, ValueType::string},
    {"contains", 2, 2, ValueType::boolean},
    {"count", 1, 1, ValueType::number, true},
    {"false", 0, 0, ValueType::boolean},
    {"floor", 1, 1, ValueType::number},
    {"id", 1, 1, ValueType::node_set},
    {"lang", 1, 1, ValueType::boolean},
    {"last", 0, 0, ValueType::number},
    {"local-name", 0, 1, ValueType::string, true},
    {"name", 0, 1, ValueType::string, true},
    {"namespace-uri", 0, 1, ValueType::string, true},
    {"normalize-space", 0, 1, ValueType::string},
    {"not", 1, 1, ValueType::boolean},
    {"number", 0, 1, ValueType::number},
    {"position", 0, 0, ValueType::number},
    {"round", 1, 1, ValueType::number},
    {"starts-with", 2, 2, ValueType::boolean},
    {"string", 0, 1, ValueType::string},
    {"string-length", 0, 1, ValueType::number},
    {"substring", 2, 3, ValueType::string},
    {"substring-after", 2, 2, ValueType::string},
    {"substring-before", 2, 2, ValueType::string},
    {"sum", 1, 1, ValueType::number, true},
    {"translate", 3, 3, ValueType::string},
    {"true", 0, 0, ValueType::boolean},
}};

using MaybeType = std::optional<ValueType>;

MaybeType type_of(const Ast& ast, const Node& node, const VariableTypes& types,
                  const std::vector<MaybeType>& below) {
  if (node.kind <= NodeKind::greater_equal) return ValueType::boolean;
  if (node.kind <= NodeKind::number) return ValueType::number;
  if (node.kind <= NodeKind::filter) return ValueType::node_set;
  if (node.kind == NodeKind::literal) return ValueType::string;
  if (node.kind == NodeKind::group) return below[node.children.front()];
  if (node.kind == NodeKind::variable) return types(ast.slice(node.name));
  if (node.kind != NodeKind::function_call) return std::nullopt;
  const Function* const function = find_function(ast.slice(node.name));
  return function == nullptr ? MaybeType() : function->result;
}

std::string arguments_sentence(const Function& function) {
  const std::size_t least = function.min_arguments;
  const std::size_t most = function.max_arguments;
  const bool open = most == Function::no_limit;
  std::string text(function.name);
  text += "() takes " + (least == 0 && most == 0 ? "no" : std::to_string(least));
  if (least != most && !open) text += " or " + std::to_string(most);
  text += (open ? least : most) == 1 ? " argument" : " arguments";
  return text + (open ? " or more" : "");
}

std::optional<SyntaxError> check_call(const Ast& ast, const Node& call,
                                      const std::vector<MaybeType>& types) {
  const std::string_view name = ast.slice(call.name);
  const Function* function = find_function(name);
  if (function == nullptr) {
    std::array<std::string_view, core.size()> names;
    std::transform(core.begin(), core.end(), names.begin(),
                   [](const Function& f) { return f.name; });
    const std::string_view near = text::nearest(name, names);
    std::string message = "there is no function '" + std::string(name) + "'";
    if (!near.empty()) message += "; did you mean '" + std::string(near) + "'?";
    return SyntaxError{message, call.name};
  }
  const std::size_t arity = call.children.size();
  if (arity < function->min_arguments ||
      (arity > function->max_arguments && function->max_arguments != Function::no_limit)) {
    return SyntaxError{arguments_sentence(*function) + ", not " + std::to_string(arity), call.span};
  }
  if (function->needs_node_set && arity == 1 &&
      types[call.children.front()] != ValueType::node_set) {
    return SyntaxError{std::string(name) + "() needs a node-set", ast[call.children.front()].span};
  }
  return std::nullopt;
}

/// How many of the node's first children have to be node-sets.
std::size_t node_sets_needed(const Ast& ast, const Node& node) {
  if (node.kind == NodeKind::union_operation) return node.children.size();
  if (node.kind == NodeKind::filter) return 1;
  return node.kind == NodeKind::path && ast[node.children.front()].kind < NodeKind::root ? 1 : 0;
}

}  // namespace

std::span<const Function> core_functions() { return core; }

const Function* find_function(std::string_view name) {
  const auto* const found =
      std::find_if(core.begin(), core.end(), [&](const Function& f) { return f.name == name; });
  return found == core.end() ? nullptr : found;
}

std::vector<VariableUse> variables(const Ast& ast) {
  std::vector<VariableUse> uses;  // leaves: the nodes already are in the order of the query
  for (const Node& node : ast.nodes) {
    if (node.kind != NodeKind::variable) continue;
    uses.push_back({std::string(ast.slice(node.name)), node.span});
  }
  return uses;
}

std::vector<FunctionUse> functions(const Ast& ast) {
  std::vector<FunctionUse> uses;
  for (const Node& node : ast.nodes) {
    if (node.kind != NodeKind::function_call) continue;
    uses.push_back({std::string(ast.slice(node.name)), node.children.size(), node.name, node.span});
  }
  std::sort(uses.begin(), uses.end(), [](const FunctionUse& left, const FunctionUse& right) {
    return left.span.start < right.span.start;
  });
  return uses;
}

std::vector<MaybeType> node_types(const Ast& ast, const VariableTypes& types) {
  std::vector<MaybeType> found(ast.nodes.size());
  for (NodeId id = 0; id < ast.nodes.size(); ++id) found[id] = type_of(ast, ast[id], types, found);
  return found;
}

std::optional<ValueType> result_type(const Ast& ast, const VariableTypes& types) {
  return node_types(ast, types).back();
}

std::optional<SyntaxError> check(const Ast& ast, const VariableTypes& types) {
  const std::vector<MaybeType> found = node_types(ast, types);
  for (NodeId id = 0; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::variable && !found[id]) {
      return SyntaxError{"there is no variable '" + std::string(ast.slice(node.span)) + "'",
                         node.span};
    }
    if (node.kind == NodeKind::function_call) {
      if (auto error = check_call(ast, node, found)) return error;
    }
    for (std::size_t i = 0; i < node_sets_needed(ast, node); ++i) {
      if (found[node.children[i]] == ValueType::node_set) continue;
      return SyntaxError{"expected a node-set: nothing else has steps, predicates or unions",
                         ast[node.children[i]].span};
    }
  }
  return std::nullopt;
}

}  // namespace shirlint::rules::xpath
