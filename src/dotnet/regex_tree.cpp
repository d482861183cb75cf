#include "dotnet/regex_tree.h"

#include <algorithm>

namespace shirlint::dotnet::rx {

namespace {

constexpr std::uint16_t merge_options = opt_right_to_left | opt_ignore_case;

/// .NET's saturating product for nested repetitions.
std::int32_t multiply(std::int32_t a, std::int32_t b) {
  return (infinite - 1) / a < b ? infinite : a * b;
}

/// .NET's `child._n < child._m * 2`, which wraps round.
bool is_narrow(const Node& child) {
  const std::uint32_t doubled = static_cast<std::uint32_t>(child.min) * 2U;
  return child.max < static_cast<std::int32_t>(doubled);
}

}  // namespace

NodeId TreeBuilder::make(NodeType type, std::uint16_t options) {
  Node& node = tree_.nodes.emplace_back();
  node.type = type;
  node.options = options;
  return static_cast<NodeId>(tree_.nodes.size() - 1);
}

NodeId TreeBuilder::make_char(NodeType type, std::uint16_t options, char16_t c) {
  const NodeId id = make(type, options);
  tree_.nodes[id].ch = (options & opt_ignore_case) != 0 ? to_lower(c) : c;
  return id;
}

NodeId TreeBuilder::make_set(std::uint16_t options, std::int32_t class_index) {
  const NodeId id = make(NodeType::set, options);
  tree_.nodes[id].data = static_cast<std::uint32_t>(class_index);
  return id;
}

NodeId TreeBuilder::make_text(std::uint16_t options, std::u16string_view text) {
  if (text.size() == 1) return make_char(NodeType::one, options, text[0]);
  const NodeId id = make(NodeType::multi, options);
  Node& node = tree_.nodes[id];
  node.data = static_cast<std::uint32_t>(tree_.text.size());
  node.length = static_cast<std::uint32_t>(text.size());
  if ((options & opt_ignore_case) != 0) {
    for (const char16_t c : text) tree_.text.push_back(to_lower(c));
  } else {
    tree_.text.append(text);
  }
  return id;
}

NodeId TreeBuilder::quantify(NodeId unit, bool lazy, std::int32_t min, std::int32_t max) {
  if (min == 0 && max == 0) return make(NodeType::empty, tree_.nodes[unit].options);
  if (min == 1 && max == 1) return unit;
  Node& node = tree_.nodes[unit];
  if (is_between(node.type, NodeType::one, NodeType::set)) {
    node.type = repetition(node.type, lazy ? NodeType::one_lazy : NodeType::one_loop);
    node.min = min;
    node.max = max;
    return unit;
  }
  const NodeId id = make(lazy ? NodeType::lazy_loop : NodeType::loop, node.options);
  tree_.nodes[id].min = min;
  tree_.nodes[id].max = max;
  add_child(id, unit);
  return id;
}

void TreeBuilder::append(NodeId parent, NodeId child) {
  Node& node = tree_.nodes[parent];
  tree_.nodes[child].next = no_node;
  if (node.first == no_node) {
    node.first = child;
  } else {
    tree_.nodes[node.last].next = child;
  }
  node.last = child;
}

void TreeBuilder::add_child(NodeId parent, NodeId child) { append(parent, reduce(child)); }

void TreeBuilder::reverse_if_leftward(NodeId concatenation) {
  Node& node = tree_.nodes[concatenation];
  if (!node.has(opt_right_to_left)) return;
  NodeId reversed = no_node;
  node.last = node.first;
  for (NodeId child = node.first; child != no_node;) {
    const NodeId next = tree_.nodes[child].next;
    tree_.nodes[child].next = reversed;
    reversed = child;
    child = next;
  }
  node.first = reversed;
}

NodeId TreeBuilder::reduce(NodeId id) {
  switch (tree_.nodes[id].type) {
    case NodeType::alternate:
      return reduce_alternation(id);
    case NodeType::concatenate:
      return reduce_concatenation(id);
    case NodeType::loop:
    case NodeType::lazy_loop:
      return reduce_repetition(id);
    case NodeType::group:
      while (tree_.nodes[id].type == NodeType::group) id = tree_.nodes[id].first;
      return id;
    case NodeType::set:
    case NodeType::set_loop:
      return reduce_set(id);
    default:
      return id;
  }
}

NodeId TreeBuilder::strip(NodeId id, NodeType when_childless) {
  const Node& node = tree_.nodes[id];
  if (node.first == no_node) return make(when_childless, node.options);
  return node.first == node.last ? node.first : id;
}

NodeId TreeBuilder::reduce_set(NodeId id) {
  Node& node = tree_.nodes[id];
  const std::int32_t index = tree_.class_of(node);
  if (tree_.classes.is_written_empty(index)) {
    node.type = NodeType::nothing;
  } else if (tree_.classes.is_single(index)) {
    const bool negated = tree_.classes.negated(index);
    const int step = static_cast<int>(negated ? NodeType::notone : NodeType::one) -
                     static_cast<int>(NodeType::set);
    node.ch = tree_.classes.single(index);
    node.type = static_cast<NodeType>(static_cast<int>(node.type) + step);
  }
  return id;
}

NodeId TreeBuilder::reduce_repetition(NodeId id) {
  const NodeType type = tree_.nodes[id].type;
  const std::uint16_t options = tree_.nodes[id].options;
  std::int32_t min = tree_.nodes[id].min;
  std::int32_t max = tree_.nodes[id].max;
  while (tree_.nodes[id].first != no_node) {
    const NodeId child_id = tree_.nodes[id].first;
    Node& child = tree_.nodes[child_id];
    const bool same_kind = child.type == type ||
                           (type == NodeType::loop &&
                            is_between(child.type, NodeType::one_loop, NodeType::set_loop)) ||
                           (type == NodeType::lazy_loop &&
                            is_between(child.type, NodeType::one_lazy, NodeType::set_lazy));
    if (!same_kind || (tree_.nodes[id].min == 0 && child.min > 1) || is_narrow(child)) break;
    id = child_id;
    if (child.min > 0) child.min = min = multiply(child.min, min);
    if (child.max > 0) child.max = max = multiply(child.max, max);
  }
  return min == infinite ? make(NodeType::nothing, options) : id;
}

/// Makes `first` a class of what all siblings up to `last` hold.
void TreeBuilder::join_sets(NodeId first, NodeId last) {
  if (first == last) return;
  ClassBuilder builder(scratch_);
  for (NodeId id = first;; id = tree_.nodes[id].next) {
    const Node& node = tree_.nodes[id];
    if (node.type == NodeType::one) {
      builder.add(node.ch, node.ch);
    } else {
      builder.add_class(tree_.classes, tree_.class_of(node));
    }
    if (id == last) break;
  }
  const std::int32_t index = builder.finish(tree_.classes);
  tree_.nodes[first].type = NodeType::set;
  tree_.nodes[first].data = static_cast<std::uint32_t>(index);
}

// Nested alternations are laid open, neighbouring characters and classes become one class.
NodeId TreeBuilder::reduce_alternation(NodeId id) {
  NodeId child = tree_.nodes[id].first;
  tree_.nodes[id].first = tree_.nodes[id].last = no_node;
  NodeId run_first = no_node;  // the run of characters and classes that is being collected
  NodeId run_last = no_node;
  const auto flush = [&] {
    if (run_first == no_node) return;
    join_sets(run_first, run_last);
    append(id, run_first);
    run_first = no_node;
  };
  while (child != no_node) {
    Node& node = tree_.nodes[child];
    const NodeId next = node.next;
    if (node.type == NodeType::alternate) {
      tree_.nodes[node.last].next = next;
      child = node.first;
      continue;
    }
    if (node.type == NodeType::one ||
        (node.type == NodeType::set && tree_.classes.is_mergeable(tree_.class_of(node)))) {
      const bool join = run_first != no_node &&
                        ((tree_.nodes[run_first].options ^ node.options) & merge_options) == 0;
      if (join) {
        tree_.nodes[run_last].next = child;  // over nothings in between
      } else {
        flush();
        run_first = child;
      }
      run_last = child;
    } else if (node.type != NodeType::nothing) {
      flush();
      append(id, child);
    }
    child = next;
  }
  flush();
  return strip(id, NodeType::nothing);
}

void TreeBuilder::append_text(const Node& node) {
  if (node.type == NodeType::one) {
    tree_.text.push_back(node.ch);
  } else {
    tree_.text.reserve(tree_.text.size() + node.length);  // the source is the string itself
    tree_.text.append(tree_.text.data() + node.data, node.length);
  }
}

/// Makes `first` hold the text of all siblings up to `last`.
void TreeBuilder::join_text(NodeId first, NodeId last) {
  if (first == last) return;
  const auto begin = static_cast<std::uint32_t>(tree_.text.size());
  if (tree_.nodes[first].has(opt_right_to_left)) {
    std::vector<NodeId> order;
    for (NodeId id = first; id != last; id = tree_.nodes[id].next) order.push_back(id);
    order.push_back(last);
    std::reverse(order.begin(), order.end());
    for (const NodeId id : order) append_text(tree_.nodes[id]);
  } else {
    for (NodeId id = first; id != last; id = tree_.nodes[id].next) append_text(tree_.nodes[id]);
    append_text(tree_.nodes[last]);
  }
  Node& node = tree_.nodes[first];
  node.type = NodeType::multi;
  node.data = begin;
  node.length = static_cast<std::uint32_t>(tree_.text.size()) - begin;
}

// Nested concatenations of the same direction are laid open, texts joined, empties dropped.
NodeId TreeBuilder::reduce_concatenation(NodeId id) {
  const std::uint16_t direction = tree_.nodes[id].options & opt_right_to_left;
  NodeId child = tree_.nodes[id].first;
  tree_.nodes[id].first = tree_.nodes[id].last = no_node;
  NodeId text_first = no_node;  // the run of text that is being collected
  NodeId text_last = no_node;
  const auto flush = [&] {
    if (text_first == no_node) return;
    join_text(text_first, text_last);
    append(id, text_first);
    text_first = no_node;
  };
  while (child != no_node) {
    Node& node = tree_.nodes[child];
    const NodeId next = node.next;
    if (node.type == NodeType::concatenate && (node.options & opt_right_to_left) == direction) {
      tree_.nodes[node.last].next = next;
      child = node.first;
      continue;
    }
    if (node.type == NodeType::multi || node.type == NodeType::one) {
      const bool join = text_first != no_node &&
                        ((tree_.nodes[text_first].options ^ node.options) & merge_options) == 0;
      if (!join) {
        flush();
        text_first = child;
      } else {
        tree_.nodes[text_last].next = child;  // over empties in between
      }
      text_last = child;
    } else if (node.type != NodeType::empty) {
      flush();
      append(id, child);
    }
    child = next;
  }
  flush();
  return strip(id, NodeType::empty);
}

}  // namespace shirlint::dotnet::rx
