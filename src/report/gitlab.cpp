#include "report/gitlab.h"

#include <algorithm>

#include "report/json_writer.h"
#include "report/places.h"

namespace shirlint::report {
namespace {

std::string_view level(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::error:
      return "critical";
    case rules::Severity::warning:
      return "minor";
    case rules::Severity::info:
      break;
  }
  return "info";
}

class GitlabWriter : public ReportWriter {
 public:
  GitlabWriter(const FormatSettings& settings, Sink& sink) : json_(sink), places_(settings) {
    json_.begin_array();
  }

  void add(lint::HostReport host) override {
    places_.know(host);
    add_group(std::move(host));
  }
  void add_group(lint::HostReport group) override {
    for (const lint::Finding& finding : group.findings) write(finding);
  }
  void finish(const lint::Report& /*report*/) override { json_.end_array(); }

 private:
  void write(const lint::Finding& finding) {
    const std::string file = places_.relative(places_.file(finding.location, finding.host));
    json_.begin_object();
    json_.member("description",
                 finding.message.empty() ? finding.rule->title : std::string_view(finding.message));
    json_.member("check_name", finding.rule->code);
    json_.member("fingerprint", fingerprints_.of(finding, file));
    json_.member("severity", level(finding.severity));
    json_.key("location").begin_object();
    json_.member("path", file);
    json_.key("lines").begin_object();
    json_.key("begin").number(std::max(finding.location.start.line, 1U));
    json_.end_object();
    json_.end_object();
    json_.end_object();
  }

  JsonWriter json_;
  Places places_;
  UniqueFingerprints fingerprints_;
};

}  // namespace

std::unique_ptr<ReportWriter> make_gitlab(const FormatSettings& settings, Sink& sink) {
  return std::make_unique<GitlabWriter>(settings, sink);
}

}  // namespace shirlint::report
