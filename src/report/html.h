// `--format html`: one file for a browser, without network: no picture, font or script from
// elsewhere, and a policy in the page that forbids them. The sums, a table of hosts and rules
// (worst first, with a filter) where there are several hosts, then each host: what it does and will
// fail at, each finding with the place in the file, why it matters, what to do, and its fix as a
// diff. Everything is there without scripts as well; light or dark as the reader's system is.
//
// Diffs are made from the finding's own line, since a report has no more of the file: edits of
// other lines are told by their places.
#pragma once

#include "report/formats.h"

namespace shirlint::report {

/// `report.hosts` are all hosts. What comes out is well-formed XML too, but for the script and the
/// style.
void write_html(const lint::Report& report, const FormatSettings& settings, Sink& sink);

}  // namespace shirlint::report
