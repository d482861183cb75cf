#include "cli/report_file.h"

#include <algorithm>

#include "io/replace_file.h"
#include "text/ascii.h"

namespace shirlint::cli {
namespace {

/// A report is read back to be replaced; a fleet's may be larger than any config.
constexpr std::size_t report_limit = std::size_t{1} << 30U;

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

text::Result<io::Status> look(io::Store& store, const std::string& path) {
  const auto status = store.status(path);
  if (!status) return io::refusal(path, "cannot be looked at", status.error());
  return *status;
}

}  // namespace

text::Result<void> check_report_file(io::Store& store, const std::string& path) {
  const std::string name = text::lower_case(io::file_name(path));
  if (ends_with(name, ".config") || ends_with(name, ".toml")) {
    return text::fail("has the name of a config or snapshot; a report needs another name", path);
  }
  const std::string folder = io::parent_path(path);
  const auto above = look(store, folder);
  if (!above) return tl::unexpected<text::Error>(above.error());
  if (above->kind == io::Kind::missing) {
    return text::fail("cannot be written: there is no folder " + folder, path);
  }
  const auto status = look(store, path);
  if (!status) return tl::unexpected<text::Error>(status.error());
  if (status->link) {
    return text::fail("is a link to " + status->link_target + ": name that file instead", path);
  }
  if (status->kind != io::Kind::missing && status->kind != io::Kind::file) {
    return text::fail("is no regular file: a report cannot take its place", path);
  }
  return {};
}

text::Result<void> write_report_file(io::Store& store, const std::string& path,
                                     std::string_view bytes) {
  const auto status = look(store, path);
  if (!status) return tl::unexpected<text::Error>(status.error());
  if (status->kind != io::Kind::missing) {
    const auto old = store.read(path, report_limit);
    if (!old) return io::refusal(path, "cannot be read", old.error());
    return io::replace_file(store, path, *old, bytes);
  }
  const auto lock = io::lock_file(store, path);
  if (!lock) return tl::unexpected<text::Error>(lock.error());
  return io::put_ordinary_file(store, path, bytes);
}

}  // namespace shirlint::cli
