#include "dotnet/regex_class.h"

#include <algorithm>

namespace shirlint::dotnet::rx {

namespace {

constexpr char16_t last_unit = 0xFFFF;

AsciiSet ascii_range(CharRange range) {
  if (range.first > 127) return {};
  const unsigned last = std::min<unsigned>(range.last, 127);
  const auto up_to = [](unsigned count) {  // the first `count` characters of a half
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
  };
  const auto half = [&](unsigned base) {
    const unsigned first = range.first > base ? range.first - base : 0;
    return last < base || first > 63 ? 0 : up_to(last - base + 1) & ~up_to(first);
  };
  return {half(0), half(64)};
}

AsciiSet ascii_categories(CategoryMask mask) {
  AsciiSet set;
  if (mask == 0) return set;
  for (unsigned bit = 0; bit < 31; ++bit) {
    if ((mask >> bit & 1U) != 0) set = set | ascii_category_sets[bit];
  }
  if ((mask & not_white_space_bit) != 0) set = set | ~ascii_category_sets[30];
  return set;
}

bool in_categories(CategoryMask mask, char16_t c) {
  if ((mask & (white_space_bit | not_white_space_bit)) != 0) {
    const CategoryMask wanted = is_white_space(c) ? white_space_bit : not_white_space_bit;
    if ((mask & wanted) != 0) return true;
  }
  return (mask & all_categories & category_bit(c)) != 0;
}

struct NamedCategories {
  std::string_view name;
  CategoryMask mask;
};

constexpr CategoryMask bits(unsigned first, unsigned last) {
  return (CategoryMask{2} << last) - (CategoryMask{1} << first);
}

// Numbers as in .NET's UnicodeCategory.
constexpr NamedCategories category_names[] = {
    {"C", bits(14, 17) | bits(29, 29)},
    {"Cc", bits(14, 14)},
    {"Cf", bits(15, 15)},
    {"Cn", bits(29, 29)},
    {"Co", bits(17, 17)},
    {"Cs", bits(16, 16)},
    {"L", bits(0, 4)},
    {"Ll", bits(1, 1)},
    {"Lm", bits(3, 3)},
    {"Lo", bits(4, 4)},
    {"Lt", bits(2, 2)},
    {"Lu", bits(0, 0)},
    {"M", bits(5, 7)},
    {"Mc", bits(6, 6)},
    {"Me", bits(7, 7)},
    {"Mn", bits(5, 5)},
    {"N", bits(8, 10)},
    {"Nd", bits(8, 8)},
    {"Nl", bits(9, 9)},
    {"No", bits(10, 10)},
    {"P", bits(18, 24)},
    {"Pc", bits(18, 18)},
    {"Pd", bits(19, 19)},
    {"Pe", bits(21, 21)},
    {"Pf", bits(23, 23)},
    {"Pi", bits(22, 22)},
    {"Po", bits(24, 24)},
    {"Ps", bits(20, 20)},
    {"S", bits(25, 28)},
    {"Sc", bits(26, 26)},
    {"Sk", bits(27, 27)},
    {"Sm", bits(25, 25)},
    {"So", bits(28, 28)},
    {"Z", bits(11, 13)},
    {"Zl", bits(12, 12)},
    {"Zp", bits(13, 13)},
    {"Zs", bits(11, 11)},
};

/// Ordinal comparison of an ASCII name with UTF-16 text: negative, zero or positive.
int compare(std::u16string_view text, std::string_view name) {
  for (std::size_t i = 0; i < text.size() && i < name.size(); ++i) {
    const int difference = static_cast<int>(text[i]) - static_cast<unsigned char>(name[i]);
    if (difference != 0) return difference;
  }
  if (text.size() == name.size()) return 0;
  return text.size() < name.size() ? -1 : 1;
}

}  // namespace

bool ClassTable::contains_slow(const CharClass& set, char16_t c) const {
  // A chain of subtractions a-[b-[c]]: from the outside in, each `in` flips the answer.
  bool answer = false;
  bool sign = true;
  const CharClass* level = &set;
  while (true) {
    const CharRange* const first = ranges.data() + level->range_begin;
    const CharRange* const end = first + level->range_count;
    const CharRange* const range = std::lower_bound(
        first, end, c, [](const CharRange& r, char16_t value) { return r.last < value; });
    bool in = (range != end && range->first <= c) ||
              (level->categories != 0 && in_categories(level->categories, c));
    if (level->negated) in = !in;
    if (!in) return answer;
    answer = sign;
    if (level->subtraction == no_class) return answer;
    sign = !sign;
    level = &classes[static_cast<std::size_t>(level->subtraction)];
  }
}

bool ClassTable::is_written_empty(std::int32_t index) const {
  const CharClass& set = classes[static_cast<std::size_t>(index)];
  return set.categories == 0 && !set.negated && set.range_count == 0 && set.subtraction == no_class;
}

bool ClassTable::is_single(std::int32_t index) const {
  const CharClass& set = classes[static_cast<std::size_t>(index)];
  if (set.categories != 0 || set.range_count != 1 || set.subtraction != no_class) return false;
  const CharRange range = ranges[set.range_begin];
  return range.first == range.last && range.last != last_unit;
}

bool ClassTable::is_mergeable(std::int32_t index) const {
  const CharClass& set = classes[static_cast<std::size_t>(index)];
  return !set.negated && set.subtraction == no_class;
}

char16_t ClassTable::single(std::int32_t index) const {
  return ranges[classes[static_cast<std::size_t>(index)].range_begin].first;
}

void ClassBuilder::add_block(const Block& block, bool inverted) {
  const std::uint16_t* const points = block_points + block.begin;
  bool in = inverted;
  char16_t from = 0;
  for (std::size_t i = 0; i < block.count; ++i) {
    const char16_t point = points[i];
    if (in && point > from) add(from, static_cast<char16_t>(point - 1));
    from = point;
    in = !in;
  }
  if (in) add(from, last_unit);
}

void ClassBuilder::add_class(const ClassTable& table, std::int32_t index) {
  const CharClass& set = table.classes[static_cast<std::size_t>(index)];
  for (std::uint32_t i = 0; i < set.range_count; ++i) {
    scratch_.push_back(table.ranges[set.range_begin + i]);
  }
  categories_ |= set.categories;
  if (set.negated) negated_ = true;
}

void ClassBuilder::add_lower_case() {
  const std::size_t end = scratch_.size();
  for (std::size_t i = begin_; i < end; ++i) {
    const CharRange range = scratch_[i];
    if (range.first == range.last) {
      const char16_t lower = to_lower(range.first);
      scratch_[i] = {lower, lower};
    } else {
      add_lower_case(range);
    }
  }
}

void ClassBuilder::add_lower_case(CharRange range) {
  const CaseRun* const end = class_lower_runs + class_lower_run_count;
  const CaseRun* run =
      std::lower_bound(class_lower_runs, end, range.first,
                       [](const CaseRun& r, char16_t value) { return r.last < value; });
  for (; run != end && run->first <= range.last; ++run) {
    const char16_t first = apply(*run, std::max(run->first, range.first));
    const char16_t last = apply(*run, std::min(run->last, range.last));
    if (first < range.first || last > range.last) add(first, last);
  }
}

void ClassBuilder::merge_ranges() {
  const auto begin = scratch_.begin() + static_cast<std::ptrdiff_t>(begin_);
  if (scratch_.end() - begin < 2) return;
  std::sort(begin, scratch_.end(),
            [](const CharRange& a, const CharRange& b) { return a.first < b.first; });
  auto out = begin;
  for (auto in = begin + 1; in != scratch_.end(); ++in) {
    if (in->first <= static_cast<unsigned>(out->last) + 1U) {
      out->last = std::max(out->last, in->last);
    } else {
      *++out = *in;
    }
  }
  scratch_.erase(out + 1, scratch_.end());
}

std::int32_t ClassBuilder::finish(ClassTable& table) {
  merge_ranges();
  CharClass set;
  set.range_begin = static_cast<std::uint32_t>(table.ranges.size());
  set.range_count = static_cast<std::uint32_t>(scratch_.size() - begin_);
  set.categories = categories_;
  set.subtraction = subtraction_;
  set.negated = negated_;
  set.ascii = ascii_categories(categories_);
  for (std::size_t i = begin_; i < scratch_.size(); ++i) {
    table.ranges.push_back(scratch_[i]);
    set.ascii = set.ascii | ascii_range(scratch_[i]);
  }
  scratch_.resize(begin_);
  if (negated_) set.ascii = ~set.ascii;
  if (subtraction_ != no_class) {
    set.ascii = set.ascii & ~table.classes[static_cast<std::size_t>(subtraction_)].ascii;
  }
  table.classes.push_back(set);
  return static_cast<std::int32_t>(table.classes.size() - 1);
}

CategoryMask categories_named(std::u16string_view name, bool ignore_case) {
  for (const NamedCategories& entry : category_names) {
    if (compare(name, entry.name) == 0) {
      const bool letter_case = entry.name == "Lu" || entry.name == "Ll" || entry.name == "Lt";
      return ignore_case && letter_case ? cased_letter_mask : entry.mask;
    }
  }
  return 0;
}

const Block* block_named(std::u16string_view name) {
  const Block* const end = blocks + block_count;
  const Block* const found = std::lower_bound(
      blocks, end, name,
      [](const Block& block, std::u16string_view text) { return compare(text, block.name) > 0; });
  return found != end && compare(name, found->name) == 0 ? found : nullptr;
}

}  // namespace shirlint::dotnet::rx
