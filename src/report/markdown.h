// `--format markdown`: for a comment at a pull request, a pipeline's summary page or an incident
// log. The sums, a table of the hosts (worst first), then each host: what it does and will fail at,
// each finding with its place, what to do and its fix.
//
// A value is text in it and nothing else: no markup, link, picture, mention or HTML comes out of
// one. GitHub takes 65,536 characters a comment, so what does not fit is counted.
#pragma once

#include <string>
#include <string_view>

#include "report/formats.h"

namespace shirlint::report {

/// `report.hosts` are all hosts.
void write_markdown(const lint::Report& report, const FormatSettings& settings, Sink& sink);

/// A value in running text, on one line; never the first thing in it.
[[nodiscard]] std::string markdown_text(std::string_view value);
/// A value as code, on one line. (Within a table a bar needs more.)
[[nodiscard]] std::string markdown_code(std::string_view value);

}  // namespace shirlint::report
