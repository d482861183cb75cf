#include "dotnet/regex_analysis.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>
#include <vector>

#include "dotnet/regex_automaton.h"
#include "dotnet/regex_http_subject.h"

namespace shirlint::dotnet {

namespace {

using rx::Automaton;
using rx::State;
using SubjectPlace = rx::subject::Place;

constexpr std::size_t max_product_states = 200'000;
constexpr std::size_t max_subsets = 2'000;
constexpr std::size_t max_visits = 2'000'000;  // of states; some 10 ms

/// What stands beside a place in the subject, as far as assertions ask.
enum class Beside : std::uint8_t { edge, word, other };

Beside beside(char c) {
  return rx::is_word_char(static_cast<unsigned char>(c)) ? Beside::word : Beside::other;
}

/// The characters of subjects, one of each sort that neither the automaton nor the subjects can
/// tell apart.
std::vector<char> representatives(const Automaton& automaton) {
  std::array<std::uint8_t, rx::subject_chars_count> sort = rx::subject_sorts;
  for (const State& state : automaton.states) {
    if (state.kind != State::Kind::chars) continue;
    // Of each sort, those inside the set part from its first one, or those outside do.
    std::array<std::uint8_t, rx::subject_chars_count> parted{};
    for (std::size_t i = 0; i < sort.size(); ++i) {
      const std::size_t first = sort[i];
      const auto in_set = [&](std::size_t c) {
        return state.set.contains(static_cast<unsigned char>(rx::subject_chars[c]));
      };
      if (first == i || in_set(i) == in_set(first)) continue;
      if (parted[first] == 0) parted[first] = static_cast<std::uint8_t>(i);
      sort[i] = parted[first];
    }
  }
  std::vector<char> result;
  for (std::size_t i = 0; i < sort.size(); ++i) {
    if (sort[i] == i) result.push_back(rx::subject_chars[i]);
  }
  return result;
}

/// The states that can be reached without reading.
class Closure {
 public:
  explicit Closure(const Automaton& automaton)
      : automaton_(automaton), seen_(automaton.states.size(), 0) {}

  /// Begins anew, between these two neighbours.
  void begin(Beside before, Beside after) {
    before_ = before;
    after_ = after;
    ++round_;
    reading_.clear();
    accepts_ = false;
  }
  void add(std::uint32_t from) {
    pending_.push_back(from);
    while (!pending_.empty()) {
      const std::uint32_t id = pending_.back();
      pending_.pop_back();
      if (seen_[id] == round_) continue;
      seen_[id] = round_;
      ++visits_;
      const State& state = automaton_.states[id];
      switch (state.kind) {
        case State::Kind::chars:
          reading_.push_back(id);
          break;
        case State::Kind::accept:
          accepts_ = true;
          break;
        case State::Kind::fork:
          pending_.push_back(state.next);
          pending_.push_back(state.other);
          break;
        case State::Kind::assertion:
          if (holds(state.assertion)) pending_.push_back(state.next);
          break;
      }
    }
  }
  [[nodiscard]] bool accepts() const { return accepts_; }
  [[nodiscard]] const std::vector<std::uint32_t>& reading() const { return reading_; }
  /// Too much work was done: a few hundred optional parts in a row lead from each to all behind it.
  [[nodiscard]] bool is_exhausted() const { return visits_ > max_visits; }

 private:
  // No subject holds a line feed, so lines begin and end where the subject does.
  [[nodiscard]] bool holds(rx::NodeType assertion) const {
    switch (assertion) {
      case rx::NodeType::beginning:
      case rx::NodeType::start:
      case rx::NodeType::bol:
        return before_ == Beside::edge;
      case rx::NodeType::boundary:
        return is_boundary();
      case rx::NodeType::nonboundary:
        return !is_boundary();
      default:
        return after_ == Beside::edge;
    }
  }
  [[nodiscard]] bool is_boundary() const {
    return (before_ == Beside::word) != (after_ == Beside::word);
  }

