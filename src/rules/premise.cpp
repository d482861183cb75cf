#include "rules/premise.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "rules/evaluator.h"
#include "rules/rule.h"
#include "rules/rule_pack.h"
#include "rules/xpath_syntax.h"
#include "rules/xpath_types.h"

namespace shirlint::rules {
namespace {

using xpath::Ast;
using xpath::Node;
using xpath::NodeId;
using xpath::NodeKind;
using xpath::ValueType;

/// Empty: nothing is known to be needed.
using Premises = std::vector<Premise>;

Premises has(facts::Key key) { return {{Premise::Kind::has, 0, key}}; }

Premises joined(Premise::Kind kind, const std::vector<Premises>& parts) {
  if (parts.empty()) return {};
  if (parts.size() == 1) return parts.front();
  Premises all = {{kind, 0, 0}};
  for (const Premises& part : parts) all.insert(all.end(), part.begin(), part.end());
  if (all.size() > std::numeric_limits<std::uint16_t>::max()) return {};
  all.front().size = static_cast<std::uint16_t>(all.size() - 1);
  return all;
}

Premises all_of(std::vector<Premises> parts) {
  const auto nothing = [](const Premises& part) { return part.empty(); };
  parts.erase(std::remove_if(parts.begin(), parts.end(), nothing), parts.end());
  return joined(Premise::Kind::all, parts);
}

/// Of an alternative that needs nothing, nothing is needed.
Premises any_of(const std::vector<Premises>& parts) {
  const auto nothing = [](const Premises& part) { return part.empty(); };
  if (std::any_of(parts.begin(), parts.end(), nothing)) return {};
  return joined(Premise::Kind::any, parts);
}

struct Variable {
  ValueType type = ValueType::node_set;
  bool facts = false;  // nodes of the facts document
  Premises premises;   // for a node in it, or for it to be true
};
using Variables = std::map<std::string, Variable, std::less<>>;

/// One query. `facts` is told of where a path starts: only names of the facts document are
/// premises; a config or a table of data is not in the inventory.
class Deriver {
 public:
  Deriver(const Ast& ast, const Variables& variables)
      : ast_(ast), variables_(variables), types_(xpath::node_types(ast, [&](std::string_view name) {
          const auto at = variables.find(name);
          return at == variables.end() ? std::nullopt : std::optional(at->second.type);
        })) {}

  [[nodiscard]] std::optional<ValueType> type() const { return types_.back(); }

  /// For the expression to be true; a node-set is when it holds a node.
  [[nodiscard]] Premises truth(NodeId id, bool facts) const {
    const Node& node = ast_[id];
    if (types_[id] == ValueType::node_set) return nodes(id, facts);
    switch (node.kind) {
      case NodeKind::or_operation:
      case NodeKind::and_operation: {
        std::vector<Premises> parts;
        for (const NodeId child : node.children) parts.push_back(truth(child, facts));
        return node.kind == NodeKind::or_operation ? any_of(parts) : all_of(std::move(parts));
      }
      case NodeKind::equal:
      case NodeKind::not_equal:
      case NodeKind::less:
      case NodeKind::less_equal:
      case NodeKind::greater:
      case NodeKind::greater_equal:
        return comparison(node, facts);
      case NodeKind::group:
        return truth(node.children.front(), facts);
      case NodeKind::variable:
        return types_[id] == ValueType::boolean ? variable(node)->premises : Premises();
      case NodeKind::function_call:
        return call(node, facts);
      default:
        return {};
    }
  }

  /// Does the expression give nodes of the facts document?
  [[nodiscard]] bool in_facts(NodeId id, bool facts) const {
    const Node& node = ast_[id];
    switch (node.kind) {
      case NodeKind::path:
      case NodeKind::filter:
      case NodeKind::group:
        return in_facts(node.children.front(), facts);
      case NodeKind::union_operation:
        return std::all_of(node.children.begin(), node.children.end(),
                           [&](NodeId child) { return in_facts(child, facts); });
      case NodeKind::variable: {
        const Variable* found = variable(node);
        return found != nullptr && found->facts;
      }
      case NodeKind::root:
      case NodeKind::step:
        return facts;  // where the context node is
      default:
        return false;
    }
  }

