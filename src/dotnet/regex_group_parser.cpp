// What follows a `(`.
#include <string>

#include "dotnet/regex_parser.h"

namespace shirlint::dotnet::rx {

namespace {

constexpr char bad_group[] = "Unrecognized grouping construct.";
constexpr char bad_name[] = "Invalid group name: Group names must begin with a word character.";
// Not a regex error of .NET's: its parser reads past the end of the pattern here.
constexpr char past_end[] = "Index was outside the bounds of the array.";

}  // namespace

bool Parser::read_group_start(NodeId& group) {
  if (!scanner_.sees(u'?') || scanner_.sees(u')', 1)) {
    if (scanner_.has(opt_explicit_capture) || ignore_next_paren_) {
      ignore_next_paren_ = false;
      group = build_.make(NodeType::group, scanner_.options());
    } else {
      group = build_.make(NodeType::capture, scanner_.options());
      build_[group].min = next_group_++;
      build_[group].max = -1;
    }
    return true;
  }
  scanner_.skip();
  return read_group_kind(group);
}

bool Parser::read_group_kind(NodeId& group) {
  if (scanner_.at_end()) return scanner_.fail(bad_group);
  const char16_t c = scanner_.next();
  switch (c) {
    case u':':
      group = build_.make(NodeType::group, scanner_.options());
      return true;
    case u'>':
      group = build_.make(NodeType::atomic, scanner_.options());
      return true;
    case u'=':
      group = make_lookaround(NodeType::require, false);
      return true;
    case u'!':
      group = make_lookaround(NodeType::prevent, false);
      return true;
    case u'(':
      return read_condition(group);
    case u'<':
    case u'\'': {
      if (scanner_.at_end()) return scanner_.fail(bad_group);
      const char16_t then = scanner_.next();
      if (then == u'=' || then == u'!') return read_lookbehind(c, then, group);
      scanner_.back();
      return read_named_group(c == u'<' ? u'>' : u'\'', group);
    }
    default:
      scanner_.back();
      return read_inline_options(group);
  }
}

NodeId Parser::make_lookaround(NodeType type, bool behind) {
  const std::uint16_t options = scanner_.options();
  scanner_.set_options(static_cast<std::uint16_t>(behind ? options | opt_right_to_left
                                                         : options & ~opt_right_to_left));
  return build_.make(type, scanner_.options());
}

bool Parser::read_lookbehind(char16_t quote, char16_t c, NodeId& group) {
  if (quote == u'\'') return scanner_.fail(bad_group);
  group = make_lookaround(c == u'=' ? NodeType::require : NodeType::prevent, true);
  return true;
}

bool Parser::read_inline_options(NodeId& group) {
  const bool refused = scanner_.has(opt_mono) && build_[frame_.group].type == NodeType::test_group;
  if (!refused) scanner_.read_options();
  if (scanner_.at_end()) return scanner_.fail(bad_group);
  const char16_t c = scanner_.next();
  if (c == u')') return true;
  if (c != u':') return scanner_.fail(bad_group);
  group = build_.make(NodeType::group, scanner_.options());
  return true;
}

/// (?<name> (?<7> (?<name-other> (?<-other>, from behind the bracket or quote.
bool Parser::read_named_group(char16_t close, NodeId& group) {
  std::int32_t captured = -1;
  std::int32_t balanced = -1;
  const char16_t c = scanner_.peek();
  if (c != u'-' && !read_captured(c, close, captured)) return false;
  if ((captured != -1 || c == u'-') && scanner_.sees(u'-')) {
    scanner_.skip();
    if (!read_balanced(close, balanced)) return false;
  }
  if ((captured == -1 && balanced == -1) || scanner_.at_end() || scanner_.next() != close) {
    return scanner_.fail(bad_group);
  }
  group = build_.make(NodeType::capture, scanner_.options());
  build_[group].min = captured;
  build_[group].max = balanced;
  return true;
}

bool Parser::read_captured(char16_t c, char16_t close, std::int32_t& number) {
  const auto ends_well = [&] {
    return scanner_.at_end() || scanner_.peek() == close || scanner_.peek() == u'-';
  };
  if (is_digit(c)) {
    if (!scanner_.read_decimal(number)) return false;
    const bool zero = number == 0;
    if (!groups_.contains(number)) number = -1;
    if (!ends_well()) return scanner_.fail(bad_name);
    return !zero || scanner_.fail("Capture number cannot be zero.");
  }
  if (!is_word_char(c)) return scanner_.fail(bad_name);
  number = groups_.find(scanner_.read_name()).value_or(-1);
  return ends_well() || scanner_.fail(bad_name);
}

bool Parser::read_balanced(char16_t close, std::int32_t& number) {
  if (scanner_.at_end()) {
    return scanner_.has(opt_mono) ? scanner_.fail(bad_group) : scanner_.fail_other(past_end);
  }
  const char16_t c = scanner_.peek();
  if (is_digit(c)) {
    if (!scanner_.read_decimal(number)) return false;
    if (!groups_.contains(number)) {
      return scanner_.fail("Reference to undefined group number " + std::to_string(number) + ".");
    }
  } else if (is_word_char(c)) {
    const std::u16string_view name = scanner_.read_name();
    const std::optional<std::int32_t> found = groups_.find(name);
    if (!found) {
      return scanner_.fail("Reference to undefined group name " + to_utf8(name) + ".");
    }
    number = *found;
  } else {
    return scanner_.fail(bad_name);
  }
  return scanner_.at_end() || scanner_.peek() == close || scanner_.fail(bad_name);
}

/// (?(1) (?(name) (?(expression), from behind the second parenthesis.
bool Parser::read_condition(NodeId& group) {
  const std::size_t from = scanner_.position();
  if (!scanner_.at_end()) {
    std::int32_t number = -1;
    if (is_digit(scanner_.peek())) {
      if (!scanner_.read_decimal(number)) return false;
      const std::string text = "(?(" + std::to_string(number) + ") )";
      if (scanner_.at_end() || scanner_.next() != u')') return scanner_.fail(text + " malformed.");
      if (!groups_.contains(number)) return scanner_.fail(text + " reference to undefined group.");
    } else if (is_word_char(scanner_.peek())) {
      number = groups_.find(scanner_.read_name()).value_or(-1);
      if (scanner_.at_end() || number == -1 || scanner_.next() != u')') number = -1;
    }
    if (number != -1) {
      group = build_.make(NodeType::test_ref, scanner_.options());
      build_[group].min = number;
      return true;
    }
  }
  scanner_.move_to(from - 1);
  ignore_next_paren_ = true;
  if (!condition_is_allowed()) return false;
  group = build_.make(NodeType::test_group, scanner_.options());
  return true;
}

bool Parser::condition_is_allowed() {
  if (scanner_.left() < 3 || !scanner_.sees(u'?', 1)) return true;
  const char16_t c = scanner_.peek(2);
  if (c == u'#') return scanner_.fail("Alternation conditions cannot be comments.");
  const bool named = c == u'\'' || (c == u'<' && scanner_.left() >= 4 && scanner_.peek(3) != u'!' &&
                                    scanner_.peek(3) != u'=');
  return !named || scanner_.fail("Alternation conditions do not capture and cannot be named.");
}

}  // namespace shirlint::dotnet::rx