  const Automaton& automaton_;
  std::vector<std::uint32_t> seen_;
  std::vector<std::uint32_t> pending_;
  std::vector<std::uint32_t> reading_;
  std::size_t visits_ = 0;
  std::uint32_t round_ = 0;
  Beside before_ = Beside::edge;
  Beside after_ = Beside::edge;
  bool accepts_ = false;
};

/// From a place to an end of the subject, by the shortest way.
std::string completion(SubjectPlace place) {
  std::vector<std::pair<SubjectPlace, std::string>> queue = {{place, {}}};
  std::vector<bool> seen(rx::subject::count, false);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const auto [at, text] = queue[i];
    if (rx::is_subject_end(at)) return text;
    for (const char c : rx::subject_chars) {
      const SubjectPlace to = rx::subject_table[at][static_cast<std::size_t>(c)];
      if (to == rx::subject::dead || seen[to]) continue;
      seen[to] = true;
      queue.emplace_back(to, text + c);
    }
  }
  return {};
}

/// Walks through automaton and subjects side by side, each state of the automaton on its own: a
/// match is there if any way leads to one.
class MatchFinder {
 public:
  explicit MatchFinder(const Automaton& automaton)
      : automaton_(automaton),
        chars_(representatives(automaton)),
        closure_(automaton),
        waiting_(static_cast<std::uint32_t>(automaton.states.size())),
        seen_((automaton.states.size() + 1) * rx::subject::count * 3, false) {}

  Proof run() {
    visit({waiting_, rx::subject::begin, Beside::edge, 0, 0});
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (steps_.size() > max_product_states || closure_.is_exhausted()) return Proof::unknown;
      if (expand(i)) return Proof::yes;
    }
    return Proof::no;
  }
  [[nodiscard]] const std::string& example() const { return example_; }

 private:
  struct Step {
    std::uint32_t state;  // `waiting_`: the match has not begun
    SubjectPlace place;
    Beside before;
    char read;
    std::size_t parent;
  };

  void visit(Step step) {
    const std::size_t index = (std::size_t{step.state} * rx::subject::count + step.place) * 3 +
                              static_cast<std::size_t>(step.before);
    if (seen_[index]) return;
    seen_[index] = true;
    steps_.push_back(step);
  }

  bool expand(std::size_t index) {
    const Step step = steps_[index];
    if (rx::is_subject_end(step.place) && accepts(step, Beside::edge)) return found(index, {});
    for (const char c : chars_) {
      const SubjectPlace place = rx::subject_table[step.place][static_cast<std::size_t>(c)];
      if (place == rx::subject::dead) continue;
      if (accepts(step, beside(c))) return found(index, c + completion(place));
      if (step.state == waiting_) visit({waiting_, place, beside(c), c, index});
      for (const std::uint32_t id : closure_.reading()) {
        const State& state = automaton_.states[id];
        if (state.set.contains(static_cast<unsigned char>(c))) {
          visit({state.next, place, beside(c), c, index});
        }
      }
    }
    return false;
  }

  bool accepts(const Step& step, Beside after) {
    closure_.begin(step.before, after);
    closure_.add(step.state == waiting_ ? automaton_.start : step.state);
    return closure_.accepts();
  }

  bool found(std::size_t index, const std::string& rest) {
    for (; index != 0; index = steps_[index].parent) example_.push_back(steps_[index].read);
    std::reverse(example_.begin(), example_.end());
    example_ += rest;
    return true;
  }

  const Automaton& automaton_;
  std::vector<char> chars_;
  Closure closure_;
  std::uint32_t waiting_;
  std::vector<bool> seen_;
  std::vector<Step> steps_;
  std::string example_;
};

/// Looks for a subject without a match: all states of the automaton at once.
class MissFinder {
 public:
  explicit MissFinder(const Automaton& automaton)
      : automaton_(automaton), chars_(representatives(automaton)), closure_(automaton) {}

