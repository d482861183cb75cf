// What stands between [ and ].
#include <optional>
#include <string>

#include "dotnet/regex_parser.h"

namespace shirlint::dotnet::rx {

namespace {

constexpr int max_subtraction_depth = 100;

/// One class; a subtracted one is read by a reader of its own.
class ClassReader {
 public:
  ClassReader(Scanner& scanner, Tree* tree, std::vector<CharRange>& scratch, int depth)
      : scanner_(scanner), tree_(tree), scratch_(scratch), depth_(depth), builder_(scratch) {}

  bool run(std::int32_t& index) {
    if (depth_ > max_subtraction_depth) {
      return scanner_.fail_limit("Class subtractions are nested deeper than shirlint looks.");
    }
    if (scanner_.sees(u'^')) {
      scanner_.skip();
      builder_.negate();
    }
    for (first_ = true; !scanner_.at_end(); first_ = false) {
      const char16_t c = scanner_.next();
      if (c == u']' && !first_) {
        if (tree_ != nullptr) {
          if (scanner_.has(opt_ignore_case)) builder_.add_lower_case();
          index = builder_.finish(tree_->classes);
        }
        return true;
      }
      if (!read_item(c)) return false;
    }
    return scanner_.fail("Unterminated [] set.");
  }

 private:
  [[nodiscard]] bool scan_only() const { return tree_ == nullptr; }

  bool read_item(char16_t c) {
    bool escaped = false;
    if (c == u'\\' && !scanner_.at_end()) {
      bool done = false;
      if (!read_class_escape(done)) return false;
      if (done) return true;
      if (!scanner_.read_char_escape(c)) return false;
      escaped = true;
    } else if (c == u'[' && scanner_.sees(u':') && !in_range_) {
      skip_posix_name();
    }
    return in_range_ ? end_range(c, escaped) : add_item(c, escaped);
  }

  /// `\d` and its like; not `done`: nothing was read, it is an escaped character.
  bool read_class_escape(bool& done) {
    const char16_t c = scanner_.next();
    done = true;
    switch (c) {
      case u'd':
        return add_categories(c, digit_mask);
      case u'D':
        return add_categories(c, all_categories & ~digit_mask);
      case u's':
        return add_categories(c, white_space_bit);
      case u'S':
        return add_categories(c, not_white_space_bit);
      case u'w':
        return add_categories(c, word_mask);
      case u'W':
        return add_categories(c, all_categories & ~word_mask);
      case u'p':
      case u'P': {
        if (!may_stand_here(c)) return false;
        std::u16string_view unused;
        return scan_only() ? scanner_.read_property(unused)
                           : read_property_class(scanner_, c == u'P', builder_);
      }
      case u'-':  // not the start and not the end of a range
        if (!scan_only()) builder_.add(c, c);
        return true;
      default:
        scanner_.back();
        done = false;
        return true;
    }
  }

  bool may_stand_here(char16_t c) {
    if (scan_only() || !in_range_) return true;
    return scanner_.fail("Cannot include class \\" + to_utf8({&c, 1}) + " in character range.");
  }

  bool add_categories(char16_t c, CategoryMask mask) {
    if (!may_stand_here(c)) return false;
    builder_.add_categories(mask);
    return true;
  }

  /// [:name:] is passed over and stands for its bracket alone.
  void skip_posix_name() {
    const std::size_t from = scanner_.position();
    scanner_.skip();
    scanner_.read_name();
    const bool closed = scanner_.left() >= 2 && scanner_.next() == u':' && scanner_.next() == u']';
    if (!closed) scanner_.move_to(from);
  }

  bool end_range(char16_t c, bool escaped) {
    in_range_ = false;
    if (scan_only()) return true;
    if (c == u'[' && !escaped && !first_) {  // no range after all: [a-[b]]
      builder_.add(range_first_, range_first_);
      return read_subtraction();
    }
    if (range_first_ > c) return scanner_.fail("[x-y] range in reverse order.");
    builder_.add(range_first_, c);
    return true;
  }

  bool add_item(char16_t c, bool escaped) {
    if (scanner_.sees(u'-') && scanner_.left() >= 2 && scanner_.peek(1) != u']') {
      range_first_ = c;
      in_range_ = true;
      scanner_.skip();
      return true;
    }
    if (c == u'-' && !escaped && scanner_.sees(u'[') && !first_) {
      scanner_.skip();
      return read_subtraction();
    }
    if (!scan_only()) builder_.add(c, c);
    return true;
  }

  bool read_subtraction() {
    std::int32_t inner = no_class;
    if (!ClassReader(scanner_, tree_, scratch_, depth_ + 1).run(inner)) return false;
    if (scan_only()) return true;
    builder_.subtract(inner);
    if (scanner_.at_end() || scanner_.peek() == u']') return true;
    return scanner_.fail("A subtraction must be the last element in a character class.");
  }

  Scanner& scanner_;
  Tree* tree_;
  std::vector<CharRange>& scratch_;
  int depth_;
  ClassBuilder builder_;
  char16_t range_first_ = 0;
  bool in_range_ = false;
  bool first_ = true;
};

}  // namespace

bool read_class(Scanner& scanner, Tree* tree, std::vector<CharRange>& scratch,
                std::int32_t& index) {
  return ClassReader(scanner, tree, scratch, 0).run(index);
}

bool read_property_class(Scanner& scanner, bool inverted, ClassBuilder& builder) {
  std::u16string_view name;
  if (!scanner.read_property(name)) return false;
  const CategoryMask categories = categories_named(name, scanner.has(opt_ignore_case));
  if (categories != 0) {
    builder.add_categories(inverted ? all_categories & ~categories : categories);
    return true;
  }
  const Block* const block = block_named(name);
  if (block == nullptr) return scanner.fail("Unknown property '" + to_utf8(name) + "'.");
  builder.add_block(*block, inverted);
  return true;
}

}  // namespace shirlint::dotnet::rx
