#include "dotnet/uri_nfc.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace shirlint::dotnet::uri {
namespace {

// Characters below the combining marks are composed already.
constexpr char16_t first_mark = 0x300;

// Korean syllables are computed, not listed.
constexpr unsigned syllable_base = 0xAC00;
constexpr unsigned lead_base = 0x1100;
constexpr unsigned vowel_base = 0x1161;
constexpr unsigned tail_base = 0x11A7;
constexpr unsigned leads = 19;
constexpr unsigned vowels = 21;
constexpr unsigned tails = 28;

unsigned combining_class(char16_t c) {
  const std::uint64_t* end = combining_classes + combining_classes_size;
  const std::uint64_t wanted = static_cast<std::uint64_t>(c) << 24U | 0xFFFFFFU;
  const std::uint64_t* run = std::upper_bound(combining_classes, end, wanted);
  if (run == combining_classes) return 0;
  --run;
  return c <= ((*run >> 8U) & 0xFFFFU) ? static_cast<unsigned>(*run & 0xFFU) : 0;
}

constexpr std::uint64_t row_mask = 0xFFFFFFFFFFFFU;  // without the exclusion bit

void decompose(char16_t c, std::u16string& out) {
  if (c >= syllable_base && c < syllable_base + leads * vowels * tails) {
    const unsigned index = c - syllable_base;
    out += static_cast<char16_t>(lead_base + index / (vowels * tails));
    out += static_cast<char16_t>(vowel_base + index / tails % vowels);
    if (index % tails != 0) out += static_cast<char16_t>(tail_base + index % tails);
    return;
  }
  const std::uint64_t* end = decompositions + decompositions_size;
  const auto* row = std::lower_bound(
      decompositions, end, c,
      [](std::uint64_t one, char16_t wanted) { return ((one >> 32U) & 0xFFFFU) < wanted; });
  if (row == end || ((*row >> 32U) & 0xFFFFU) != c) {
    out += c;
    return;
  }
  decompose(static_cast<char16_t>(*row >> 16U & 0xFFFFU), out);
  const auto second = static_cast<char16_t>(*row & 0xFFFFU);
  if (second != 0) out += second;
}

// Pair to whole, sorted.
const std::vector<std::pair<std::uint32_t, char16_t>>& compositions() {
  static const auto table = [] {
    std::vector<std::pair<std::uint32_t, char16_t>> pairs;
    for (std::size_t i = 0; i < decompositions_size; ++i) {
      const std::uint64_t row = decompositions[i];
      if (row > row_mask) continue;
      pairs.emplace_back(static_cast<std::uint32_t>(row & 0xFFFFFFFFU),
                         static_cast<char16_t>(row >> 32U));
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
  }();
  return table;
}

/// 0: the two do not compose.
char16_t composed(char16_t first, char16_t second) {
  if (first >= lead_base && first < lead_base + leads && second >= vowel_base &&
      second < vowel_base + vowels) {
    const unsigned index = (first - lead_base) * vowels + (second - vowel_base);
    return static_cast<char16_t>(syllable_base + index * tails);
  }
  if (first >= syllable_base && first < syllable_base + leads * vowels * tails &&
      (first - syllable_base) % tails == 0 && second > tail_base && second < tail_base + tails) {
    return static_cast<char16_t>(first + (second - tail_base));
  }
  const std::uint32_t wanted = static_cast<std::uint32_t>(first) << 16U | second;
  const auto& table = compositions();
  const auto row = std::lower_bound(table.begin(), table.end(), std::pair(wanted, char16_t{0}));
  return row != table.end() && row->first == wanted ? row->second : u'\0';
}

// Marks that follow one another stand in the order of their classes.
void order_marks(std::u16string& text) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && combining_class(text[end]) != 0) ++end;
    std::stable_sort(text.begin() + static_cast<std::ptrdiff_t>(i),
                     text.begin() + static_cast<std::ptrdiff_t>(end), [](char16_t a, char16_t b) {
                       return combining_class(a) < combining_class(b);
                     });
    i = end + 1;
  }
}

}  // namespace

std::u16string compose(std::u16string_view text) {
  if (std::none_of(text.begin(), text.end(), [](char16_t c) { return c >= first_mark; })) {
    return std::u16string(text);
  }
  std::u16string parts;
  for (const char16_t c : text) decompose(c, parts);
  order_marks(parts);
  std::u16string out;
  constexpr std::size_t none = std::u16string::npos;
  std::size_t starter = none;
  unsigned last_class = 0;  // of the mark before, if it stayed: it blocks marks of its class
  for (const char16_t c : parts) {
    const unsigned own = combining_class(c);
    const bool adjacent = starter != none && starter + 1 == out.size();
    if (starter != none && (adjacent || (last_class < own && last_class != 0))) {
      if (const char16_t whole = composed(out[starter], c); whole != 0) {
        out[starter] = whole;
        continue;
      }
    }
    last_class = own;
    if (own == 0) starter = out.size();
    out += c;
  }
  return out;
}

}  // namespace shirlint::dotnet::uri
