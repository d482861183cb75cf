#include "lint/ignore_rules.h"

#include <algorithm>
#include <array>
#include <optional>

#include "io/reader.h"

namespace shirlint::lint {
namespace {

using Set = std::bitset<256>;

std::size_t code(char character) { return static_cast<unsigned char>(character); }

void add_range(Set& set, char low, char high) {
  for (std::size_t at = code(low); at <= code(high); ++at) set.set(at);
}

struct NamedClass {
  std::string_view name;
  std::string_view ranges;  // first and last characters, in pairs
};

/// The classes of POSIX, for ASCII.
constexpr std::array<NamedClass, 12> named_classes = {{
    {"alnum", "09AZaz"},
    {"alpha", "AZaz"},
    {"blank", "  \t\t"},
    {"cntrl", "\x01\x1f\x7f\x7f"},
    {"digit", "09"},
    {"graph", "!~"},
    {"lower", "az"},
    {"print", " ~"},
    {"punct", "!/:@[`{~"},
    {"space", "\t\r  "},
    {"upper", "AZ"},
    {"xdigit", "09AFaf"},
}};

/// A set in brackets, from behind the opening one.
class SetReader {
 public:
  SetReader(std::string_view pattern, std::size_t at) : pattern_(pattern), at_(at) {}

  /// Nothing when the set is not closed or names an unknown class.
  std::optional<Set> read() {
    const bool negated = peek() == '!' || peek() == '^';
    if (negated) ++at_;
    // A closing bracket that comes first is a character like any other.
    for (bool first = true; first || peek() != ']'; first = false) {
      if (at_ >= pattern_.size() || !read_item()) return std::nullopt;
    }
    ++at_;
    return negated ? ~set_ : set_;
  }

  /// Behind the closing bracket.
  [[nodiscard]] std::size_t end() const { return at_; }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0';
  }

  /// One character, a backslash before it left out.
  std::optional<char> read_character() {
    if (peek() == '\\') ++at_;
    if (at_ >= pattern_.size()) return std::nullopt;
    return pattern_[at_++];
  }

  bool read_item() {
    if (peek() == '[' && peek(1) == ':') {
      const std::size_t close = pattern_.find(']', at_ + 2);
      if (close == std::string_view::npos) return false;
      // "[:" that is not closed by ":]" is two characters.
      if (close > at_ + 2 && pattern_[close - 1] == ':') return read_class(close);
    }
    const std::optional<char> low = read_character();
    if (!low) return false;
    set_.set(code(*low));
    if (peek() != '-' || peek(1) == ']' || peek(1) == '\0') return true;
    ++at_;
    const std::optional<char> high = read_character();
    if (!high) return false;
    add_range(set_, *low, *high);
    return true;
  }

  bool read_class(std::size_t close) {
    const std::string_view name = pattern_.substr(at_ + 2, close - at_ - 3);
    const auto* const known =
        std::find_if(named_classes.begin(), named_classes.end(),
                     [&](const NamedClass& each) { return each.name == name; });
    if (known == named_classes.end()) return false;
    for (std::size_t pair = 0; pair < known->ranges.size(); pair += 2) {
      add_range(set_, known->ranges[pair], known->ranges[pair + 1]);
    }
    at_ = close + 1;
    return true;
  }

  std::string_view pattern_;
  std::size_t at_;
  Set set_;
};

/// A line without the blanks at its end; one behind a backslash stays.
std::string_view without_trailing_blanks(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
      end = std::min(at + 1, line.size());
    } else if (line[at] != ' ') {
      end = at + 1;
    }
  }
  return line.substr(0, end);
}

}  // namespace

Glob::Glob(std::string_view pattern) {
  for (std::size_t at = 0; at < pattern.size() && !broken_;) {
    at = pattern[at] == '*' ? add_stars(pattern, at) : add_character(pattern, at);
  }
}

