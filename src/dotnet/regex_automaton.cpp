#include "dotnet/regex_automaton.h"

#include <algorithm>

namespace shirlint::dotnet::rx {

namespace {

constexpr std::size_t max_states = 4000;
constexpr int max_depth = 200;
constexpr std::int32_t many_rounds = 8;  // from here on a count is as good as endless

/// Built from the end: each part is given the state that comes after it.
class Builder {
 public:
  Builder(const Tree& tree, AutomatonUse use, Automaton& automaton)
      : tree_(tree), use_(use), automaton_(automaton) {
    automaton_.states.reserve(64);
    automaton_.states.emplace_back();  // accept_state
  }

  std::uint32_t build(NodeId id, std::uint32_t next, int depth) {
    if (depth > max_depth || automaton_.states.size() > max_states) {
      automaton_.usable = false;
      return next;
    }
    const Node& node = tree_[id];
    switch (node.type) {
      case NodeType::one_loop:
      case NodeType::notone_loop:
      case NodeType::set_loop:
      case NodeType::one_lazy:
      case NodeType::notone_lazy:
      case NodeType::set_lazy:
        return repeat(node, next, [&](std::uint32_t then) { return chars(chars_of(node), then); });
      case NodeType::one:
      case NodeType::notone:
      case NodeType::set:
        return chars(chars_of(node), next);
      case NodeType::multi:
        return text(node, next);
      case NodeType::nothing:
        return chars({}, next);
      case NodeType::empty:
        return next;
      case NodeType::alternate:
        return alternate(node.first, next, depth);
      case NodeType::concatenate:
        return concatenate(node, next, depth);
      case NodeType::loop:
      case NodeType::lazy_loop:
        return repeat(node, next,
                      [&](std::uint32_t then) { return build(node.first, then, depth + 1); });
      case NodeType::capture:
        if (node.max != -1) automaton_.exact = false;
        return build(node.first, next, depth + 1);
      case NodeType::group:
        return build(node.first, next, depth + 1);
      case NodeType::require:
      case NodeType::prevent:
        automaton_.exact = false;
        return next;
      case NodeType::atomic:
        automaton_.exact = false;
        if (use_ == AutomatonUse::loops) return chars(~AsciiSet(), next);
        return build(node.first, next, depth + 1);
      case NodeType::ref:
        return reference(next);
      case NodeType::test_ref:
        automaton_.exact = false;
        return branches(node.first, next, depth);
      case NodeType::test_group:
        automaton_.exact = false;
        return branches(tree_[node.first].next, next, depth);
      default:
        return assertion(node.type, next);
    }
  }

 private:
  std::uint32_t add(State state) {
    automaton_.states.push_back(state);
    return static_cast<std::uint32_t>(automaton_.states.size() - 1);
  }

  std::uint32_t chars(AsciiSet set, std::uint32_t next) {
    return add({State::Kind::chars, NodeType::empty, set, next, 0});
  }
  std::uint32_t fork(std::uint32_t next, std::uint32_t other) {
    return add({State::Kind::fork, NodeType::empty, {}, next, other});
  }
  std::uint32_t assertion(NodeType type, std::uint32_t next) {
    return add({State::Kind::assertion, type, {}, next, 0});
  }

  [[nodiscard]] AsciiSet chars_of(const Node& node) const {
    switch (node.type) {
      case NodeType::one:
      case NodeType::one_loop:
      case NodeType::one_lazy:
        return single(node.ch);
      case NodeType::notone:
      case NodeType::notone_loop:
      case NodeType::notone_lazy:
        return ~single(node.ch);
      default:
        return tree_.classes.classes[static_cast<std::size_t>(tree_.class_of(node))].ascii;
    }
  }

  static AsciiSet single(char16_t c) {
    AsciiSet set;
    if (c < 128) set.add(c);
    return set;
  }

  std::uint32_t text(const Node& node, std::uint32_t next) {
    const std::u16string_view units = tree_.multi_text(node);
    if (units.size() > max_states) {
      automaton_.usable = false;
      return next;
    }
    for (std::size_t i = units.size(); i > 0; --i) next = chars(single(units[i - 1]), next);
    return next;
  }

  std::uint32_t alternate(NodeId child, std::uint32_t next, int depth) {
    std::uint32_t entry = build(child, next, depth + 1);
    for (NodeId id = tree_[child].next; id != no_node && automaton_.usable; id = tree_[id].next) {
      entry = fork(entry, build(id, next, depth + 1));
    }
    return entry;
  }

