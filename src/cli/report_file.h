// The file behind `--format NAME:FILE`.
#pragma once

#include <string>
#include <string_view>

#include "io/store.h"
#include "text/error.h"

namespace shirlint::cli {

/// Could a report be written there? Asked before the work, so that a wrong path does not cost it.
/// Refused: a folder that is not there, a link, a device, and the names of what is checked
/// (configs and snapshots), which nobody means to lose.
[[nodiscard]] text::Result<void> check_report_file(io::Store& store, const std::string& path);

/// Whoever reads `path` meanwhile finds the old bytes or all of the new ones. A file that is there
/// keeps its rights; a new one is for its owner only.
[[nodiscard]] text::Result<void> write_report_file(io::Store& store, const std::string& path,
                                                   std::string_view bytes);

}  // namespace shirlint::cli
