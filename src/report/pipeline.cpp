#include "report/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "report/places.h"
#include "report/text_parts.h"

namespace shirlint::report {
namespace {

using Replacement = std::pair<char, std::string_view>;

std::string escaped(std::string_view value, std::initializer_list<Replacement> replacements) {
  std::string out;
  for (const char c : harmless(value)) {
    const auto* const at =
        std::find_if(replacements.begin(), replacements.end(),
                     [&](const Replacement& replacement) { return replacement.first == c; });
    if (at == replacements.end()) {
      out += c;
    } else {
      out += at->second;
    }
  }
  return out;
}

std::string message_of(const lint::Finding& finding) {
  const rules::Rule& rule = *finding.rule;
  std::string text = finding.host.empty() ? "" : finding.host + ": ";
  text += finding.message.empty() ? rule.title : finding.message;
  if (!rule.remedy.empty()) text += fmt::format("\nTo do: {}", rule.remedy);
  if (finding.fix && finding.fix->applicability != rules::Applicability::manual) {
    text += fmt::format("\nFix: {} ({})", finding.fix->title,
                        rules::to_text(finding.fix->applicability));
  }
  return text;
}

/// What both have in common: findings and errors, as lines.
class CommandWriter : public ReportWriter {
 public:
  CommandWriter(const FormatSettings& settings, Sink& sink)
      : settings_(settings), sink_(sink), places_(settings) {}

  void add(lint::HostReport host) override {
    places_.know(host);
    add_contents(host);
  }
  void add_group(lint::HostReport group) override { add_contents(group); }
  void finish(const lint::Report& report) override {
    for (const text::Error& error : report.errors) tell(error);
  }

 protected:
  virtual void write(const lint::Finding& finding, const std::string& file) = 0;
  virtual void write(const text::Error& error, const std::string& file) = 0;

  void line(const std::string& command) {
    sink_.machine(command);
    sink_.machine("\n");
  }
  [[nodiscard]] const FormatSettings& settings() const { return settings_; }
  [[nodiscard]] Sink& sink() { return sink_; }

 private:
  void add_contents(const lint::HostReport& host) {
    for (const lint::Finding& finding : host.findings) {
      write(finding, places_.full(places_.file(finding.location, finding.host)));
    }
    for (const text::Error& error : host.errors) tell(error);
  }
  void tell(const text::Error& error) {
    write(error, error.file.empty() ? std::string() : places_.full(error.file));
  }

  const FormatSettings& settings_;
  Sink& sink_;
  Places places_;
};

class GithubWriter : public CommandWriter {
 public:
  using CommandWriter::CommandWriter;

 private:
  void write(const lint::Finding& finding, const std::string& file) override {
    const std::string_view command =
        finding.severity == rules::Severity::info ? "notice" : rules::to_text(finding.severity);
    const lint::Location& place = finding.location;
    std::string where = fmt::format("file={}", github_property(file));
    if (place.start.line != 0) where += fmt::format(",line={}", place.start.line);
    // Columns are only for places within a line, and the last one belongs to them.
    if (place.start.line != 0 && place.end.line == place.start.line) {
      where += fmt::format(",endLine={},col={},endColumn={}", place.end.line, place.start.column,
                           std::max(place.start.column, place.end.column - 1));
    }
    const std::string title = fmt::format("{} {}", finding.rule->code, finding.rule->title);
    line(fmt::format("::{} {},title={}::{}", command, where, github_property(title),
                     github_data(message_of(finding))));
  }

  void write(const text::Error& error, const std::string& file) override {
    std::string where = "title=shirlint";
    if (!file.empty()) where += fmt::format(",file={}", github_property(file));
    if (!file.empty() && error.at.line != 0) where += fmt::format(",line={}", error.at.line);
    line(fmt::format("::error {}::{}", where, github_data(error.message)));
  }
};

class AzureWriter : public CommandWriter {
 public:
  using CommandWriter::CommandWriter;

  void finish(const lint::Report& report) override {
    CommandWriter::finish(report);
    if (settings().summary_file.empty()) return;
    line(fmt::format("##vso[task.uploadsummary]{}", azure_data(settings().summary_file)));
  }

 private:
  void write(const lint::Finding& finding, const std::string& file) override {
    if (finding.severity == rules::Severity::info) {
      std::string text = fmt::format("info {} {}: {}", finding.rule->code,
                                     place_text(finding.location, finding.host), finding.message);
      std::replace(text.begin(), text.end(), '\n', ' ');
      sink().text(text + "\n");
      return;
    }
    issue(rules::to_text(finding.severity), file, finding.location.start, finding.rule->code,
          fmt::format("{} {}", finding.rule->code, message_of(finding)));
  }

  void write(const text::Error& error, const std::string& file) override {
    issue("error", file, error.at, {}, error.message);
  }

  void issue(std::string_view type, const std::string& file, text::Position at,
             std::string_view code, const std::string& message) {
    std::string properties = fmt::format("type={};", type);
    if (!file.empty()) properties += fmt::format("sourcepath={};", azure_property(file));
    if (!file.empty() && at.line != 0) {
      properties += fmt::format("linenumber={};columnnumber={};", at.line, at.column);
    }
    if (!code.empty()) properties += fmt::format("code={};", azure_property(code));
    line(fmt::format("##vso[task.logissue {}]{}", properties, azure_data(message)));
  }
};

}  // namespace

std::string github_property(std::string_view value) {
  return escaped(value, {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}});
}

std::string github_data(std::string_view value) {
  return escaped(value, {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}});
}

std::string azure_property(std::string_view value) {
  return escaped(value,
                 {{'%', "%AZP25"}, {'\r', "%0D"}, {'\n', "%0A"}, {']', "%5D"}, {';', "%3B"}});
}

std::string azure_data(std::string_view value) {
  return escaped(value, {{'%', "%AZP25"}, {'\r', "%0D"}, {'\n', "%0A"}});
}

std::unique_ptr<ReportWriter> make_github(const FormatSettings& settings, Sink& sink) {
  return std::make_unique<GithubWriter>(settings, sink);
}

std::unique_ptr<ReportWriter> make_azure(const FormatSettings& settings, Sink& sink) {
  return std::make_unique<AzureWriter>(settings, sink);
}

}  // namespace shirlint::report