  /// Whether there is one.
  Proof run() {
    visit({{automaton_.start}, rx::subject::begin, Beside::edge});
    while (!pending_.empty()) {
      if (seen_.size() > max_subsets || closure_.is_exhausted()) return Proof::unknown;
      const Subset subset = std::move(pending_.back());
      pending_.pop_back();
      if (expand(subset)) return Proof::yes;
    }
    return Proof::no;
  }

 private:
  struct Subset {
    std::vector<std::uint32_t> states;  // sorted
    SubjectPlace place;
    Beside before;
  };

  bool accepts(const Subset& subset, Beside after) {
    closure_.begin(subset.before, after);
    for (const std::uint32_t id : subset.states) closure_.add(id);
    return closure_.accepts();
  }

  bool expand(const Subset& subset) {
    if (rx::is_subject_end(subset.place) && !accepts(subset, Beside::edge)) return true;
    for (const char c : chars_) {
      const SubjectPlace place = rx::subject_table[subset.place][static_cast<std::size_t>(c)];
      if (place == rx::subject::dead || accepts(subset, beside(c))) continue;
      Subset next{{automaton_.start}, place, beside(c)};
      for (const std::uint32_t id : closure_.reading()) {
        const State& state = automaton_.states[id];
        if (state.set.contains(static_cast<unsigned char>(c))) next.states.push_back(state.next);
      }
      std::sort(next.states.begin(), next.states.end());
      next.states.erase(std::unique(next.states.begin(), next.states.end()), next.states.end());
      visit(std::move(next));
    }
    return false;
  }

  void visit(Subset subset) {
    std::u32string key(subset.states.begin(), subset.states.end());
    key.push_back(static_cast<char32_t>(subset.place * 3U + static_cast<unsigned>(subset.before)));
    if (seen_.insert(std::move(key)).second) pending_.push_back(std::move(subset));
  }

  const Automaton& automaton_;
  std::vector<char> chars_;
  Closure closure_;
  std::unordered_set<std::u32string> seen_;
  std::vector<Subset> pending_;
};

Automaton automaton_of(const Regex& regex) {
  return rx::make_automaton(regex.tree(), regex.tree().root, rx::AutomatonUse::language);
}

bool is_host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

}  // namespace

Proof can_match_http_subject(const Regex& regex) {
  const Automaton automaton = automaton_of(regex);
  if (!automaton.usable) return Proof::unknown;
  const Proof proof = MatchFinder(automaton).run();
  return proof == Proof::yes && !automaton.exact ? Proof::unknown : proof;
}

std::optional<std::string> example_http_subject(const Regex& regex) {
  const Automaton automaton = automaton_of(regex);
  if (!automaton.usable || !automaton.exact) return std::nullopt;
  MatchFinder finder(automaton);
  if (finder.run() != Proof::yes) return std::nullopt;
  return finder.example();
}

Proof matches_every_http_subject(const Regex& regex) {
  const Automaton automaton = automaton_of(regex);
  if (!automaton.usable) return Proof::unknown;
  switch (MissFinder(automaton).run()) {
    case Proof::yes:
      return Proof::no;
    case Proof::no:
      return automaton.exact ? Proof::yes : Proof::unknown;
    default:
      return Proof::unknown;
  }
}

std::optional<std::string> literal_host(std::string_view pattern) {
  std::string host;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size() && (pattern[i + 1] == '.' || pattern[i + 1] == '-')) {
      c = pattern[++i];
    }
    const bool label_open = !host.empty() && host.back() != '.';
    if (!is_host_char(c) && !(c == '.' && label_open)) return std::nullopt;
    host.push_back(c);
  }
  if (host.empty() || host.back() == '.') return std::nullopt;
  return host;
}

}  // namespace shirlint::dotnet
