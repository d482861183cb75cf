#include "io/disk_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include "io/posix/descriptor.h"

namespace shirlint::io {
namespace {

namespace fs = std::filesystem;

fs::path native(const std::string& path) {
  return fs::path(std::u8string(path.begin(), path.end()));
}

std::string utf8(const fs::path& path) {
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
}

Kind to_kind(const fs::file_status& status) {
  switch (status.type()) {
    case fs::file_type::regular:
      return Kind::file;
    case fs::file_type::directory:
      return Kind::folder;
    case fs::file_type::not_found:
      return Kind::missing;
    default:
      return Kind::other;
  }
}

Kind to_kind(const struct ::stat& status) {
  if (S_ISREG(status.st_mode)) return Kind::file;
  return S_ISDIR(status.st_mode) ? Kind::folder : Kind::other;
}

/// What stands at `path`, links followed, and for a file its size.
Kind look_at(const std::string& path, std::uintmax_t& size) {
  struct ::stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return errno == ENOENT || errno == ENOTDIR ? Kind::missing : Kind::other;
  }
  size = static_cast<std::uintmax_t>(status.st_size);
  return to_kind(status);
}

/// Up to `size` bytes; fewer only at the end of the file. Nothing after an error, with `errno` set.
std::optional<std::size_t> read_up_to(int file, char* bytes, std::size_t size) {
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got = ::read(file, bytes + have, size - have);
    if (got == 0) break;
    if (got > 0) {
      have += static_cast<std::size_t>(got);
    } else if (errno != EINTR) {
      return std::nullopt;
    }
  }
  return have;
}

std::string reason(int code) { return std::error_code(code, std::generic_category()).message(); }

}  // namespace

Kind DiskReader::kind(const std::string& path) const {
  std::uintmax_t ignored = 0;
  return look_at(path, ignored);
}

text::Result<std::string> DiskReader::read(const std::string& path, std::size_t limit) const {
  std::uintmax_t size = 0;
  if (const Kind what = look_at(path, size); what == Kind::folder || what == Kind::other) {
    return text::fail("cannot be read: it is no regular file", path);
  }
  const posix::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return text::fail("cannot be read: " + reason(errno), path);
  // One byte more than is expected shows a file that grew, or that does not know its size.
  std::string bytes(std::min<std::uintmax_t>(size, limit) + 1, '\0');
  std::size_t have = 0;
  for (;;) {
    const auto got = read_up_to(file.get(), &bytes[have], bytes.size() - have);
    if (!got) return text::fail("cannot be read: " + reason(errno), path);
    have += *got;
    if (have < bytes.size()) break;
    if (have > limit) {
      return text::fail(
          "is too large for shirlint: more than " + std::to_string(limit / 1024 / 1024) + " MB",
          path);
    }
    bytes.resize(std::min(bytes.size() * 2 + 4096, limit + 1));
  }
  bytes.resize(have);
  return bytes;
}

text::Result<std::vector<Entry>> DiskReader::list(const std::string& folder) const {
  std::error_code error;
  std::vector<Entry> entries;
  fs::directory_iterator at(native(folder), error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    std::error_code unknown;
    // The listing itself tells what most things are; a link has to be followed.
    if (at->is_regular_file(unknown) || at->is_directory(unknown)) {
      const Kind kind = at->is_directory(unknown) ? Kind::folder : Kind::file;
      entries.push_back({utf8(at->path().filename()), kind, at->is_symlink(unknown)});
      continue;
    }
    const fs::file_status status = at->status(unknown);
    // A link that leads nowhere, or in a circle, is something; what cannot be looked at is not.
    if (status.type() == fs::file_type::none &&
        unknown != std::errc::too_many_symbolic_link_levels) {
      return text::fail("cannot be read: " + unknown.message(), utf8(at->path()));
    }
    entries.push_back({utf8(at->path().filename()), to_kind(status), at->is_symlink(unknown)});
  }
  if (error) return text::fail("cannot be searched: " + error.message(), folder);
  std::sort(entries.begin(), entries.end(),
            [](const Entry& left, const Entry& right) { return left.name < right.name; });
  return entries;
}

std::string DiskReader::absolute(const std::string& path) const {
  std::error_code error;
  fs::path whole = fs::weakly_canonical(native(path), error);
  // What does not exist, or must not be looked at, is still named in full.
  if (error) whole = fs::absolute(native(path), error).lexically_normal();
  return error ? path : utf8(whole);
}

}  // namespace shirlint::io
