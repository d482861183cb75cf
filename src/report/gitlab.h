// `--format gitlab`: GitLab's code quality report (the subset of Code Climate's that it reads), a
// JSON array written host by host. Files are named from the root of the repository, fingerprints
// differ within a report. Suppressed findings are left out, as is what could not be done: the
// format has no place for either, and the exit code tells.
#pragma once

#include <memory>

#include "report/formats.h"

namespace shirlint::report {

[[nodiscard]] std::unique_ptr<ReportWriter> make_gitlab(const FormatSettings& settings, Sink& sink);

}  // namespace shirlint::report
