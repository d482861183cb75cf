#include "report/concise.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "report/display.h"
#include "report/text_parts.h"

namespace shirlint::report {
namespace {

void write_line(std::string_view place, std::string_view rest, Sink& sink) {
  std::string line = visible_line(place);
  if (!line.empty()) line += ": ";
  line += visible_line(rest);
  sink.text(line);
  sink.text("\n");
}

}  // namespace

void write_concise_host(const lint::HostReport& host, Sink& sink) {
  for (const lint::Finding& finding : host.findings) {
    write_line(place_text(finding.location, finding.host),
               fmt::format("{} {} {}", rules::to_text(finding.severity), finding.rule->code,
                           finding.message),
               sink);
  }
  write_concise_errors(host.errors, sink);
}

void write_concise_errors(const std::vector<text::Error>& errors, Sink& sink) {
  for (const text::Error& error : errors) {
    write_line(place_text(error), fmt::format("error: {}", error.message), sink);
  }
}

}  // namespace shirlint::report
