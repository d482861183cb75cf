#include "report/concise.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "report/display.h"
#include "report/text_parts.h"

namespace shirlint::report {
namespace {

/// On one line, whatever it holds.
std::string one_line(std::string_view text) {
  std::string out = visible(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  std::replace(out.begin(), out.end(), '\t', ' ');
  return out;
}

void write_line(std::string_view place, std::string_view rest, Sink& sink) {
  std::string line = one_line(place);
  if (!line.empty()) line += ": ";
  line += one_line(rest);
  sink.text(line);
  sink.text("\n");
}

void write_error(const text::Error& error, Sink& sink) {
  write_line(place_text(error), fmt::format("error: {}", error.message), sink);
}

}  // namespace

void write_concise(const lint::Report& report, Sink& sink) {
  for (const lint::HostReport& host : report.hosts) {
    for (const lint::Finding& finding : host.findings) {
      write_line(place_text(finding.location, finding.host),
                 fmt::format("{} {} {}", rules::to_text(finding.severity), finding.rule->code,
                             finding.message),
                 sink);
    }
    for (const text::Error& error : host.errors) write_error(error, sink);
  }
  for (const text::Error& error : report.errors) write_error(error, sink);
}

}  // namespace shirlint::report
