// `--format concise`: one line a finding, for grep and for editors.
#pragma once

#include <vector>

#include "lint/report.h"
#include "report/sink.h"

namespace shirlint::report {

/// `path:line:column: error PRX009 message`, every finding; then `path:line:column: error: message`
/// for what could not be read. What is not known of a place is left out; a finding without a file
/// has its host and fact in front.
void write_concise_host(const lint::HostReport& host, Sink& sink);
void write_concise_errors(const std::vector<text::Error>& errors, Sink& sink);

}  // namespace shirlint::report