 private:
  [[nodiscard]] const Variable* variable(const Node& node) const {
    const auto at = variables_.find(ast_.slice(node.name));
    return at == variables_.end() ? nullptr : &at->second;
  }

  /// For the node-set to hold a node. `value`: a word that one of its attributes must have.
  [[nodiscard]] Premises nodes(NodeId id, bool facts,
                               std::optional<std::string_view> value = {}) const {
    const Node& node = ast_[id];
    const auto first = [&] { return node.children.front(); };
    switch (node.kind) {
      case NodeKind::group:
        return nodes(first(), facts, value);
      case NodeKind::union_operation: {
        std::vector<Premises> parts;
        for (const NodeId child : node.children) parts.push_back(nodes(child, facts, value));
        return any_of(parts);
      }
      case NodeKind::variable: {
        const Variable* found = variable(node);
        return found == nullptr ? Premises() : found->premises;
      }
      case NodeKind::filter: {
        std::vector<Premises> parts = {nodes(first(), facts)};
        predicates(node, 1, in_facts(first(), facts), parts);
        return all_of(std::move(parts));
      }
      case NodeKind::path:
        return path(node, in_facts(first(), facts), facts, value);
      default:
        return {};
    }
  }

  /// `facts`: of the path's nodes; `context`: of the expression it may start from.
  [[nodiscard]] Premises path(const Node& node, bool facts, bool context,
                              std::optional<std::string_view> value) const {
    std::vector<Premises> parts;
    for (const NodeId child : node.children) {
      const Node& part = ast_[child];
      if (part.kind == NodeKind::root) continue;
      if (part.kind != NodeKind::step) {
        parts.push_back(nodes(child, context));
        continue;
      }
      const bool last = child == node.children.back();
      if (facts) parts.push_back(step(part, last ? value : std::nullopt));
      predicates(part, 0, facts, parts);
    }
    return all_of(std::move(parts));
  }

  [[nodiscard]] Premises step(const Node& step, std::optional<std::string_view> value) const {
    if (step.test != xpath::TestKind::name) return {};
    const std::string_view name = ast_.slice(step.name);
    if (step.axis != xpath::Axis::attribute) return has(facts::element_key(name));
    const facts::Key key = facts::attribute_key(name);
    const bool kept = value && value->size() <= facts::longest_kept_value;
    return has(kept ? facts::value_key(key, *value) : key);
  }

  void predicates(const Node& node, std::size_t from, bool facts,
                  std::vector<Premises>& parts) const {
    for (std::size_t at = from; at < node.children.size(); ++at) {
      const NodeId condition = ast_[node.children[at]].children.front();
      // A number is a position.
      if (types_[condition] != ValueType::number) parts.push_back(truth(condition, facts));
    }
  }

  /// A node-set without a node compares with nothing but booleans.
  [[nodiscard]] Premises comparison(const Node& node, bool facts) const {
    const NodeId left = node.children.front();
    const NodeId right = node.children.back();
    for (const NodeId side : {left, right}) {
      if (!types_[side] || types_[side] == ValueType::boolean) return {};
    }
    const bool equal = node.kind == NodeKind::equal;
    return all_of({side(left, right, equal, facts), side(right, left, equal, facts)});
  }

  [[nodiscard]] Premises side(NodeId id, NodeId other, bool equal, bool facts) const {
    const std::optional<std::string_view> literal = literal_of(other);
    if (types_[id] == ValueType::node_set) {
      return nodes(id, facts, equal ? literal : std::nullopt);
    }
    return equal && literal && !literal->empty() ? some_text(id, facts) : Premises();
  }

