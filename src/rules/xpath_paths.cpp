#include "rules/xpath_paths.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace shirlint::rules::xpath {
namespace {

using Paths = std::vector<LocationPath>;

constexpr std::size_t most_alternatives = 32;

bool leads_down(const PathStep& step) {
  return step.axis == Axis::child || step.axis == Axis::attribute;
}

bool is_open(const PathStep& step) {
  if (!leads_down(step)) return step.axis != Axis::self;
  return step.test == TestKind::any_name || step.test == TestKind::any_in_namespace ||
         step.test == TestKind::node;
}

/// Whether `step`, which is on the parent axis, undoes the last step and nothing else.
bool goes_back(const LocationPath& path, const PathStep& step) {
  if (path.steps.empty() || !leads_down(path.steps.back())) return false;
  if (step.test == TestKind::node) return true;
  if (step.test != TestKind::name || path.steps.size() < 2) return false;
  const PathStep& parent = path.steps[path.steps.size() - 2];
  return parent.axis == Axis::child && parent.test == TestKind::name && parent.name == step.name;
}

/// Returns false when the step took the path back, so that its former end would be forgotten.
bool advance(LocationPath& path, const PathStep& step) {
  if (step.axis == Axis::self && step.test == TestKind::node) return true;
  if (step.axis == Axis::parent && goes_back(path, step)) {
    path.steps.pop_back();
    path.open = std::any_of(path.steps.begin(), path.steps.end(), is_open);
    return false;
  }
  if (step.axis == Axis::child && !path.steps.empty()) {
    PathStep& last = path.steps.back();
    if (last.axis == Axis::descendant_or_self && last.test == TestKind::node) {
      last = step;
      last.axis = Axis::descendant;
      return true;
    }
  }
  path.steps.push_back(step);
  path.open = path.open || is_open(step);
  return true;
}

bool same_root(const LocationPath& left, const LocationPath& right) {
  return left.root == right.root && left.variable == right.variable;
}

bool same_place(const LocationPath& left, const LocationPath& right) {
  return same_root(left, right) &&
         std::equal(left.steps.begin(), left.steps.end(), right.steps.begin(), right.steps.end(),
                    [](const PathStep& a, const PathStep& b) {
                      return a.axis == b.axis && a.test == b.test && a.name == b.name;
                    });
}

PathStep any_depth(text::Span span) { return {Axis::descendant_or_self, TestKind::node, {}, span}; }

bool is_anywhere(const LocationPath& path) {
  return path.steps.size() == 2 && path.steps[0].axis == Axis::ancestor_or_self &&
         path.steps[1].axis == Axis::descendant_or_self && path.steps[1].test == TestKind::node;
}

/// Adds what is not there yet; past the limit, each root is left with one path to anywhere.
void merge(Paths& into, const Paths& more) {
  for (const LocationPath& path : more) {
    const auto covers = [&](const LocationPath& other) {
      return same_place(other, path) || (same_root(other, path) && is_anywhere(other));
    };
    if (std::any_of(into.begin(), into.end(), covers)) continue;
    into.push_back(path);
    if (into.size() <= most_alternatives) continue;
    Paths roots;
    for (LocationPath& each : into) {
      const auto same = [&](const LocationPath& other) { return same_root(other, each); };
      if (std::any_of(roots.begin(), roots.end(), same)) continue;
      each.steps = {{Axis::ancestor_or_self, TestKind::node, {}, each.span}, any_depth(each.span)};
      each.open = true;
      roots.push_back(std::move(each));
    }
    into = std::move(roots);
  }
}

class Walker {
 public:
  explicit Walker(const Ast& ast) : ast_(ast) { result = nodes_of(ast.root(), {LocationPath()}); }

  Paths all;
  Paths result;
  std::vector<UnionUse> unions;
  std::vector<ComparedLiteral> literals;

 private:
  /// The paths of the nodes that the expression selects from `context`.
  Paths nodes_of(NodeId id, const Paths& context) {
    const Node& node = ast_[id];
    switch (node.kind) {
      case NodeKind::path:
        return path(node, context);
      case NodeKind::filter:
        return filter(node, context);
      case NodeKind::group:
        return nodes_of(node.children.front(), context);
      case NodeKind::union_operation:
        return union_operation(node, context);
      case NodeKind::function_call:
        return function_call(node, context);
      case NodeKind::variable:
        return {{PathRoot::variable, std::string(ast_.slice(node.name)), {}, node.span, false}};
      default:
        break;
    }
    if (node.kind == NodeKind::equal || node.kind == NodeKind::not_equal) {
      comparison(node, context);
    } else {
      for (const NodeId child : node.children) nodes_of(child, context);
    }
    return {};
  }

  Paths function_call(const Node& node, const Paths& context) {
    for (const NodeId argument : node.children) nodes_of(argument, context);
    if (ast_.slice(node.name) != "id") return {};
    return {{PathRoot::absolute, {}, {any_depth(node.span)}, node.span, true}};
  }

