#include "lint/search_filter.h"

#include <algorithm>

namespace shirlint::lint {
namespace {

bool is_never_searched(std::string_view name) {
  constexpr std::string_view backup = ".shirlint-backup";
  const bool is_backup =
      name.size() >= backup.size() && name.substr(name.size() - backup.size()) == backup;
  return name == ".git" || name == "node_modules" || name == ".shirlint" || is_backup;
}

bool is_above(std::string_view folder, std::string_view whole) {
  if (folder == "/") return whole != "/";
  return whole.size() > folder.size() && whole.substr(0, folder.size()) == folder &&
         whole[folder.size()] == '/';
}

}  // namespace

SearchFilter::SearchFilter(const io::Reader& reader, std::string root,
                           std::span<const std::string> excludes)
    : reader_(reader), root_(std::move(root)), whole_root_(reader.absolute(root_)) {
  for (std::string_view glob : excludes) {
    const bool folders_only = !glob.empty() && glob.back() == '/';
    if (folders_only) glob.remove_suffix(1);
    excludes_.push_back({Glob(glob), folders_only});
  }
  enter_work_tree_around();
}

void SearchFilter::enter_work_tree_around() {
  std::vector<std::string> above;
  bool inside = reader_.kind(io::join_path(whole_root_, ".git")) != io::Kind::missing;
  if (inside) return;  // the root is a top itself: `list` sees that
  for (std::string at = whole_root_; !inside;) {
    std::string up = io::parent_path(at);
    if (up == at || up == ".") return;
    inside = reader_.kind(io::join_path(up, ".git")) != io::Kind::missing;
    above.push_back(up);
    at = std::move(up);
  }
  std::reverse(above.begin(), above.end());
  for (const std::string& folder : above) {
    if (git_ignores(folder, true)) {
      levels_.clear();
      return;
    }
    enter(folder);
  }
  if (git_ignores(whole_root_, true)) levels_.clear();
}

void SearchFilter::enter(const std::string& whole) {
  Level level;
  level.folder = whole;
  level.work_tree = reader_.kind(io::join_path(whole, ".git")) != io::Kind::missing;
  if (level.work_tree) read_ignore_file(level, ".git/info/exclude");
  if (level.work_tree || !levels_.empty()) read_ignore_file(level, ".gitignore");
  if (level.work_tree || !levels_.empty()) levels_.push_back(std::move(level));
}

void SearchFilter::leave_all_but_parents_of(std::string_view whole) {
  while (!levels_.empty() && !is_above(levels_.back().folder, whole)) levels_.pop_back();
}

void SearchFilter::read_ignore_file(Level& level, const std::string& name) const {
  const std::string path = io::join_path(level.folder, name);
  if (reader_.kind(path) != io::Kind::file) return;
  const auto text = reader_.read(path, io::file_limit);
  if (text) level.ignore.emplace_back(*text, level.folder);
}

text::Result<std::vector<io::Entry>> SearchFilter::list(const std::string& folder) {
  text::Result<std::vector<io::Entry>> entries = reader_.list(folder);
  if (!entries) return entries;
  const std::string below = below_root(folder);
  const std::string whole = below.empty() ? whole_root_ : io::join_path(whole_root_, below);
  leave_all_but_parents_of(whole);
  enter(whole);
  const auto left_out = [&](const io::Entry& entry) {
    return is_never_searched(entry.name) || is_excluded(io::join_path(below, entry.name), entry) ||
           git_ignores(io::join_path(whole, entry.name),
                       entry.kind == io::Kind::folder && !entry.link);
  };
  entries->erase(std::remove_if(entries->begin(), entries->end(), left_out), entries->end());
  return entries;
}

std::string SearchFilter::below_root(const std::string& folder) const {
  if (folder == root_) return "";
  if (root_ == ".") return folder;
  return folder.substr(root_.size() + (root_.back() == '/' ? 0 : 1));
}

bool SearchFilter::is_excluded(std::string_view below, const io::Entry& entry) const {
  return std::any_of(excludes_.begin(), excludes_.end(), [&](const Exclude& exclude) {
    if (exclude.folders_only && entry.kind != io::Kind::folder) return false;
    return exclude.glob.matches(below) || exclude.glob.matches(entry.name);
  });
}

bool SearchFilter::git_ignores(std::string_view whole, bool is_folder) const {
  IgnoreFile::Answer answer = IgnoreFile::Answer::silent;
  // From the innermost file outwards, as far as the top of the work tree.
  const auto speaks = [&](const IgnoreFile& file) {
    answer = file.ask(whole, is_folder);
    return answer != IgnoreFile::Answer::silent;
  };
  const auto decides = [&](const Level& level) {
    return std::find_if(level.ignore.rbegin(), level.ignore.rend(), speaks) !=
               level.ignore.rend() ||
           level.work_tree;
  };
  static_cast<void>(std::find_if(levels_.rbegin(), levels_.rend(), decides));
  return answer == IgnoreFile::Answer::ignored;
}

}  // namespace shirlint::lint
