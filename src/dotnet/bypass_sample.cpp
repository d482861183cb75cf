// A subject that a pattern would probably match. A guess: the caller asks the regular expression.
#include <cctype>

#include "text/ascii.h"

#include "dotnet/bypass_form.h"

namespace shirlint::dotnet {
namespace {

constexpr std::size_t longest_sample = 300;  // counted loops within counted loops grow fast

/// Reads the pattern once, left to right; gives up on what it does not know.
class Sampler {
 public:
  explicit Sampler(std::string_view pattern) : pattern_(pattern) {}

  bool run() {
    while (at_ < pattern_.size()) {
      if (!atom()) return false;
    }
    return true;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  [[nodiscard]] bool more() const { return at_ < pattern_.size(); }

  /// One atom and its quantifier; what may be missing is left out.
  bool atom() {
    const std::size_t before = text_.size();
    const char c = pattern_[at_];
    if (c == '^' || c == '$') {
      ++at_;
      return true;
    }
    if (c == '|') {  // the first branch will do
      at_ = pattern_.size();
      return true;
    }
    if (c == '(') {
      if (!group()) return false;
    } else if (c == '[') {
      if (!set()) return false;
    } else if (c == '\\') {
      if (!escape()) return false;
    } else {
      ++at_;
      text_ += c == '.' ? 'a' : text::lower(c);
    }
    return quantifier(before);
  }

  bool quantifier(std::size_t before) {
    if (!more()) return true;
    const char c = pattern_[at_];
    if (c == '?' || c == '*') {
      // "https?" and "http" would both do: keep what is there only if it must be
      text_.resize(before);
      ++at_;
    } else if (c == '+') {
      ++at_;
    } else if (c == '{' && at_ + 1 < pattern_.size() &&
               std::isdigit(static_cast<unsigned char>(pattern_[at_ + 1])) != 0) {
      return counted(before);
    } else {
      return true;
    }
    if (more() && pattern_[at_] == '?') ++at_;
    return true;
  }

  bool counted(std::size_t before) {
    const std::size_t close = pattern_.find('}', at_);
    if (close == std::string_view::npos) return false;
    int count = 0;
    for (std::size_t at = at_ + 1; at < close && pattern_[at] != ','; ++at) {
      count = count * 10 + (pattern_[at] - '0');
      if (count < 0 || count > 60) return false;
    }
    const std::string once = text_.substr(before);
    if (once.size() * static_cast<std::size_t>(count) > longest_sample) return false;
    text_.resize(before);
    for (int i = 0; i < count; ++i) text_ += once;
    at_ = close + 1;
    return true;
  }

  /// "(...)", "(?:...)" and named groups: the first branch inside.
  bool group() {
    std::size_t depth = 0;
    std::size_t end = at_;
    for (; end < pattern_.size(); ++end) {
      if (pattern_[end] == '\\') {
        ++end;
      } else if (pattern_[end] == '(') {
        ++depth;
      } else if (pattern_[end] == ')' && --depth == 0) {
        break;
      }
    }
    if (end >= pattern_.size()) return false;
    std::string_view inside = pattern_.substr(at_ + 1, end - at_ - 1);
    if (inside.starts_with("?:")) {
      inside.remove_prefix(2);
    } else if (inside.starts_with("?<") && !inside.starts_with("?<=") &&
               !inside.starts_with("?<!")) {
      inside.remove_prefix(inside.find('>') + 1);
    } else if (inside.starts_with("?")) {
      return false;
    }
    if (++nested_ > 20) return false;
    Sampler inner(inside);
    inner.nested_ = nested_;
    if (!inner.run()) return false;
    text_ += inner.text_;
    at_ = end + 1;
    return true;
  }

  bool set() {
    const std::size_t end = pattern_.find(']', at_ + 2);
    if (end == std::string_view::npos) return false;
    const std::string_view inside = pattern_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    if (inside.front() == '^') {
      text_ += 'a';
    } else if (inside.front() == '\\') {
      if (inside.size() < 2) return false;
      text_ += inside[1] == 'd' ? '1' : (inside[1] == 'w' ? 'a' : inside[1]);
    } else {
      text_ += text::lower(inside.front());
    }
    return true;
  }

  bool escape() {
    if (at_ + 1 >= pattern_.size()) return false;
    const char c = pattern_[at_ + 1];
    at_ += 2;
    if (c == 'd') {
      text_ += '1';
    } else if (c == 'w' || c == 'S' || c == 'D') {
      text_ += 'a';
    } else if (c == 'b') {
      return true;
    } else if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      return false;
    } else {
      text_ += c;
    }
    return true;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::string text_;
  int nested_ = 0;
};

}  // namespace

std::optional<std::string> sample_subject(std::string_view pattern) {
  Sampler sampler(pattern);
  if (!sampler.run() || sampler.text().size() > longest_sample) return std::nullopt;
  std::string subject = sampler.text();
  if (is_subject(subject)) return subject;
  std::string_view rest = subject;
  if (rest.starts_with("://")) rest.remove_prefix(3);
  for (const std::string_view start : {"https://", "https://a", "http://"}) {
    for (const std::string_view end : {"", "a", "a.example"}) {
      std::string candidate;
      candidate.append(start).append(rest).append(end);
      if (is_subject(candidate)) return candidate;
    }
  }
  return std::nullopt;
}

}  // namespace shirlint::dotnet
