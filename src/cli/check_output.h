// Where hosts go as `check` takes them, and what is said at the end.
#pragma once

#include <optional>
#include <string>

#include "cli/commands.h"
#include "lint/report.h"
#include "report/text.h"
#include "report/text_run.h"

namespace shirlint::cli {

/// One a run. What people read keeps no more of a host than it will show, and what is jsonl keeps
/// nothing; JSON holds everything in one object, in `report.hosts`.
class CheckOutput {
 public:
  CheckOutput(const std::string& format, const Arguments& arguments, lint::Report& report,
              Session& session);

  void take(lint::HostReport host);
  /// What is said of several hosts together, after these; not for JSON.
  void take_group(lint::HostReport group);
  void finish();

 private:
  std::string format_;
  lint::Report& report_;
  Session& session_;
  std::optional<report::TextReport> text_;
  report::RunTextOptions run_options_;
};

}  // namespace shirlint::cli
