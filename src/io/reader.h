// The reading half of the seam to the machine's files. Whoever holds only a Reader cannot write.
// Paths are UTF-8 with "/" between folders; "" is no path, "." the current folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/error.h"

namespace shirlint::io {

enum class Kind : std::uint8_t { missing, file, folder, other };

struct Entry {
  std::string name;
  Kind kind = Kind::other;  // of what a link points to
  bool link = false;
};

class Reader {
 public:
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  virtual ~Reader() = default;

  [[nodiscard]] virtual Kind kind(const std::string& path) const = 0;
  /// The whole file. A file of more than `limit` bytes is an error ("too large for shirlint").
  [[nodiscard]] virtual text::Result<std::string> read(const std::string& path,
                                                       std::size_t limit) const = 0;
  /// Entries of a folder, without "." and "..", in the order of their names' bytes.
  [[nodiscard]] virtual text::Result<std::vector<Entry>> list(const std::string& folder) const = 0;
  /// The same place by its full name: from the root, without "." and "..", links followed.
  [[nodiscard]] virtual std::string absolute(const std::string& path) const = 0;
};

/// The largest file that is read at all.
inline constexpr std::size_t file_limit = std::size_t{16} * 1024 * 1024;

/// "a/b" + "c" = "a/b/c"; "." + "c" = "c".
[[nodiscard]] std::string join_path(std::string_view folder, std::string_view name);
/// `path` from the root where it begins in `current`, a path from the root: "/a/b" and "../c" are
/// "/a/c". Only the names are looked at.
[[nodiscard]] std::string absolute_path(std::string_view current, std::string_view path);
/// "a/b/c" -> "a/b"; "c" -> "."; "/c" -> "/"; "C:/c" -> "C:/".
[[nodiscard]] std::string parent_path(std::string_view path);
[[nodiscard]] std::string_view file_name(std::string_view path);
/// The full name of the name that is given, not of what a link leads to: replace_file refuses
/// links, and records of runs name files so.
[[nodiscard]] std::string full_name(const Reader& reader, const std::string& path);

}  // namespace shirlint::io
