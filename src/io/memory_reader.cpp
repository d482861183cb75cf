#include "io/memory_reader.h"

namespace shirlint::io {
namespace {

/// What the full name of every path below `folder` begins with.
std::string prefix_of(const std::string& folder) { return folder == "/" ? folder : folder + "/"; }

}  // namespace

void MemoryReader::add(const std::string& path, std::string bytes) {
  files_[absolute(path)] = std::move(bytes);
}

void MemoryReader::refuse(const std::string& path, std::string reason) {
  refused_[absolute(path)] = std::move(reason);
}

Kind MemoryReader::kind(const std::string& path) const {
  const std::string whole = absolute(path);
  if (files_.count(whole) != 0) return Kind::file;
  const std::string prefix = prefix_of(whole);
  const auto at = files_.lower_bound(prefix);
  const bool inside = at != files_.end() && at->first.compare(0, prefix.size(), prefix) == 0;
  return inside ? Kind::folder : Kind::missing;
}

text::Result<std::string> MemoryReader::read(const std::string& path, std::size_t limit) const {
  const std::string whole = absolute(path);
  if (const auto at = refused_.find(whole); at != refused_.end()) {
    return text::fail("cannot be read: " + at->second, path);
  }
  const auto at = files_.find(whole);
  if (at == files_.end()) return text::fail("cannot be read: No such file or directory", path);
  if (at->second.size() > limit) return text::fail("is too large for shirlint", path);
  return at->second;
}

text::Result<std::vector<Entry>> MemoryReader::list(const std::string& folder) const {
  const std::string whole = absolute(folder);
  if (const auto at = refused_.find(whole); at != refused_.end()) {
    return text::fail("cannot be searched: " + at->second, folder);
  }
  const std::string prefix = prefix_of(whole);
  std::map<std::string, Kind> names;
  for (auto at = files_.lower_bound(prefix);
       at != files_.end() && at->first.compare(0, prefix.size(), prefix) == 0; ++at) {
    const std::string rest = at->first.substr(prefix.size());
    const std::size_t slash = rest.find('/');
    names[rest.substr(0, slash)] = slash == std::string::npos ? Kind::file : Kind::folder;
  }
  if (names.empty()) return text::fail("cannot be searched: No such file or directory", folder);
  std::vector<Entry> entries;
  entries.reserve(names.size());
  for (const auto& [name, kind] : names) entries.push_back({name, kind, false});
  return entries;
}

std::string MemoryReader::absolute(const std::string& path) const {
  return absolute_path(current_, path);
}

}  // namespace shirlint::io
