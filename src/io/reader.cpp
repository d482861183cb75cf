#include "io/reader.h"

#include <algorithm>

namespace shirlint::io {

std::string join_path(std::string_view folder, std::string_view name) {
  if (folder.empty() || folder == ".") return std::string(name);
  std::string joined(folder);
  if (joined.back() != '/') joined += '/';
  return joined.append(name);
}

std::string absolute_path(std::string_view current, std::string_view path) {
  std::vector<std::string_view> names;
  const auto walk = [&](std::string_view part) {
    while (!part.empty()) {
      const std::size_t slash = std::min(part.find('/'), part.size());
      const std::string_view name = part.substr(0, slash);
      part.remove_prefix(std::min(slash + 1, part.size()));
      if (name == ".." && !names.empty()) names.pop_back();
      if (!name.empty() && name != "." && name != "..") names.push_back(name);
    }
  };
  if (path.empty() || path.front() != '/') walk(current);
  walk(path);
  std::string joined;
  for (const std::string_view name : names) joined.append("/").append(name);
  return joined.empty() ? "/" : joined;
}

std::string parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  if (slash == 2 && path[1] == ':') return std::string(path.substr(0, 3));
  return std::string(slash == 0 ? "/" : path.substr(0, slash));
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string full_name(const Reader& reader, const std::string& path) {
  return join_path(reader.absolute(parent_path(path)), file_name(path));
}

}  // namespace shirlint::io