std::size_t Glob::add_stars(std::string_view pattern, std::size_t at) {
  const std::size_t end = std::min(pattern.find_first_not_of('*', at), pattern.size());
  // Git takes plain characters at the beginning away before it looks at stars: those of "a**" begin
  // a name for it.
  const bool begins_name =
      (at > 0 && pattern[at - 1] == '/') || pattern.find_first_of("*?[\\") == at;
  // An escaped slash ends a name, too, but is not optional as a plain one is.
  const bool escaped = pattern.substr(end, 2) == "\\/";
  const bool whole_name = begins_name && (end == pattern.size() || pattern[end] == '/' || escaped);
  if (end - at < 2 || !whole_name) {
    steps_.push_back({Kind::star, {}});
    return end;
  }
  const bool last = end == pattern.size();
  steps_.push_back({last || escaped ? Kind::rest : Kind::folders, {}});
  return last || escaped ? end : end + 1;
}

std::size_t Glob::add_character(std::string_view pattern, std::size_t at) {
  Step step;
  std::size_t end = at + 1;
  if (pattern[at] == '[') {
    SetReader reader(pattern, at + 1);
    const std::optional<Set> set = reader.read();
    broken_ = !set;
    if (set) step.set = *set;
    step.set.reset('/');
    end = reader.end();
  } else if (pattern[at] == '?') {
    step.set.set();
    step.set.reset('/');
  } else if (pattern[at] == '\\') {
    broken_ = end == pattern.size();
    if (!broken_) step.set.set(code(pattern[end++]));
  } else {
    step.set.set(code(pattern[at]));
  }
  steps_.push_back(step);
  return end;
}

bool Glob::matches(std::string_view path) const {
  if (broken_) return false;
  // Every step that the path so far can have led to: no backtracking, so no pattern takes longer
  // than pattern times path. `inside[n]`: step n has taken a part of the path and may take more.
  std::vector<bool> before(steps_.size() + 1, false);
  std::vector<bool> inside(steps_.size() + 1, false);
  const auto skip_what_may_be_empty = [&](std::vector<bool>& states) {
    for (std::size_t at = 0; at < steps_.size(); ++at) {
      if (states[at] && steps_[at].kind != Kind::one) states[at + 1] = true;
    }
  };
  before[0] = true;
  skip_what_may_be_empty(before);
  for (const char character : path) {
    std::vector<bool> next(steps_.size() + 1, false);
    for (std::size_t at = 0; at < steps_.size(); ++at) {
      const Step& step = steps_[at];
      const bool here = before[at] || inside[at];
      if (!here) continue;
      switch (step.kind) {
        case Kind::one:
          if (step.set.test(code(character))) next[at + 1] = true;
          break;
        case Kind::star:
          if (character != '/') next[at] = true;
          break;
        case Kind::folders:
          inside[at] = true;
          if (character == '/') next[at + 1] = true;
          break;
        case Kind::rest:
          next[at] = true;
          break;
      }
    }
    skip_what_may_be_empty(next);
    before.swap(next);
  }
  return before[steps_.size()];
}

IgnoreFile::IgnoreFile(std::string_view text, std::string folder) : folder_(std::move(folder)) {
  if (folder_.empty() || folder_.back() != '/') folder_ += '/';
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) {
    text.remove_prefix(byte_order_mark.size());
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!line.empty() && line.front() != '#') add(without_trailing_blanks(line));
  }
}

void IgnoreFile::add(std::string_view line) {
  const bool negated = !line.empty() && line.front() == '!';
  if (negated) line.remove_prefix(1);
  const bool folders_only = !line.empty() && line.back() == '/';
  if (folders_only) line.remove_suffix(1);
  const bool anchored = line.find('/') != std::string_view::npos;
  if (!line.empty() && line.front() == '/') line.remove_prefix(1);
  if (!line.empty()) patterns_.push_back({Glob(line), negated, folders_only, anchored});
}

IgnoreFile::Answer IgnoreFile::ask(std::string_view path, bool is_folder) const {
  if (path.substr(0, folder_.size()) != folder_) return Answer::silent;
  path.remove_prefix(folder_.size());
  const auto last = std::find_if(patterns_.rbegin(), patterns_.rend(), [&](const Pattern& pattern) {
    if (pattern.folders_only && !is_folder) return false;
    return pattern.glob.matches(pattern.anchored ? path : io::file_name(path));
  });
  if (last == patterns_.rend()) return Answer::silent;
  return last->negated ? Answer::kept : Answer::ignored;
}

}  // namespace shirlint::lint