  /// The branches of a condition: either may be taken, a missing one is empty.
  std::uint32_t branches(NodeId yes, std::uint32_t next, int depth) {
    if (yes == no_node) return next;
    const std::uint32_t entry = build(yes, next, depth + 1);
    const NodeId no = tree_[yes].next;
    return fork(entry, no == no_node ? next : build(no, next, depth + 1));
  }

  std::uint32_t concatenate(const Node& node, std::uint32_t next, int depth) {
    std::vector<NodeId> children;
    for (NodeId id = node.first; id != no_node; id = tree_[id].next) children.push_back(id);
    if (node.has(opt_right_to_left)) std::reverse(children.begin(), children.end());
    for (auto id = children.rbegin(); id != children.rend() && automaton_.usable; ++id) {
      next = build(*id, next, depth + 1);
    }
    return next;
  }

  std::uint32_t reference(std::uint32_t next) {
    automaton_.exact = false;
    if (use_ == AutomatonUse::loops) return chars(~AsciiSet(), next);
    return endless(next, [&](std::uint32_t then) { return chars(~AsciiSet(), then); });
  }

  template <class Body>
  std::uint32_t endless(std::uint32_t next, const Body& body) {
    const std::uint32_t loop = fork(0, next);
    const std::uint32_t entry = body(loop);
    automaton_.states[loop].next = entry;
    return loop;
  }

  template <class Body>
  std::uint32_t repeat(const Node& node, std::uint32_t next, const Body& body) {
    std::int32_t min = node.min;
    std::int32_t max = node.max;
    if (use_ == AutomatonUse::loops && max >= many_rounds) {
      min = std::min(min, 1);
      max = infinite;
    }
    std::uint32_t entry = next;
    if (max == infinite) {
      entry = endless(next, body);
    } else {
      for (std::int32_t i = min; i < max && within_limit(); ++i) entry = fork(body(entry), next);
    }
    for (std::int32_t i = 0; i < min && within_limit(); ++i) {
      const std::uint32_t before = entry;
      entry = body(before);
      if (entry == before) break;  // it is empty: two billion times of it add no state either
    }
    return entry;
  }

  bool within_limit() {
    if (automaton_.states.size() > max_states) automaton_.usable = false;
    return automaton_.usable;
  }

  const Tree& tree_;
  AutomatonUse use_;
  Automaton& automaton_;
};

/// May it match the empty text? In doubt, yes.
bool is_nullable(const Tree& tree, NodeId id, int depth) {
  const Node& node = tree[id];
  if (depth > max_depth) return true;
  if (is_between(node.type, NodeType::one_loop, NodeType::set_lazy)) return node.min == 0;
  if (is_between(node.type, NodeType::one, NodeType::multi)) return false;
  bool any = false;
  bool all = true;
  for (NodeId child = node.first; child != no_node; child = tree[child].next) {
    const bool nullable = is_nullable(tree, child, depth + 1);
    any = any || nullable;
    all = all && nullable;
  }
  switch (node.type) {
    case NodeType::concatenate:
      return all;
    case NodeType::alternate:
      return any;
    case NodeType::loop:
    case NodeType::lazy_loop:
      return node.min == 0 || any;
    case NodeType::capture:
    case NodeType::atomic:
      return any;
    default:
      return true;
  }
}

/// False where .NET throws while it matches, so that no language describes the pattern.
bool is_sound(const Tree& tree) {
  return std::none_of(tree.nodes.begin(), tree.nodes.end(), [&](const Node& node) {
    if (node.type == NodeType::test_group) {
      return node.first != no_node && tree[node.first].next == no_node;
    }
    return node.type == NodeType::capture && node.min > 0 &&
           !std::binary_search(tree.groups.begin(), tree.groups.end(), node.min);
  });
}

}  // namespace

bool has_runaway_loop(const Tree& tree) {
  return std::any_of(tree.nodes.begin(), tree.nodes.end(), [&](const Node& node) {
    return node.type == NodeType::lazy_loop && node.max == infinite && node.min < 2 &&
           is_nullable(tree, node.first, 0);
  });
}

Automaton make_automaton(const Tree& tree, NodeId root, AutomatonUse use) {
  Automaton automaton;
  if (use == AutomatonUse::language && (!is_sound(tree) || has_runaway_loop(tree))) {
    automaton.usable = false;
    return automaton;
  }
  automaton.start = Builder(tree, use, automaton).build(root, accept_state, 0);
  return automaton;
}

}  // namespace shirlint::dotnet::rx