  Paths filter(const Node& node, const Paths& context) {
    Paths nodes = nodes_of(node.children.front(), context);
    for (std::size_t i = 1; i < node.children.size(); ++i) nodes_of(node.children[i], nodes);
    return nodes;
  }

  Paths union_operation(const Node& node, const Paths& context) {
    Paths nodes;
    UnionUse use{node.span, {}};
    for (const NodeId operand : node.children) {
      use.operands.push_back({ast_[operand].span, nodes_of(operand, context)});
      merge(nodes, use.operands.back().paths);
    }
    unions.push_back(std::move(use));
    return nodes;
  }

  Paths start(const Node& node, const Paths& context) {
    const NodeId first = node.children.front();
    if (ast_[first].kind == NodeKind::step) return context;
    if (ast_[first].kind != NodeKind::root) return nodes_of(first, context);
    return {{PathRoot::absolute, {}, {}, node.span, false}};
  }

  Paths path(const Node& node, const Paths& context) {
    Paths nodes = start(node, context);
    for (LocationPath& path : nodes) path.span = node.span;
    std::vector<std::pair<NodeId, Paths>> predicates;
    for (const NodeId child : node.children) {
      const Node& part = ast_[child];
      if (part.kind != NodeKind::step) continue;
      nodes = step(part, nodes);
      for (const NodeId condition : part.children) predicates.emplace_back(condition, nodes);
    }
    all.insert(all.end(), nodes.begin(), nodes.end());
    for (const auto& [condition, reached] : predicates) nodes_of(condition, reached);
    return nodes;
  }

  Paths step(const Node& node, const Paths& from) {
    const PathStep step{node.axis, node.test, std::string(ast_.slice(node.name)), node.head};
    Paths reached;
    for (const LocationPath& path : from) {
      LocationPath next = path;
      if (!advance(next, step)) all.push_back(path);
      merge(reached, {next});
    }
    return reached;
  }

  void comparison(const Node& node, const Paths& context) {
    const NodeId left = node.children.front();
    const NodeId right = node.children.back();
    compare(nodes_of(unwrapped(left), context), right);
    compare(nodes_of(unwrapped(right), context), left);
  }

  /// What is inside of parentheses and string(), neither of which changes a comparison's literal.
  [[nodiscard]] NodeId unwrapped(NodeId id) const {
    for (;;) {
      const Node& node = ast_[id];
      const bool is_string = node.kind == NodeKind::function_call && node.children.size() == 1 &&
                             ast_.slice(node.name) == "string";
      if (node.kind != NodeKind::group && !is_string) return id;
      id = node.children.front();
    }
  }

  void compare(const Paths& nodes, NodeId other) {
    const Node& literal = ast_[unwrapped(other)];
    if (literal.kind != NodeKind::literal) return;
    for (const LocationPath& path : nodes) {
      if (path.steps.empty() || path.steps.back().axis != Axis::attribute) continue;
      literals.push_back({path, std::string(ast_.slice(literal.name)), literal.span});
    }
  }

  const Ast& ast_;
};

std::string step_text(const PathStep& step) {
  std::string text;
  if (step.axis == Axis::attribute) text = "@";
  if (step.axis != Axis::attribute && step.axis != Axis::child) {
    text = std::string(axis_name(step.axis)) + "::";
  }
  if (step.test == TestKind::processing_instruction) {
    // A target can hold either quote, but never both: it was a literal.
    const char quote = step.name.find('\'') == std::string::npos ? '\'' : '"';
    const std::string target = step.name.empty() ? step.name : quote + step.name + quote;
    return text + "processing-instruction(" + target + ")";
  }
  if (step.test == TestKind::text) return text + "text()";
  if (step.test == TestKind::comment) return text + "comment()";
  return text + (step.test == TestKind::node ? "node()" : step.name);
}

}  // namespace

std::vector<LocationPath> paths(const Ast& ast) { return Walker(ast).all; }

std::vector<LocationPath> result_paths(const Ast& ast) { return Walker(ast).result; }

std::vector<UnionUse> unions(const Ast& ast) { return Walker(ast).unions; }

std::vector<ComparedLiteral> literals(const Ast& ast) { return Walker(ast).literals; }

LocationPath appended(LocationPath base, const LocationPath& path) {
  for (const PathStep& step : path.steps) advance(base, step);
  base.span = path.span;
  return base;
}

std::string to_text(const LocationPath& path) {
  std::string text = path.root == PathRoot::variable ? "$" + path.variable : std::string();
  const bool absolute = path.root == PathRoot::absolute;
  if (path.steps.empty()) return absolute ? "/" : (text.empty() ? "." : text);
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    PathStep step = path.steps[i];
    const bool any_depth = step.axis == Axis::descendant;
    if (any_depth) step.axis = Axis::child;
    if (i == 0 && any_depth && path.root == PathRoot::context) text = ".";
    if (i > 0 || any_depth || path.root != PathRoot::context) text += any_depth ? "//" : "/";
    text += step_text(step);
  }
  return text;
}

}  // namespace shirlint::rules::xpath
