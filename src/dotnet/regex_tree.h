// The syntax tree of a pattern, simplified while it is built exactly as far as .NET does: some of
// its simplifications change what matches.
// Rules: RegexNode.cs of microsoft/referencesource.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "dotnet/regex_class.h"

namespace shirlint::dotnet::rx {

// Options of a place in the pattern: the bits of .NET's RegexOptions.
constexpr std::uint16_t opt_ignore_case = 1;
constexpr std::uint16_t opt_multiline = 2;
constexpr std::uint16_t opt_explicit_capture = 4;
constexpr std::uint16_t opt_singleline = 16;
constexpr std::uint16_t opt_white_space = 32;
constexpr std::uint16_t opt_right_to_left = 64;
constexpr std::uint16_t opt_mono = 0x8000;  // RegexOption::as_mono

/// The three kinds of character node, and their greedy and lazy repetitions, keep one order.
enum class NodeType : std::uint8_t {
  one_loop,
  notone_loop,
  set_loop,
  one_lazy,
  notone_lazy,
  set_lazy,
  one,
  notone,
  set,
  multi,  // two or more characters in a row
  ref,
  bol,
  eol,
  boundary,
  nonboundary,
  beginning,
  start,
  end_z,
  end,
  nothing,  // never matches
  empty,
  alternate,
  concatenate,
  loop,
  lazy_loop,
  capture,
  group,
  require,  // (?=) (?<=)
  prevent,  // (?!) (?<!)
  atomic,
  test_ref,    // (?(1)yes|no)
  test_group,  // (?(cond)yes|no)
};

using NodeId = std::uint32_t;
constexpr NodeId no_node = std::numeric_limits<NodeId>::max();
constexpr std::int32_t infinite = std::numeric_limits<std::int32_t>::max();

struct Node {
  NodeType type = NodeType::empty;
  char16_t ch = 0;            // one, notone and their repetitions
  std::uint16_t options = 0;  // at the place where it stood
  std::int32_t min = 0;       // repetitions; capture, ref, test_ref: the group number
  std::int32_t max = 0;       // repetitions; capture: the group that it balances, or -1
  std::uint32_t data = 0;     // set: class number; multi: offset into the text
  std::uint32_t length = 0;   // multi
  NodeId first = no_node;     // children, in the order of matching
  NodeId last = no_node;
  NodeId next = no_node;  // sibling

  [[nodiscard]] bool has(std::uint16_t option) const { return (options & option) != 0; }
};

struct Tree {
  std::vector<Node> nodes;
  std::u16string text;  // what `multi` nodes point into
  ClassTable classes;
  NodeId root = no_node;
  std::vector<std::int32_t> groups;  // numbers of all groups, ascending; 0 is the whole match

  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes[id]; }
  [[nodiscard]] std::u16string_view multi_text(const Node& node) const {
    return std::u16string_view(text).substr(node.data, node.length);
  }
  [[nodiscard]] std::int32_t class_of(const Node& node) const {
    return static_cast<std::int32_t>(node.data);
  }
};

/// Makes nodes and hangs them below each other, simplifying each when it gets its parent.
class TreeBuilder {
 public:
  explicit TreeBuilder(Tree& tree, std::vector<CharRange>& scratch)
      : tree_(tree), scratch_(scratch) {}

  Node& operator[](NodeId id) { return tree_.nodes[id]; }
  NodeId make(NodeType type, std::uint16_t options);
  NodeId make_char(NodeType type, std::uint16_t options, char16_t c);
  NodeId make_set(std::uint16_t options, std::int32_t class_index);
  /// One character or a run of them, lower-cased where case is ignored.
  NodeId make_text(std::uint16_t options, std::u16string_view text);
  /// `unit` repeated; may be `unit` itself, changed.
  NodeId quantify(NodeId unit, bool lazy, std::int32_t min, std::int32_t max);
  void add_child(NodeId parent, NodeId child);
  /// Turns a concatenation round that is matched right to left.
  void reverse_if_leftward(NodeId concatenation);

 private:
  NodeId reduce(NodeId id);
  NodeId reduce_alternation(NodeId id);
  NodeId reduce_concatenation(NodeId id);
  NodeId reduce_repetition(NodeId id);
  NodeId reduce_set(NodeId id);
  NodeId strip(NodeId id, NodeType when_childless);
  void join_sets(NodeId first, NodeId last);
  void join_text(NodeId first, NodeId last);
  void append(NodeId parent, NodeId child);
  void append_text(const Node& node);

  Tree& tree_;
  std::vector<CharRange>& scratch_;
};

/// The repetition of a character node: `type` is one_loop or one_lazy for the kind of repetition.
[[nodiscard]] constexpr NodeType repetition(NodeType unit, NodeType type) {
  return static_cast<NodeType>(static_cast<int>(unit) - static_cast<int>(NodeType::one) +
                               static_cast<int>(type));
}
[[nodiscard]] constexpr bool is_between(NodeType type, NodeType first, NodeType last) {
  return type >= first && type <= last;
}

}  // namespace shirlint::dotnet::rx
