#include "io/disk_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
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

/// Without waiting: only then is seen whether it is a file, and not a pipe that nobody writes to.
posix::Descriptor open_file(const std::string& path) {
  return posix::Descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
}

std::string reason(int code) { return std::error_code(code, std::generic_category()).message(); }

}  // namespace

Kind DiskReader::kind(const std::string& path) const {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) {
    return errno == ENOENT || errno == ENOTDIR ? Kind::missing : Kind::other;
  }
  if (S_ISREG(status.st_mode)) return Kind::file;
  return S_ISDIR(status.st_mode) ? Kind::folder : Kind::other;
}

text::Result<std::string> DiskReader::read(const std::string& path, std::size_t limit) const {
  const posix::Descriptor file = open_file(path);
  const int refused = errno;
  struct stat status {};
  const bool known =
      file.is_open() ? fstat(file.get(), &status) == 0 : stat(path.c_str(), &status) == 0;
  if (known && !S_ISREG(status.st_mode)) {
    return text::fail("cannot be read: it is no regular file", path);
  }
  if (!file.is_open()) return text::fail("cannot be read: " + reason(refused), path);
  const std::size_t size = known ? static_cast<std::size_t>(status.st_size) : 0;
  // One byte more than is expected shows a file that grew, or that does not know its size.
  std::string bytes(std::min(size, limit) + 1, '\0');
  for (std::size_t have = 0;;) {
    const ssize_t got = ::read(file.get(), &bytes[have], bytes.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return text::fail("cannot be read: " + reason(errno), path);
    have += static_cast<std::size_t>(got);
    if (got == 0) {
      bytes.resize(have);
      return bytes;
    }
    if (have > limit) {
      return text::fail(
          "is too large for shirlint: more than " + std::to_string(limit / 1024 / 1024) + " MB",
          path);
    }
    if (have == bytes.size()) bytes.resize(std::min(bytes.size() * 2 + 4096, limit + 1));
  }
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
  // Not of `path` itself: a relative name of which nothing exists would stay one.
  fs::path whole = fs::weakly_canonical(fs::absolute(native(path), error), error);
  // What does not exist, or must not be looked at, is still named in full.
  if (error) whole = fs::absolute(native(path), error).lexically_normal();
  return error ? path : utf8(whole);
}

}  // namespace shirlint::io
