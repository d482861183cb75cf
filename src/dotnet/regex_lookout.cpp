// What can stand at the start of a match, by .NET's reckoning.
#include <utility>

#include "dotnet/regex_program.h"

namespace shirlint::dotnet::rx {

namespace {

/// .NET cuts off a prefix that a counted character would make too long to build.
constexpr std::int32_t max_prefix = 1'000'000;

/// Follows a tree down its left edge as far as it is a plain sequence.
class LeftEdge {
 public:
  explicit LeftEdge(const Tree& tree) : tree_(tree), node_(tree.root) {}

  [[nodiscard]] const Node& node() const { return tree_[node_]; }
  void descend() {
    node_ = node().first;
    rest_ = no_node;
  }
  void enter_sequence() { rest_ = node().first; }
  /// To the next member of the sequence, if there is one.
  bool step() {
    if (rest_ == no_node) return false;
    node_ = rest_;
    rest_ = tree_[node_].next;
    return true;
  }

 private:
  const Tree& tree_;
  NodeId node_;
  NodeId rest_ = no_node;
};

NodeType leading_anchor(const Tree& tree) {
  for (LeftEdge edge(tree);;) {
    switch (edge.node().type) {
      case NodeType::concatenate:
        edge.enter_sequence();
        break;
      case NodeType::atomic:
      case NodeType::capture:
        edge.descend();
        continue;
      case NodeType::beginning:
      case NodeType::start:
      case NodeType::end_z:
      case NodeType::end:
        return edge.node().type;
      case NodeType::empty:
      case NodeType::require:
      case NodeType::prevent:
        break;
      default:
        return NodeType::empty;
    }
    if (!edge.step()) return NodeType::empty;
  }
}

void find_prefix(Tree& tree, Lookout& lookout) {
  for (LeftEdge edge(tree);;) {
    const Node& node = edge.node();
    switch (node.type) {
      case NodeType::concatenate:
        edge.enter_sequence();
        break;
      case NodeType::atomic:
      case NodeType::capture:
        edge.descend();
        continue;
      case NodeType::one:
      case NodeType::one_loop:
      case NodeType::one_lazy: {
        const std::int32_t count = node.type == NodeType::one ? 1 : node.min;
        if (count == 0 || count >= max_prefix) return;
        const std::size_t begin = tree.text.size();
        tree.text.append(static_cast<std::size_t>(count), node.ch);
        lookout.prefix_begin = static_cast<std::uint32_t>(begin);
        lookout.prefix_length = static_cast<std::uint32_t>(count);
        lookout.prefix_ignores_case = node.has(opt_ignore_case);
        return;
      }
      case NodeType::multi:
        lookout.prefix_begin = node.data;
        lookout.prefix_length = node.length;
        lookout.prefix_ignores_case = node.has(opt_ignore_case);
        return;
      case NodeType::bol:
      case NodeType::eol:
      case NodeType::boundary:
      case NodeType::beginning:
      case NodeType::start:
      case NodeType::end_z:
      case NodeType::end:
      case NodeType::empty:
      case NodeType::require:
      case NodeType::prevent:
        break;
      default:
        return;
    }
    if (!edge.step()) return;
  }
}

/// The first characters of a part of the tree.
struct First {
  std::vector<CharRange> ranges;
  CategoryMask categories = 0;
  std::int32_t subtraction = no_class;
  bool negated = false;
  bool nullable = false;
  bool ignore_case = false;

  [[nodiscard]] bool can_merge() const { return !negated && subtraction == no_class; }

  bool add(First&& other, bool in_sequence) {
    if (!can_merge() || !other.can_merge()) return false;
    if (in_sequence) {
      if (!nullable) return true;
      nullable = other.nullable;
    } else {
      nullable = nullable || other.nullable;
    }
    ignore_case = ignore_case || other.ignore_case;
    categories |= other.categories;
    if (ranges.size() < other.ranges.size()) ranges.swap(other.ranges);
    ranges.insert(ranges.end(), other.ranges.begin(), other.ranges.end());
    return true;
  }
};

class FirstFinder {
 public:
  explicit FirstFinder(const Tree& tree) : tree_(tree) {}

  /// False: nothing can be said.
  bool run(First& result) {
    push(tree_.root);
    while (true) {
      Frame& frame = stack_.back();
      if (frame.child != no_node) {
        if (!skip_child(frame)) push(frame.child);
        continue;
      }
      First value = std::move(frame.value);
      stack_.pop_back();
      if (stack_.empty()) {
        result = std::move(value);
        return true;
      }
      if (!after_child(stack_.back(), std::move(value))) return false;
    }
  }

