// Character classes: what [] , \d, \p{} and the like hold.
// Rules: RegexCharClass.cs of microsoft/referencesource.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dotnet/regex_unicode.h"

namespace shirlint::dotnet::rx {

struct CharRange {
  char16_t first;
  char16_t last;
};

constexpr std::int32_t no_class = -1;

/// One class of a `ClassTable`. A unit is in it when it is in a range or a category (negated: in
/// none of them) and not in the subtracted class.
struct CharClass {
  AsciiSet ascii;  // the answer for ASCII, subtraction included
  std::uint32_t range_begin = 0;
  std::uint32_t range_count = 0;
  CategoryMask categories = 0;
  std::int32_t subtraction = no_class;
  bool negated = false;
};

/// All classes of one pattern. Ranges of a class are sorted and neither overlap nor touch.
struct ClassTable {
  std::vector<CharClass> classes;
  std::vector<CharRange> ranges;

  [[nodiscard]] bool contains(std::int32_t index, char16_t c) const {
    const CharClass& set = classes[static_cast<std::size_t>(index)];
    return c < 128 ? set.ascii.contains(c) : contains_slow(set, c);
  }
  [[nodiscard]] bool contains_slow(const CharClass& set, char16_t c) const;

  /// .NET's own notions: they look at how a class was written, not at what it amounts to.
  [[nodiscard]] bool is_written_empty(std::int32_t index) const;
  [[nodiscard]] bool is_single(std::int32_t index) const;  // one character, or all but one
  [[nodiscard]] bool is_mergeable(std::int32_t index) const;
  [[nodiscard]] char16_t single(std::int32_t index) const;
  [[nodiscard]] bool negated(std::int32_t index) const {
    return classes[static_cast<std::size_t>(index)].negated;
  }
};

/// Collects a class and puts it into a table. Builders on one scratch vector nest like a stack:
/// an inner one is finished before the outer one goes on.
class ClassBuilder {
 public:
  explicit ClassBuilder(std::vector<CharRange>& scratch)
      : scratch_(scratch), begin_(scratch.size()) {}

  void negate() { negated_ = true; }
  void add(char16_t first, char16_t last) { scratch_.push_back({first, last}); }
  void add_categories(CategoryMask mask) { categories_ |= mask; }
  void add_block(const Block& block, bool inverted);
  void subtract(std::int32_t index) { subtraction_ = index; }
  /// Adds everything but the subtraction of a class.
  void add_class(const ClassTable& table, std::int32_t index);
  /// Widens the ranges by the lower case of what they hold, in .NET's manner.
  void add_lower_case();
  /// The number of the new class in `table`.
  std::int32_t finish(ClassTable& table);

 private:
  void add_lower_case(CharRange range);
  void merge_ranges();

  std::vector<CharRange>& scratch_;
  std::size_t begin_;
  CategoryMask categories_ = 0;
  std::int32_t subtraction_ = no_class;
  bool negated_ = false;
};

/// The categories of a `\p{name}` that names a general category or a group of them; 0 for
/// other names. With `ignore_case`, Lu, Ll and Lt stand for all three.
[[nodiscard]] CategoryMask categories_named(std::u16string_view name, bool ignore_case);
/// The block of that name (IsGreek, ...), or null.
[[nodiscard]] const Block* block_named(std::u16string_view name);

}  // namespace shirlint::dotnet::rx
