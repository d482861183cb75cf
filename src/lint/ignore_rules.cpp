#include "lint/ignore_rules.h"

#include <algorithm>

#include "io/reader.h"

namespace shirlint::lint {
namespace {

/// Length of the set that begins at `pattern[0] == '['`, and whether it holds `character`.
/// Length 0: it is not closed, so the bracket stands for itself.
std::size_t match_set(std::string_view pattern, char character, bool& inside) {
  std::size_t at = 1;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  bool found = false;
  for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false) {
    if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
    const char low = pattern[at++];
    char high = low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      high = pattern[at + 1];
      at += 2;
    }
    found = found || (low <= character && character <= high);
  }
  if (at >= pattern.size()) return 0;
  inside = found != negated;
  return at + 1;
}

/// One character of `pattern` against one of the path; the length used, 0 when it does not match.
std::size_t match_one(std::string_view pattern, char character) {
  if (pattern.empty()) return 0;
  if (pattern[0] == '?') return character != '/' ? 1 : 0;
  if (pattern[0] == '[') {
    bool inside = false;
    const std::size_t length = match_set(pattern, character, inside);
    if (length != 0) return inside && character != '/' ? length : 0;
  }
  if (pattern[0] == '\\' && pattern.size() > 1) return pattern[1] == character ? 2 : 0;
  return pattern[0] == character ? 1 : 0;
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view path) {
  // Every position of the pattern that the path so far can have led to: no backtracking, so no
  // pattern takes longer than pattern times path.
  std::vector<bool> now(pattern.size() + 1, false);
  now[0] = true;
  const auto stars = [&](std::size_t at) {
    return pattern.compare(at, 2, "**") == 0 ? std::size_t{2}
           : at < pattern.size() && pattern[at] == '*' ? std::size_t{1} : std::size_t{0};
  };
  const auto skip_stars = [&](std::vector<bool>& states) {
    for (std::size_t at = 0; at < pattern.size(); ++at) {
      if (!states[at]) continue;
      const std::size_t length = stars(at);
      if (length == 0) continue;
      states[at + length] = true;
      // "**/" also stands for no folder at all.
      if (length == 2 && at + 2 < pattern.size() && pattern[at + 2] == '/' &&
          (at == 0 || pattern[at - 1] == '/')) {
        states[at + 3] = true;
      }
    }
  };
  skip_stars(now);
  for (const char character : path) {
    std::vector<bool> next(pattern.size() + 1, false);
    for (std::size_t at = 0; at < pattern.size(); ++at) {
      if (!now[at]) continue;
      const std::size_t length = stars(at);
      if (length != 0) {
        if (length == 2 || character != '/') next[at] = true;
      } else if (const std::size_t used = match_one(pattern.substr(at), character); used != 0) {
        next[at + used] = true;
      }
    }
    skip_stars(next);
    now.swap(next);
  }
  return now[pattern.size()];
}

IgnoreFile::IgnoreFile(std::string_view text, std::string folder) : folder_(std::move(folder)) {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    std::string line(text.substr(from, end - from));
    from = end + 1;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    while (!line.empty() && line.back() == ' ' &&
           !(line.size() > 1 && line[line.size() - 2] == '\\')) {
      line.pop_back();
    }
    if (line.empty() || line[0] == '#') continue;
    Pattern pattern;
    if (line[0] == '!') {
      pattern.negated = true;
      line.erase(0, 1);
    }
    if (!line.empty() && line.back() == '/') {
      pattern.folders_only = true;
      line.pop_back();
    }
    pattern.anchored = line.find('/') != std::string::npos;
    if (!line.empty() && line[0] == '/') line.erase(0, 1);
    if (line.empty()) continue;
    pattern.glob = line;
    patterns_.push_back(std::move(pattern));
  }
}

IgnoreFile::Answer IgnoreFile::ask(std::string_view path, bool is_folder) const {
  if (!folder_.empty()) {
    const bool below = path.size() > folder_.size() &&
                       path.compare(0, folder_.size(), folder_) == 0 && path[folder_.size()] == '/';
    if (!below) return Answer::silent;
    path.remove_prefix(folder_.size() + 1);
  }
  for (auto at = patterns_.rbegin(); at != patterns_.rend(); ++at) {
    if (at->folders_only && !is_folder) continue;
    const std::string_view subject = at->anchored ? path : io::file_name(path);
    if (matches_glob(at->glob, subject)) return at->negated ? Answer::kept : Answer::ignored;
  }
  return Answer::silent;
}

}  // namespace shirlint::lint
