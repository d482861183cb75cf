// The second pass: text, groups and quantifiers.
#include "dotnet/regex_parser.h"

namespace shirlint::dotnet::rx {

Parser::Parser(std::u16string_view pattern, std::uint16_t options, Tree& tree)
    : scanner_(pattern, options), tree_(tree), build_(tree, scratch_) {
  // Rarely are there more: a run of text is one node, and every other character may be escaped.
  tree_.nodes.reserve(pattern.size() / 2 + 8);
  tree_.text.reserve(pattern.size() * 2);
  scratch_.reserve(16);
}

bool Parser::run() {
  const std::uint16_t options = scanner_.options();
  if (!count_groups(scanner_, groups_, scratch_)) return false;
  scanner_.move_to(0);
  scanner_.set_options(options);
  if (!parse_all()) return false;
  tree_.root = unit_;
  tree_.groups = groups_.take_numbers();
  return true;
}

bool Parser::parse_all() {
  const NodeId whole = build_.make(NodeType::capture, scanner_.options());
  build_[whole].max = -1;
  start_group(whole);
  for (bool go_on = true; go_on && !scanner_.at_end();) {
    if (!parse_piece(go_on)) return false;
  }
  if (!stack_.empty()) return scanner_.fail("Not enough )'s.");
  return end_group();
}

/// Ordinary characters, what follows them, and the quantifier behind that.
bool Parser::parse_piece(bool& go_on) {
  const bool after_quantifier = was_quantifier_;
  was_quantifier_ = false;
  if (!scanner_.skip_blanks()) return false;

  const CharKind stopper = scanner_.has(opt_white_space) ? CharKind::blank : CharKind::special;
  const std::size_t from = scanner_.position();
  while (!scanner_.at_end() && (char_kind(scanner_.peek()) < stopper ||
                                (scanner_.peek() == u'{' && !scanner_.at_quantifier()))) {
    scanner_.skip();
  }
  const std::size_t to = scanner_.position();
  if (!scanner_.skip_blanks()) return false;

  const bool special = !scanner_.at_end() && char_kind(scanner_.peek()) >= CharKind::special;
  const bool quantifier = special && char_kind(scanner_.peek()) == CharKind::quantifier;
  if (from < to) {
    const std::size_t plain_end = quantifier ? to - 1 : to;
    if (from < plain_end) {
      build_.add_child(frame_.concatenation,
                       build_.make_text(scanner_.options(), scanner_.text(from, plain_end)));
    }
    if (quantifier) unit_ = build_.make_text(scanner_.options(), scanner_.text(plain_end, to));
  }
  go_on = !scanner_.at_end();
  was_quantifier_ = quantifier;
  if (!special) return true;
  bool complete = false;
  if (!parse_special(scanner_.next(), after_quantifier && from == to, complete)) return false;
  return !complete || parse_quantifiers();
}

/// `complete`: there is a unit that a quantifier may follow.
bool Parser::parse_special(char16_t c, bool after_quantifier, bool& complete) {
  const std::uint16_t options = scanner_.options();
  complete = true;
  switch (c) {
    case u'[': {
      std::int32_t index = no_class;
      if (!read_class(scanner_, &tree_, scratch_, index)) return false;
      unit_ = build_.make_set(options, index);
      return true;
    }
    case u'(':
      complete = false;
      return open_group();
    case u'|':
      complete = false;
      end_branch();
      return true;
    case u')':
      if (!close_group()) return false;
      complete = unit_ != no_node;
      return true;
    case u'\\':
      return read_backslash();
    case u'^':
      unit_ =
          build_.make(scanner_.has(opt_multiline) ? NodeType::bol : NodeType::beginning, options);
      return true;
    case u'$':
      unit_ = build_.make(scanner_.has(opt_multiline) ? NodeType::eol : NodeType::end_z, options);
      return true;
    case u'.':
      if (scanner_.has(opt_singleline)) {
        ClassBuilder any(scratch_);
        any.add(0, 0xFFFF);
        unit_ = build_.make_set(options, any.finish(tree_.classes));
      } else {
        unit_ = build_.make_char(NodeType::notone, options, u'\n');
      }
      return true;
    default:  // a quantifier
      if (unit_ == no_node) {
        return scanner_.fail(after_quantifier ? "Nested quantifier " + to_utf8({&c, 1}) + "."
                                              : "Quantifier {x,y} following nothing.");
      }
      scanner_.back();
      return true;
  }
}

bool Parser::parse_quantifiers() {
  if (!scanner_.skip_blanks()) return false;
  was_quantifier_ = scanner_.at_quantifier();
  if (!was_quantifier_) {
    finish_unit();
    return true;
  }
  std::int32_t min = 0;
  std::int32_t max = 0;
  if (!read_counts(scanner_.next(), min, max) || !scanner_.skip_blanks()) return false;
  const bool lazy = scanner_.sees(u'?');
  if (lazy) scanner_.skip();
  if (min > max) return scanner_.fail("Illegal {x,y} with x > y.");
  unit_ = build_.quantify(unit_, lazy, min, max);
  finish_unit();
  return true;
}

bool Parser::read_counts(char16_t c, std::int32_t& min, std::int32_t& max) {
  min = c == u'+' ? 1 : 0;
  max = c == u'?' ? 1 : infinite;
  if (c != u'{') return true;
  if (!scanner_.read_decimal(min)) return false;
  max = min;
  if (scanner_.sees(u',')) {
    scanner_.skip();
    max = infinite;
    if (!scanner_.sees(u'}') && !scanner_.read_decimal(max)) return false;
  }
  scanner_.skip();  // the brace
  return true;
}

void Parser::finish_unit() {
  build_.add_child(frame_.concatenation, unit_);
  unit_ = no_node;
}

bool Parser::open_group() {
  option_stack_.push_back(scanner_.options());
  NodeId group = no_node;
  if (!read_group_start(group)) return false;
  if (group == no_node) {
    option_stack_.pop_back();  // (?i): the options stay
  } else {
    stack_.push_back(frame_);
    start_group(group);
  }
  return true;
}

bool Parser::close_group() {
  if (stack_.empty()) return scanner_.fail("Too many )'s.");
  if (!end_group()) return false;
  frame_ = stack_.back();
  stack_.pop_back();
  const Node& outer = build_[frame_.group];
  if (outer.type == NodeType::test_group && outer.first == no_node) {  // that was its condition
    build_.add_child(frame_.group, unit_);
    unit_ = no_node;
  }
  scanner_.set_options(option_stack_.back());
  option_stack_.pop_back();
  return true;
}

void Parser::start_group(NodeId group) {
  frame_.group = group;
  frame_.alternation = build_.make(NodeType::alternate, scanner_.options());
  frame_.concatenation = build_.make(NodeType::concatenate, scanner_.options());
}

/// At a `|`: the branches of a condition belong to it directly.
void Parser::end_branch() {
  build_.reverse_if_leftward(frame_.concatenation);
  const NodeType type = build_[frame_.group].type;
  const bool conditional = type == NodeType::test_group || type == NodeType::test_ref;
  build_.add_child(conditional ? frame_.group : frame_.alternation, frame_.concatenation);
  frame_.concatenation = build_.make(NodeType::concatenate, scanner_.options());
}

bool Parser::end_group() {
  build_.reverse_if_leftward(frame_.concatenation);
  const NodeType type = build_[frame_.group].type;
  if (type == NodeType::test_group || type == NodeType::test_ref) {
    build_.add_child(frame_.group, frame_.concatenation);
    int count = 0;
    for (NodeId id = build_[frame_.group].first; id != no_node; id = build_[id].next) ++count;
    if (count > (type == NodeType::test_ref ? 2 : 3)) {
      return scanner_.fail("Too many | in (?()|).");
    }
  } else {
    build_.add_child(frame_.alternation, frame_.concatenation);
    build_.add_child(frame_.group, frame_.alternation);
  }
  unit_ = frame_.group;
  return true;
}

}  // namespace shirlint::dotnet::rx