 private:
  struct Frame {
    NodeId node;
    NodeId child;
    int index = 0;
    First value;
  };

  void push(NodeId id) {
    Frame frame{id, tree_[id].first, 0, {}};
    if (frame.child == no_node) frame.value = leaf(tree_[id]);
    stack_.push_back(std::move(frame));
  }

  /// Conditions and lookarounds do not count.
  bool skip_child(Frame& frame) {
    const NodeType type = tree_[frame.node].type;
    if (type == NodeType::require || type == NodeType::prevent) {
      frame.value.nullable = true;
      frame.child = no_node;
      return true;
    }
    if (type != NodeType::test_group || frame.index != 0) return false;
    advance(frame);
    return true;
  }

  void advance(Frame& frame) {
    frame.child = tree_[frame.child].next;
    ++frame.index;
  }

  bool after_child(Frame& frame, First&& value) {
    const Node& node = tree_[frame.node];
    const int first_index = node.type == NodeType::test_group ? 1 : 0;
    if (frame.index == first_index) {
      frame.value = std::move(value);
    } else if (!frame.value.add(std::move(value), node.type == NodeType::concatenate)) {
      return false;
    }
    if ((node.type == NodeType::loop || node.type == NodeType::lazy_loop) && node.min == 0) {
      frame.value.nullable = true;
    }
    if (node.type == NodeType::concatenate && !frame.value.nullable) {
      frame.child = no_node;
    } else {
      advance(frame);
    }
    return true;
  }

  [[nodiscard]] First leaf(const Node& node) const {
    First first;
    first.ignore_case = node.has(opt_ignore_case);
    switch (node.type) {
      case NodeType::one_loop:
      case NodeType::one_lazy:
        first.nullable = node.min == 0;
        [[fallthrough]];
      case NodeType::one:
        first.ranges.push_back({node.ch, node.ch});
        break;
      case NodeType::notone_loop:
      case NodeType::notone_lazy:
        first.nullable = node.min == 0;
        [[fallthrough]];
      case NodeType::notone:
        add_all_but(first.ranges, node.ch);
        break;
      case NodeType::set_loop:
      case NodeType::set_lazy:
        first.nullable = node.min == 0;
        [[fallthrough]];
      case NodeType::set:
        add_class(first, tree_.class_of(node));
        break;
      case NodeType::multi: {
        const std::u16string_view text = tree_.multi_text(node);
        const char16_t c = node.has(opt_right_to_left) ? text.back() : text.front();
        first.ranges.push_back({c, c});
        break;
      }
      case NodeType::ref:
        first.ranges.push_back({0, 0xFFFF});
        first.nullable = true;
        first.ignore_case = false;
        break;
      default:
        first.nullable = true;
        first.ignore_case = false;
        break;
    }
    return first;
  }

  static void add_all_but(std::vector<CharRange>& ranges, char16_t c) {
    if (c > 0) ranges.push_back({0, static_cast<char16_t>(c - 1)});
    if (c < 0xFFFF) ranges.push_back({static_cast<char16_t>(c + 1), 0xFFFF});
  }

  void add_class(First& first, std::int32_t index) const {
    const ClassTable& table = tree_.classes;
    const CharClass& set = table.classes[static_cast<std::size_t>(index)];
    const auto begin = table.ranges.begin() + set.range_begin;
    first.ranges.assign(begin, begin + set.range_count);
    first.categories = set.categories;
    first.subtraction = set.subtraction;
    first.negated = set.negated;
  }

  const Tree& tree_;
  std::vector<Frame> stack_;
};

}  // namespace

Lookout find_lookout(Tree& tree) {
  Lookout lookout;
  lookout.anchor = leading_anchor(tree);
  find_prefix(tree, lookout);
  if (lookout.anchor != NodeType::empty || lookout.prefix_length != 0) return lookout;
  First first;
  if (!FirstFinder(tree).run(first) || first.nullable) return lookout;
  std::vector<CharRange> scratch;
  ClassBuilder builder(scratch);
  for (const CharRange range : first.ranges) builder.add(range.first, range.last);
  builder.add_categories(first.categories);
  if (first.negated) builder.negate();
  builder.subtract(first.subtraction);
  if (first.ignore_case) builder.add_lower_case();
  lookout.first = builder.finish(tree.classes);
  lookout.first_ignores_case = first.ignore_case;
  return lookout;
}

}  // namespace shirlint::dotnet::rx
