// Pattern text to syntax tree, in .NET's two passes: first the groups are counted, then the
// pattern is parsed against them.
// Rules: RegexParser.cs of microsoft/referencesource.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dotnet/regex_scanner.h"
#include "dotnet/regex_tree.h"

namespace shirlint::dotnet::rx {

/// The groups of a pattern: their numbers, and the numbers of those with names.
class GroupTable {
 public:
  void add_number(std::int32_t number);
  void add_name(std::u16string_view name);
  /// Gives the named groups the free numbers from `first` on, in the order of their appearance.
  void number_names(std::int32_t first);

  [[nodiscard]] bool contains(std::int32_t number) const;
  [[nodiscard]] std::optional<std::int32_t> find(std::u16string_view name) const;
  [[nodiscard]] std::vector<std::int32_t> take_numbers() { return std::move(numbers_); }

 private:
  std::vector<std::int32_t> numbers_ = {0};  // ascending
  std::unordered_map<std::u16string_view, std::int32_t> names_;
  std::vector<std::u16string_view> order_;
};

/// First pass. False, with the scanner's error set, where a class in it is malformed.
bool count_groups(Scanner& scanner, GroupTable& groups, std::vector<CharRange>& scratch);

/// Reads a class from behind its `[`. With `tree` null the class is only passed over: .NET's first
/// pass does so and then misses some of the errors.
bool read_class(Scanner& scanner, Tree* tree, std::vector<CharRange>& scratch, std::int32_t& index);
/// Reads the {Name} of a \p or \P into a class.
bool read_property_class(Scanner& scanner, bool inverted, ClassBuilder& builder);

class Parser {
 public:
  Parser(std::u16string_view pattern, std::uint16_t options, Tree& tree);
  /// False: see `scanner()` for the error.
  bool run();
  [[nodiscard]] const Scanner& scanner() const { return scanner_; }

 private:
  /// An open group: its node and what has been read of it.
  struct Frame {
    NodeId group;
    NodeId alternation;
    NodeId concatenation;
  };

  bool parse_all();
  bool parse_piece(bool& go_on);
  bool parse_special(char16_t c, bool after_quantifier, bool& complete);
  bool parse_quantifiers();
  bool read_counts(char16_t c, std::int32_t& min, std::int32_t& max);
  void finish_unit();
  bool open_group();
  bool close_group();
  void start_group(NodeId group);
  void end_branch();
  bool end_group();

  bool read_group_start(NodeId& group);  // after `(`; no_node: only options were set
  bool read_group_kind(NodeId& group);   // after `(?`
  bool read_named_group(char16_t close, NodeId& group);
  bool read_captured(char16_t c, char16_t close, std::int32_t& number);
  bool read_balanced(char16_t close, std::int32_t& number);
  bool read_condition(NodeId& group);
  bool condition_is_allowed();
  bool read_inline_options(NodeId& group);
  bool read_lookbehind(char16_t quote, char16_t c, NodeId& group);
  NodeId make_lookaround(NodeType type, bool behind);

  bool read_backslash();
  bool read_reference(bool& found);
  bool read_named_reference(bool& found);
  bool read_numbered_reference(std::int32_t number);

  Scanner scanner_;
  Tree& tree_;
  std::vector<CharRange> scratch_;
  TreeBuilder build_;
  GroupTable groups_;
  std::vector<Frame> stack_;
  std::vector<std::uint16_t> option_stack_;
  Frame frame_{no_node, no_node, no_node};
  NodeId unit_ = no_node;  // what a quantifier would apply to
  std::int32_t next_group_ = 1;
  bool ignore_next_paren_ = false;  // the condition of (?(..)..) is not captured
  bool was_quantifier_ = false;
};

}  // namespace shirlint::dotnet::rx
