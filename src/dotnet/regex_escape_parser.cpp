// What follows a `\` outside of [].
#include <string>

#include "dotnet/regex_parser.h"

namespace shirlint::dotnet::rx {

bool Parser::read_backslash() {
  if (scanner_.at_end()) return scanner_.fail("Illegal \\ at end of pattern.");
  const std::uint16_t options = scanner_.options();
  const auto assertion = [&](NodeType type) {
    scanner_.skip();
    unit_ = build_.make(type, options);
    return true;
  };
  const auto set = [&](CategoryMask categories, bool negated = false) {
    scanner_.skip();
    ClassBuilder builder(scratch_);
    if (negated) builder.negate();  // as .NET writes it, which tells what it can be merged with
    builder.add_categories(categories);
    unit_ = build_.make_set(options, builder.finish(tree_.classes));
    return true;
  };
  switch (scanner_.peek()) {
    case u'b':
      return assertion(NodeType::boundary);
    case u'B':
      return assertion(NodeType::nonboundary);
    case u'A':
      return assertion(NodeType::beginning);
    case u'G':
      return assertion(NodeType::start);
    case u'Z':
      return assertion(NodeType::end_z);
    case u'z':
      return assertion(NodeType::end);
    case u'w':
      return set(word_mask);
    case u'W':
      return set(word_mask, true);
    case u's':
      return set(white_space_bit);
    case u'S':
      return set(white_space_bit, true);
    case u'd':
      return set(digit_mask);
    case u'D':
      return set(all_categories & ~digit_mask);
    case u'p':
    case u'P': {
      ClassBuilder builder(scratch_);
      if (!read_property_class(scanner_, scanner_.next() == u'P', builder)) return false;
      if ((options & opt_ignore_case) != 0) builder.add_lower_case();
      unit_ = build_.make_set(options, builder.finish(tree_.classes));
      return true;
    }
    default:
      break;
  }
  const std::size_t from = scanner_.position();
  bool found = false;
  if (!read_reference(found)) return false;
  if (found) return true;
  scanner_.move_to(from);
  char16_t c = 0;
  if (!scanner_.read_char_escape(c)) return false;
  unit_ = build_.make_char(NodeType::one, options, c);
  return true;
}

/// \1, \k<1>, \k'name' and the older \<name>; not `found`: it is a character escape.
bool Parser::read_reference(bool& found) {
  const char16_t c = scanner_.peek();
  if (c == u'k') {
    const bool opened =
        scanner_.left() > 2 && (scanner_.peek(1) == u'<' || scanner_.peek(1) == u'\'');
    if (!opened) return scanner_.fail("Malformed \\k<...> named back reference.");
    scanner_.skip();
    return read_named_reference(found);
  }
  if (c == u'<' || c == u'\'') return scanner_.left() < 2 || read_named_reference(found);
  if (c < u'1' || c > u'9') return true;
  std::int32_t number = 0;
  if (!scanner_.read_decimal(number)) return false;
  found = groups_.contains(number) || number <= 9;  // else octal
  return !found || read_numbered_reference(number);
}

bool Parser::read_numbered_reference(std::int32_t number) {
  if (!groups_.contains(number)) {
    return scanner_.fail("Reference to undefined group number " + std::to_string(number) + ".");
  }
  unit_ = build_.make(NodeType::ref, scanner_.options());
  build_[unit_].min = number;
  return true;
}

bool Parser::read_named_reference(bool& found) {
  const char16_t close = scanner_.next() == u'<' ? u'>' : u'\'';
  const auto closed = [&] { return !scanner_.at_end() && scanner_.next() == close; };
  if (is_digit(scanner_.peek())) {
    std::int32_t number = 0;
    if (!scanner_.read_decimal(number)) return false;
    found = closed();
    return !found || read_numbered_reference(number);
  }
  if (!is_word_char(scanner_.peek())) return true;
  const std::u16string_view name = scanner_.read_name();
  found = closed();
  if (!found) return true;
  const std::optional<std::int32_t> number = groups_.find(name);
  if (!number) return scanner_.fail("Reference to undefined group name " + to_utf8(name) + ".");
  return read_numbered_reference(*number);
}

}  // namespace shirlint::dotnet::rx
