// What a search of folders leaves out: --exclude globs and what Git ignores.
// Rule source: gitignore(5), and `git check-ignore` of Git 2.39 where that is silent.
#pragma once

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shirlint::lint {

/// A pattern on whole paths. `*`, `?` and sets stop at "/"; `**` between slashes (or at an end)
/// stands for any number of folders; `\` takes the next character for itself. A pattern with a set
/// that is not closed, or with a `\` at its end, matches nothing.
class Glob {
 public:
  explicit Glob(std::string_view pattern);
  [[nodiscard]] bool matches(std::string_view path) const;

 private:
  enum class Kind : unsigned char {
    one,      // a character of `set`
    star,     // any characters of one name
    folders,  // "**/": no folder, or any number of them with their slashes
    rest,     // "**" at the end, or before an escaped slash
  };
  struct Step {
    Kind kind = Kind::one;
    std::bitset<256> set;
  };

  /// Both add one step for what stands at `at`, and return where it ends.
  std::size_t add_stars(std::string_view pattern, std::size_t at);
  std::size_t add_character(std::string_view pattern, std::size_t at);

  std::vector<Step> steps_;
  bool broken_ = false;
};

/// The patterns of one .gitignore file.
class IgnoreFile {
 public:
  /// `folder`: where the file stands, from the root.
  IgnoreFile(std::string_view text, std::string folder);

  enum class Answer : unsigned char { silent, ignored, kept };
  /// What this file says of `path`, from the root; the last pattern that matches decides. That all
  /// in an ignored folder is ignored is the caller's to know. A link is no folder.
  [[nodiscard]] Answer ask(std::string_view path, bool is_folder) const;

 private:
  struct Pattern {
    Glob glob;
    bool negated = false;
    bool folders_only = false;
    bool anchored = false;  // matched on the path, not on the name
  };

  void add(std::string_view line);

  std::string folder_;  // ends in "/"
  std::vector<Pattern> patterns_;
};

}  // namespace shirlint::lint
