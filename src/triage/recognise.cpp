#include "triage/recognise.h"

#include <algorithm>
#include <cstring>

#include "text/ascii.h"

namespace shirlint::triage {
namespace {

constexpr unsigned slot_bits = 12;

struct Entry {
  const Signature* signature;
  const Pattern* pattern;
};

struct Match {
  std::size_t start = 0;
  std::size_t end = 0;
  const Entry* entry = nullptr;
  std::vector<std::pair<std::string_view, std::pair<std::size_t, std::size_t>>> holes{};
};

bool is_word(char letter) { return text::is_letter(letter) || text::is_digit(letter); }

/// Of the first eight characters; letter case does not count.
std::size_t slot_of(const char* at) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, at, shortest_beginning);
  eight |= 0x2020202020202020U;
  return static_cast<std::size_t>((eight * 0x9E3779B97F4A7C15U) >> (64 - slot_bits));
}

bool stands_at(std::string_view kept, std::size_t at, std::string_view literal) {
  if (kept.size() - at < literal.size()) return false;
  return std::equal(literal.begin(), literal.end(), kept.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char left, char right) { return left == text::lower(right); });
}

/// Where `literal` stands next, with a hole in front of it that begins at `from`.
std::size_t behind_hole(std::string_view kept, std::size_t from, std::string_view literal) {
  const std::size_t last = std::min(from + longest_hole, kept.size());
  for (std::size_t at = from; at < last; ++at) {
    if (stands_at(kept, at, literal)) return at;
    if (kept[at] == Folded::border) break;
  }
  return std::string_view::npos;
}

class Searcher {
 public:
  Searcher(const Folded& text, std::span<const Signature> signatures)
      : text_(text), kept_(text.kept()), slots_(std::size_t{1} << slot_bits) {
    for (const Signature& signature : signatures) {
      for (const Pattern& pattern : signature.patterns) entries_.push_back({&signature, &pattern});
    }
    for (const Entry& entry : entries_) {
      slots_[slot_of(entry.pattern->front().text.data())].push_back(&entry);
    }
  }

  [[nodiscard]] std::vector<Match> search() const {
    std::vector<Match> matches;
    for (std::size_t at = 0; at + shortest_beginning <= kept_.size(); ++at) {
      for (const Entry* entry : slots_[slot_of(kept_.data() + at)]) {
        Match match{at, at, entry};
        if (fits(match)) matches.push_back(std::move(match));
      }
    }
    return matches;
  }

 private:
  bool fits(Match& match) const {
    const Pattern& pattern = *match.entry->pattern;
    const std::size_t start = match.start;
    if (!stands_at(kept_, start, pattern.front().text)) return false;
    if (start != 0 && is_word(kept_[start]) && is_word(kept_[start - 1]) &&
        !text_.is_apart(start)) {
      return false;
    }
    match.end = start + pattern.front().text.size();
    for (std::size_t piece = 1; piece + 1 < pattern.size(); piece += 2) {
      const std::string& literal = pattern[piece + 1].text;
      const std::size_t next = behind_hole(kept_, match.end, literal);
      if (next == std::string_view::npos) return false;
      match.holes.push_back({pattern[piece].text, {match.end, next}});
      match.end = next + literal.size();
    }
    return match.end == kept_.size() || !is_word(kept_[match.end - 1]) ||
           !is_word(kept_[match.end]) || text_.is_apart(match.end);
  }

  const Folded& text_;
  std::string_view kept_;
  std::vector<Entry> entries_;
  std::vector<std::vector<const Entry*>> slots_;
};

/// Drops what lies within another passage. `matches` come in the order of their starts.
void drop_inner(std::vector<Match>& matches) {
  std::stable_sort(matches.begin(), matches.end(), [](const Match& left, const Match& right) {
    return left.start != right.start ? left.start < right.start : left.end > right.end;
  });
  std::size_t end = 0;
  matches.erase(std::remove_if(matches.begin(), matches.end(),
                               [&](const Match& match) {
                                 if (match.end <= end) return true;
                                 end = match.end;
                                 return false;
                               }),
                matches.end());
}

}  // namespace

std::vector<Sighting> recognise(const Folded& text, std::span<const Signature> signatures) {
  // An Entry is pointed to by its matches, so the searcher lives as long as they.
  const Searcher searcher(text, signatures);
  std::vector<Match> matches = searcher.search();
  drop_inner(matches);
  std::vector<Sighting> out;
  for (const Match& match : matches) {
    const Signature* signature = match.entry->signature;
    auto seen = std::find_if(out.begin(), out.end(), [&](const Sighting& sighting) {
      return sighting.signature == signature;
    });
    if (seen == out.end()) {
      Sighting first{signature, text.passage(match.start, match.end), {}, {}, 0};
      for (const auto& [name, place] : match.holes) {
        first.values.emplace_back(name, text.passage(place.first, place.second));
      }
      seen = out.insert(out.end(), std::move(first));
    }
    ++seen->count;
    const std::uint32_t line = text.line(match.start);
    if (seen->lines.size() < most_lines && (seen->lines.empty() || seen->lines.back() != line)) {
      seen->lines.push_back(line);
    }
  }
  return out;
}

}  // namespace shirlint::triage
