// Where hosts go as `check` takes them: to each --format, on standard output or into a file.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "cli/session.h"
#include "report/formats.h"

namespace shirlint::cli {

/// One `--format NAME[:FILE]`.
struct OutputRequest {
  const report::Format* format = nullptr;
  std::string file;  // full name; empty: standard output
};

/// What --format asks for, `text` when it says nothing; an error is bad usage, or a file that no
/// report could be written to.
[[nodiscard]] text::Result<std::vector<OutputRequest>> output_requests(const Arguments& arguments,
                                                                       const Session& session);

/// Does a format of these want it so?
[[nodiscard]] bool wants_groups_within_hosts(const std::vector<OutputRequest>& requests);
[[nodiscard]] bool text_on_standard_output(const std::vector<OutputRequest>& requests);
/// Do lines for programs go where a person looks? Nothing else may stand between them.
[[nodiscard]] bool streams_to_terminal(const std::vector<OutputRequest>& requests,
                                       const Session& session);
[[nodiscard]] bool wants_hashes(const std::vector<OutputRequest>& requests);

/// One a run. Each host goes to all formats; what people read keeps no more of it than it will
/// show, and what is written piece by piece keeps nothing.
class CheckOutput {
 public:
  CheckOutput(const std::vector<OutputRequest>& requests, report::FormatSettings settings,
              Session& session);

  void take(lint::HostReport host);
  /// What is said of several hosts together, after these.
  void take_group(lint::HostReport group);
  /// Files first, so that standard output can tell of them. Complains of a file that cannot be
  /// written and says false; the other reports are there all the same.
  [[nodiscard]] bool finish(const lint::Report& report);

 private:
  struct Output {
    OutputRequest request;
    report::Sink memory;  // of a file
    std::unique_ptr<report::ReportWriter> writer;
  };
  /// The report as this format shows it.
  [[nodiscard]] lint::HostReport part_for(const Output& output, lint::HostReport report) const;
  void give(lint::HostReport report, void (report::ReportWriter::*to)(lint::HostReport));

  report::FormatSettings settings_;
  Session& session_;
  std::deque<Output> outputs_;  // never moved: writers refer to their sinks
};

}  // namespace shirlint::cli
