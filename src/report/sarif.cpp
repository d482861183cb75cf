#include "report/sarif.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "report/json_writer.h"
#include "report/places.h"
#include "report/sarif_parts.h"

namespace shirlint::report {
namespace {

class SarifWriter : public ReportWriter {
 public:
  SarifWriter(const FormatSettings& settings, Sink& sink);

  void add(lint::HostReport host) override;
  void add_group(lint::HostReport group) override { add_contents(group); }
  void finish(const lint::Report& report) override;

 private:
  void add_contents(const lint::HostReport& host);
  void write_result(const lint::Finding& finding, const std::string& host,
                    const lint::Suppressed* suppressed);
  void write_location(const lint::Finding& finding, const std::string& file);
  void write_related(const lint::Finding& finding, const std::string& host);
  void write_suppressions(const lint::Suppressed* suppressed);
  void write_properties(const lint::Finding& finding);
  void write_notification(const text::Error& error);

  const FormatSettings& settings_;
  JsonWriter json_;
  Places places_;
  UniqueFingerprints fingerprints_;
  std::map<std::string_view, std::size_t> index_;  // of a rule, by code
  std::vector<text::Error> errors_;                // of hosts
};

SarifWriter::SarifWriter(const FormatSettings& settings, Sink& sink)
    : settings_(settings), json_(sink), places_(settings) {
  for (const rules::Rule* rule : settings.rules) index_.emplace(rule->code, index_.size());
  json_.begin_object();
  json_.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  json_.member("version", "2.1.0");
  json_.key("runs").begin_array();
  json_.begin_object();
  json_.key("tool");
  write_sarif_tool(settings, json_);
  json_.key("automationDetails");
  write_sarif_automation(settings.pipeline, settings.date, json_);
  json_.member("columnKind", "unicodeCodePoints");
  json_.key("newlineSequences").begin_array();
  for (const std::string_view end : {"\r\n", "\n", "\r"}) json_.text(end);
  json_.end_array();
  json_.key("results").begin_array();
}

void SarifWriter::add(lint::HostReport host) {
  places_.know(host);
  add_contents(host);
}

void SarifWriter::add_contents(const lint::HostReport& host) {
  for (const lint::Finding& finding : host.findings) write_result(finding, finding.host, nullptr);
  for (const lint::Suppressed& item : host.suppressed) {
    write_result(item.finding, item.finding.host, &item);
  }
  errors_.insert(errors_.end(), host.errors.begin(), host.errors.end());
}

void SarifWriter::write_result(const lint::Finding& finding, const std::string& host,
                               const lint::Suppressed* suppressed) {
  const std::string file = places_.file(finding.location, host);
  json_.begin_object();
  json_.member("ruleId", finding.rule->code);
  if (const auto at = index_.find(finding.rule->code); at != index_.end()) {
    json_.key("ruleIndex").number(at->second);
  }
  json_.member("level", sarif_level(finding.severity));
  json_.key("message");
  write_sarif_message(finding.message.empty() ? finding.rule->title : finding.message, json_);
  write_location(finding, file);
  write_related(finding, host);
  json_.key("partialFingerprints").begin_object();
  json_.member("primaryLocationLineHash", fingerprints_.of(finding, places_.relative(file)));
  const std::string_view contract = finding.fingerprint;
  if (contract.substr(0, 3) == "v1:") json_.member("shirlint/v1", contract.substr(3));
  json_.end_object();
  if (has_sarif_fix(finding)) {
    json_.key("fixes").begin_array();
    write_sarif_fix(*finding.fix, places_, json_);
    json_.end_array();
  }
  write_suppressions(suppressed);
  if (settings_.baseline) {
    const bool known = suppressed != nullptr && suppressed->by == "baseline";
    json_.member("baselineState", known ? "unchanged" : "new");
  }
  write_properties(finding);
  json_.end_object();
}

void SarifWriter::write_location(const lint::Finding& finding, const std::string& file) {
  json_.key("locations").begin_array();
  json_.begin_object();
  json_.key("physicalLocation");
  write_sarif_place(finding.location, file, places_, json_);
  if (!finding.location.fact.empty()) {
    json_.key("logicalLocations").begin_array();
    json_.begin_object();
    json_.member("fullyQualifiedName", finding.location.fact);
    json_.end_object();
    json_.end_array();
  }
  json_.end_object();
  json_.end_array();
}

void SarifWriter::write_related(const lint::Finding& finding, const std::string& host) {
  if (finding.related.empty()) return;
  json_.key("relatedLocations").begin_array();
  std::size_t id = 0;
  for (const lint::Related& related : finding.related) {
    json_.begin_object();
    json_.key("id").number(++id);
    json_.key("physicalLocation");
    write_sarif_place(related.location, places_.file(related.location, host), places_, json_);
    json_.key("message");
    write_sarif_message(related.message, json_);
    json_.end_object();
  }
  json_.end_array();
}

/// An empty list says that nothing suppresses it; without a list, that nobody looked.
void SarifWriter::write_suppressions(const lint::Suppressed* suppressed) {
  json_.key("suppressions").begin_array();
  if (suppressed != nullptr) {
    json_.begin_object();
    json_.member("kind", suppressed->in_file ? "inSource" : "external");
    json_.member("justification", suppressed->expires.empty()
                                      ? fmt::format("{} ({})", suppressed->reason, suppressed->by)
                                      : fmt::format("{} ({}, until {})", suppressed->reason,
                                                    suppressed->by, suppressed->expires));
    json_.end_object();
  }
  json_.end_array();
}

void SarifWriter::write_properties(const lint::Finding& finding) {
  json_.key("properties").begin_object();
  json_.member("host", finding.host);
  json_.member("evidence", rules::to_text(finding.rule->evidence));
  if (finding.fix) {
    json_.member("applicability", rules::to_text(finding.fix->applicability));
    json_.key("restart").begin_array();
    for (const std::string& service : finding.fix->restart) json_.text(service);
    json_.end_array();
  }
  json_.end_object();
}

void SarifWriter::write_notification(const text::Error& error) {
  json_.begin_object();
  json_.member("level", "error");
  json_.key("message");
  write_sarif_message(error.message, json_);
  if (!error.file.empty()) {
    lint::Location place;
    place.start = error.at;
    json_.key("locations").begin_array();
    json_.begin_object();
    json_.key("physicalLocation");
    write_sarif_place(place, error.file, places_, json_);
    json_.end_object();
    json_.end_array();
  }
  json_.end_object();
}

void SarifWriter::finish(const lint::Report& report) {
  json_.end_array();
  json_.key("invocations").begin_array();
  json_.begin_object();
  json_.key("executionSuccessful").boolean(errors_.empty() && report.errors.empty());
  if (!settings_.now.empty()) json_.member("startTimeUtc", settings_.now);
  json_.key("toolExecutionNotifications").begin_array();
  for (const text::Error& error : errors_) write_notification(error);
  for (const text::Error& error : report.errors) write_notification(error);
  json_.end_array();
  json_.end_object();
  json_.end_array();
  json_.end_object();
  json_.end_array();
  json_.end_object();
}

}  // namespace

std::unique_ptr<ReportWriter> make_sarif(const FormatSettings& settings, Sink& sink) {
  return std::make_unique<SarifWriter>(settings, sink);
}

}  // namespace shirlint::report
