// The reports that --from-reports found, one host at a time.
#pragma once

#include <memory>
#include <vector>

#include "cli/from_reports.h"
#include "lint/checker.h"
#include "lint/selection.h"

namespace shirlint::cli {

/// Reads lines again, of which those near each other are of one file, and says of them what
/// --select, --ignore and a site file leave. A path from the root of a host's own disk gets the
/// host's name in front: it says nothing here, and all hosts have the same. May be asked from
/// several threads.
class ReportLines {
 public:
  /// All must outlive it. A code of `selection` may be one that only reports know.
  ReportLines(const FleetReports& reports, const Session& session,
              const lint::CheckContext& context, lint::Selection selection);
  ~ReportLines();
  ReportLines(const ReportLines&) = delete;
  ReportLines& operator=(const ReportLines&) = delete;

  /// A file that is not as it was is an error in the host's report.
  [[nodiscard]] lint::HostReport host(const ReportPlace& place);
  /// What is said of hosts that count; empty when nothing is.
  [[nodiscard]] lint::HostReport group(const ReportPlace& place);
  /// Puts what is said of groups among what is said of their hosts, which are the first ones of
  /// the fleet. What belongs to none of them comes back.
  [[nodiscard]] lint::HostReport add_groups(std::vector<lint::HostReport>& hosts);

 private:
  struct File;
  [[nodiscard]] text::Result<report::ReadLine> read(const ReportPlace& place);
  void choose(lint::HostReport& report) const;

  const FleetReports& reports_;
  const Session& session_;
  const lint::CheckContext& context_;
  lint::Selection selection_;
  std::unique_ptr<File> file_;  // the last one
};

}  // namespace shirlint::cli
