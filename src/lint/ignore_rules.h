// What a search of folders leaves out: --exclude globs and what Git ignores.
// Rule source: gitignore(5).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace shirlint::lint {

/// Does `pattern` match all of `path`? `*` and `?` stop at "/", `**` does not, `[a-z]` is a set.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view path);

/// The patterns of one .gitignore file.
class IgnoreFile {
 public:
  /// `folder` is where the file stands, relative to where the search's paths start ("" = there).
  IgnoreFile(std::string_view text, std::string folder);

  enum class Answer : unsigned char { silent, ignored, kept };
  /// `path` as `folder` is; the last pattern that matches decides.
  [[nodiscard]] Answer ask(std::string_view path, bool is_folder) const;

 private:
  struct Pattern {
    std::string glob;
    bool negated = false;
    bool folders_only = false;
    bool anchored = false;  // matched on the path, not on the name
  };

  std::string folder_;
  std::vector<Pattern> patterns_;
};

}  // namespace shirlint::lint
