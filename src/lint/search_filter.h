// The folders of a search as it sees them: what --exclude names, what Git ignores and what is ours
// are left out.
// Rule source: gitignore(5). Not read: core.excludesFile, which is a person's own and would make
// two people's runs differ.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/reader.h"
#include "lint/ignore_rules.h"
#include "text/error.h"

namespace shirlint::lint {

class SearchFilter {
 public:
  /// `root` is the folder that was named; a work tree around it counts, unless Git ignores `root`
  /// itself: who names a folder wants it searched.
  SearchFilter(const io::Reader& reader, std::string root, std::span<const std::string> excludes);

  /// What is left of `folder`, the root or one below it. A folder must be asked for before those
  /// below it, and these before its neighbours: the .gitignore files on the way are kept.
  [[nodiscard]] text::Result<std::vector<io::Entry>> list(const std::string& folder);

 private:
  struct Level {
    std::string folder;              // from the root of the file system
    std::vector<IgnoreFile> ignore;  // the later ones count more
    bool work_tree = false;          // its top: what stands further up says nothing here
  };
  struct Exclude {
    Glob glob;
    bool folders_only = false;
  };

  void enter_work_tree_around();
  void enter(const std::string& whole);
  void leave_all_but_parents_of(std::string_view whole);
  void read_ignore_file(Level& level, const std::string& name) const;
  [[nodiscard]] std::string below_root(const std::string& folder) const;
  [[nodiscard]] bool is_excluded(std::string_view below, const io::Entry& entry) const;
  [[nodiscard]] bool git_ignores(std::string_view whole, bool is_folder) const;

  const io::Reader& reader_;
  std::string root_;        // as it was named
  std::string whole_root_;  // from the root of the file system
  std::vector<Exclude> excludes_;
  std::vector<Level> levels_;  // from the outermost to the folder listed last
};

}  // namespace shirlint::lint
