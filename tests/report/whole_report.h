// A whole report in the formats that take hosts one by one.
#pragma once

#include "report/concise.h"
#include "report/text.h"

namespace shirlint::testing {

inline void write_text(const lint::Report& report, const report::TextOptions& options,
                       report::Sink& sink) {
  report::TextReport text(options);
  for (const lint::HostReport& host : report.hosts) text.add(host);
  text.write(report, sink);
}

inline void write_concise(const lint::Report& report, report::Sink& sink) {
  for (const lint::HostReport& host : report.hosts) report::write_concise_host(host, sink);
  report::write_concise_errors(report.errors, sink);
}

}  // namespace shirlint::testing
