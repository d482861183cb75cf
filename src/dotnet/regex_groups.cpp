// The first pass: which groups a pattern has.
#include <algorithm>

#include "dotnet/regex_parser.h"

namespace shirlint::dotnet::rx {

void GroupTable::add_number(std::int32_t number) {
  const auto place = std::lower_bound(numbers_.begin(), numbers_.end(), number);
  if (place == numbers_.end() || *place != number) numbers_.insert(place, number);
}

void GroupTable::add_name(std::u16string_view name) {
  if (names_.emplace(name, -1).second) order_.push_back(name);
}

void GroupTable::number_names(std::int32_t first) {
  for (const std::u16string_view name : order_) {
    while (contains(first)) ++first;
    names_[name] = first;
    add_number(first++);
  }
}

bool GroupTable::contains(std::int32_t number) const {
  return std::binary_search(numbers_.begin(), numbers_.end(), number);
}

std::optional<std::int32_t> GroupTable::find(std::u16string_view name) const {
  const auto found = names_.find(name);
  if (found == names_.end()) return std::nullopt;
  return found->second;
}

namespace {

/// .NET's first pass knows just enough of the syntax to find the groups. Where it and the second
/// pass see different things (`\c[`), so do we.
class GroupCounter {
 public:
  GroupCounter(Scanner& scanner, GroupTable& groups, std::vector<CharRange>& scratch)
      : scanner_(scanner), groups_(groups), scratch_(scratch) {}

  bool run() {
    while (!scanner_.at_end() && count_next()) {
    }
    if (scanner_.failed()) return false;
    groups_.number_names(next_group_);
    return true;
  }

 private:
  bool count_next() {
    std::int32_t unused = no_class;
    switch (scanner_.next()) {
      case u'\\':
        if (scanner_.at_end()) return true;
        if (scanner_.has(opt_mono)) return pass_over_escape();
        scanner_.skip();
        return true;
      case u'#':
        if (!scanner_.has(opt_white_space)) return true;
        scanner_.back();
        return scanner_.skip_blanks();
      case u'[':
        return read_class(scanner_, nullptr, scratch_, unused);
      case u')':
        if (!option_stack_.empty()) pop_options();
        return true;
      case u'(':
        return count_group();
      default:
        return true;
    }
  }

  /// As Mono does; the Framework takes the character behind the backslash for all of the escape.
  bool pass_over_escape() {
    static constexpr std::u16string_view single = u"bBAGZzwWsSdDpP";
    char16_t c = scanner_.peek();
    if (single.find(c) != std::u16string_view::npos) {
      scanner_.skip();
      return true;
    }
    const std::size_t from = scanner_.position();
    if (c == u'k') {
      const bool opened = scanner_.left() > 2 && is_opening(scanner_.peek(1));
      if (!opened) return scanner_.fail("Malformed \\k<...> named back reference.");
      scanner_.skip();
    }
    if (is_opening(scanner_.peek()) && scanner_.left() > 1) {
      const char16_t close = scanner_.next() == u'<' ? u'>' : u'\'';
      if (pass_over_name(close)) return true;
      if (scanner_.failed()) return false;
    } else if (c >= u'1' && c <= u'9') {
      std::int32_t unused = 0;
      return scanner_.read_decimal(unused);
    }
    scanner_.move_to(from);
    return scanner_.read_char_escape(c);
  }

  bool pass_over_name(char16_t close) {
    std::int32_t unused = 0;
    if (!is_word_char(scanner_.peek())) return false;
    if (is_digit(scanner_.peek())) {
      if (!scanner_.read_decimal(unused)) return false;
    } else {
      scanner_.read_name();
    }
    return !scanner_.at_end() && scanner_.next() == close;
  }

  static bool is_opening(char16_t c) { return c == u'<' || c == u'\''; }

  void pop_options() {
    scanner_.set_options(option_stack_.back());
    option_stack_.pop_back();
  }

  bool count_group() {
    bool ignore_next = false;
    bool ok = true;
    if (scanner_.sees(u'?') && scanner_.sees(u'#', 1)) {
      scanner_.back();
      ok = scanner_.skip_blanks();
    } else {
      option_stack_.push_back(scanner_.options());
      if (scanner_.sees(u'?')) {
        scanner_.skip();
        ok = count_special_group(ignore_next);
      } else if (!scanner_.has(opt_explicit_capture) && !ignore_next_paren_) {
        groups_.add_number(next_group_++);
      }
    }
    ignore_next_paren_ = ignore_next;
    return ok;
  }

  bool count_special_group(bool& ignore_next) {
    if (scanner_.left() > 1 && (scanner_.peek() == u'<' || scanner_.peek() == u'\'')) {
      scanner_.skip();
      const char16_t c = scanner_.peek();
      if (c == u'0' || !is_word_char(c)) return true;
      if (!is_digit(c)) {
        groups_.add_name(scanner_.read_name());
        return true;
      }
      std::int32_t number = 0;
      if (!scanner_.read_decimal(number)) return false;
      groups_.add_number(number);
      return true;
    }
    scanner_.read_options();
    if (scanner_.sees(u')')) {
      scanner_.skip();
      option_stack_.pop_back();  // (?i): the options stay
    } else if (scanner_.sees(u'(')) {
      ignore_next = true;  // (?(: the condition is no group
    }
    return true;
  }

  Scanner& scanner_;
  GroupTable& groups_;
  std::vector<CharRange>& scratch_;
  std::vector<std::uint16_t> option_stack_;
  std::int32_t next_group_ = 1;
  bool ignore_next_paren_ = false;
};

}  // namespace

bool count_groups(Scanner& scanner, GroupTable& groups, std::vector<CharRange>& scratch) {
  return GroupCounter(scanner, groups, scratch).run();
}

}  // namespace shirlint::dotnet::rx
