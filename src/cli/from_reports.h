// check --from-reports FOLDER: reports of hosts that checked themselves, merged into one.
//
// The *.jsonl files of the folder and of those below it are read in the order of their paths, each
// twice: first all of them, to know which report of a host counts and whether they are whole, then
// one host at a time, so that the fleet is never held. A file may hold several reports, one behind
// the other. Two reports are of one host when its name (in any letter case) and its path are the
// same; within one report they are two hosts. The later day counts. A report has no time of day,
// and a file's own says when it was copied: of one day the one that comes last counts, and that is
// told.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cli/session.h"
#include "lint/report.h"
#include "report/read_jsonl.h"
#include "text/date.h"

namespace shirlint::cli {

/// The largest report file.
inline constexpr std::size_t fleet_file_limit = std::size_t{512} * 1024 * 1024;

/// The sentence about options that have no meaning for reports; empty when there is nothing to say.
[[nodiscard]] std::string from_reports_usage(const Arguments& arguments);

/// Where a line of a report is.
struct ReportPlace {
  std::uint32_t file = 0;  // index into FleetReports::files
  std::uint32_t line = 0;
  std::size_t offset = 0, size = 0;  // of its text
  std::uint32_t run = 0;             // which report of the file
  std::string name, path, group;     // of the host
  text::Day day;
};

/// What is there and counts, before a host is shown.
struct FleetReports {
  std::vector<std::string> files;
  std::vector<ReportPlace> hosts;   // in the order of files and lines
  std::vector<ReportPlace> groups;  // what is said of several hosts
  std::vector<text::Error> errors;
  bool whole = true;             // false: somebody interrupted it
  std::size_t older = 0;         // reports that one of a later day stands for
  std::size_t same_day = 0;      // reports that one of the same day, but further behind, stands for
  std::string same_day_example;  // one of these: which counts, and which does not
  std::unique_ptr<report::NamedRules> rules;
};

[[nodiscard]] FleetReports find_reports(const std::string& folder, const Session& session,
                                        std::span<const rules::Rule* const> known, unsigned jobs);

/// The text of a report; Windows PowerShell's `>` writes UTF-16.
[[nodiscard]] text::Result<std::string> read_report_file(const io::Reader& reader,
                                                         const std::string& path);

}  // namespace shirlint::cli
