// A whole report in the formats that take hosts one by one.
#pragma once

#include <string>
#include <string_view>

#include "report/concise.h"
#include "report/formats.h"
#include "report/sample.h"
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

/// The settings of a run over the sample, in a pipeline that checked out /checkout.
inline report::FormatSettings settings_of(const Sample& sample) {
  report::FormatSettings settings;
  settings.tool = sample.report.tool;
  settings.date = sample.report.date;
  settings.now = "2026-11-22T09:00:00Z";
  for (const rules::Rule& rule : sample.rules) settings.rules.push_back(&rule);
  settings.folder = "/checkout/hosts";
  settings.pipeline.root = "/checkout";
  return settings;
}

inline void write_format(std::string_view name, const report::FormatSettings& settings,
                         const lint::Report& report, report::Sink& sink) {
  const auto writer = report::find_format(name)->make(settings, sink);
  for (const lint::HostReport& host : report.hosts) writer->add(host);
  lint::Report rest = report;
  rest.hosts.clear();
  writer->finish(rest);
}

/// A whole report over the sample.
inline std::string format_output(std::string_view name, const Sample& sample) {
  report::Sink sink;
  write_format(name, settings_of(sample), sample.report, sink);
  return sink.take();
}

}  // namespace shirlint::testing
