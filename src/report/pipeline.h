// `--format github` and `--format azure`: findings as the commands that make an agent annotate a
// change, one line each, written host by host. Suppressed findings are not told.
//
// Values are masked and neutralised first, then escaped as the agent undoes it, so that the line is
// the one command we meant. Files are named in full, because the agents look for them from other
// folders than ours. Sources: actions/runner, ActionCommand.cs; azure-pipelines-agent, Command.cs
// and TaskCommandExtension.cs.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "report/formats.h"

namespace shirlint::report {

/// `::error file=...,line=...::MESSAGE`; infos are notices.
[[nodiscard]] std::unique_ptr<ReportWriter> make_github(const FormatSettings& settings, Sink& sink);

/// `##vso[task.logissue type=error;...]MESSAGE`; infos, which Azure does not know, are plain lines.
/// Behind them, where `settings.summary_file` is one, the command that puts it on the run's page.
[[nodiscard]] std::unique_ptr<ReportWriter> make_azure(const FormatSettings& settings, Sink& sink);

/// A value of a command: in front of its message, or the message itself.
[[nodiscard]] std::string github_property(std::string_view value);
[[nodiscard]] std::string github_data(std::string_view value);
[[nodiscard]] std::string azure_property(std::string_view value);
[[nodiscard]] std::string azure_data(std::string_view value);

}  // namespace shirlint::report