  [[nodiscard]] std::optional<std::string_view> literal_of(NodeId id) const {
    const Node& node = ast_[id];
    if (node.kind == NodeKind::group) return literal_of(node.children.front());
    if (node.kind != NodeKind::literal) return std::nullopt;
    return ast_.slice(node.name);
  }

  /// For the text to be other than empty.
  [[nodiscard]] Premises some_text(NodeId id, bool facts) const {
    if (types_[id] == ValueType::node_set) return nodes(id, facts);
    const Node& node = ast_[id];
    if (node.kind == NodeKind::group) return some_text(node.children.front(), facts);
    if (node.kind != NodeKind::function_call || node.children.empty()) return {};
    const std::string_view name = ast_.slice(node.name);
    const bool of_first = name == "string" || name == "translate" || name == "normalize-space" ||
                          name.substr(0, 9) == "substring";
    return of_first ? some_text(node.children.front(), facts) : Premises();
  }

  [[nodiscard]] Premises call(const Node& node, bool facts) const {
    const std::string_view name = ast_.slice(node.name);
    if (name == "boolean") return truth(node.children.front(), facts);
    if (name != "contains" && name != "starts-with") return {};
    const std::optional<std::string_view> literal = literal_of(node.children.back());
    return literal && !literal->empty() ? some_text(node.children.front(), facts) : Premises();
  }

  const Ast& ast_;
  const Variables& variables_;
  std::vector<std::optional<ValueType>> types_;
};

/// The premises of a rule's queries, by their text.
class RulePremises {
 public:
  explicit RulePremises(const Rule& rule) : context_in_facts_(rule.scope != Scope::config) {
    for (const std::string_view name : predefined_node_sets()) {
      const bool facts = name != "data" && name != "self" && name != "target";
      variables_[std::string(name)] = {ValueType::node_set, facts, {}};
    }
    for (const std::string_view name : predefined_strings()) {
      variables_[std::string(name)] = {ValueType::string, false, {}};
    }
    for (const Let& let : rule.lets) {
      const auto ast = xpath::parse(std::string(let.expression));
      if (!ast) continue;
      const Deriver deriver(*ast, variables_);
      const auto type = deriver.type();
      if (!type) continue;
      Variable variable{*type, deriver.in_facts(ast->root(), context_in_facts_),
                        deriver.truth(ast->root(), context_in_facts_)};
      variables_[std::string(let.name)] = std::move(variable);
    }
  }

  [[nodiscard]] Premises of(std::string_view query) const {
    const auto ast = xpath::parse(std::string(query));
    if (!ast) return {};
    return Deriver(*ast, variables_).truth(ast->root(), context_in_facts_);
  }

 private:
  bool context_in_facts_ = false;
  Variables variables_;
};

bool holds(const Premise*& at, const facts::Inventory& inventory) {
  const Premise& premise = *at++;
  if (premise.kind == Premise::Kind::has) return inventory.may_have(premise.key);
  const Premise* const end = at + premise.size;
  const bool all = premise.kind == Premise::Kind::all;
  while (at < end) {
    if (holds(at, inventory) != all) {
      at = end;
      return !all;
    }
  }
  return all;
}

}  // namespace

bool may_hold(std::span<const Premise> premises, const facts::Inventory& inventory) {
  const Premise* at = premises.data();
  return premises.empty() || holds(at, inventory);
}

void settle_premises(Rule& rule, Storage& storage) {
  if (!rule.redirect.empty()) return;
  const RulePremises premises(rule);
  std::vector<Premises> select = {premises.of(rule.select)};
  if (!rule.when.empty()) select.push_back(premises.of(rule.when));
  rule.premises = storage.keep(all_of(std::move(select)));
  std::vector<Each> each(rule.each.begin(), rule.each.end());
  for (Each& item : each) item.premises = storage.keep(premises.of(item.of));
  rule.each = storage.keep(std::move(each));
}

}  // namespace shirlint::rules
