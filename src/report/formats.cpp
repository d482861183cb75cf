#include "report/formats.h"

#include <algorithm>
#include <array>
#include <utility>

#include "report/concise.h"
#include "report/gitlab.h"
#include "report/html.h"
#include "report/json.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "report/pipeline.h"
#include "report/sarif.h"
#include "report/text_run.h"

namespace shirlint::report {
namespace {

class TextWriter : public ReportWriter {
 public:
  TextWriter(const FormatSettings& settings, Sink& sink)
      : text_(settings.text), options_{settings.text.width, settings.text.color}, sink_(sink) {}

  void add(lint::HostReport host) override { text_.add(std::move(host)); }
  void add_group(lint::HostReport group) override { text_.add_group(std::move(group)); }
  void finish(const lint::Report& report) override {
    for (const lint::RunReport& run : report.runs) write_run(run, options_, sink_);
    write_unapplied(report.unapplied, options_, sink_);
    text_.write(report, sink_);
  }

 private:
  TextReport text_;
  RunTextOptions options_;
  Sink& sink_;
};

class ConciseWriter : public ReportWriter {
 public:
  ConciseWriter(const FormatSettings& /*settings*/, Sink& sink) : sink_(sink) {}

  void add(lint::HostReport host) override { write_concise_host(host, sink_); }
  void add_group(lint::HostReport group) override { write_concise_host(group, sink_); }
  void finish(const lint::Report& report) override { write_concise_errors(report.errors, sink_); }

 private:
  Sink& sink_;
};

class JsonLinesWriter : public ReportWriter {
 public:
  JsonLinesWriter(const FormatSettings& settings, Sink& sink) : settings_(settings), sink_(sink) {}

  void add(lint::HostReport host) override {
    write_jsonl_host(settings_.tool, settings_.date, host, sink_);
  }
  void add_group(lint::HostReport group) override {
    write_jsonl_group(settings_.tool, settings_.date, group, sink_);
  }
  void finish(const lint::Report& report) override { write_jsonl_summary(report, sink_); }

 private:
  const FormatSettings& settings_;
  Sink& sink_;
};

/// For a format that is one whole, made at the end.
class WholeWriter : public ReportWriter {
 public:
  using Write = void (*)(const lint::Report&, const FormatSettings&, Sink&);
  WholeWriter(Write write, const FormatSettings& settings, Sink& sink)
      : write_(write), settings_(settings), sink_(sink) {}

  void add(lint::HostReport host) override { hosts_.push_back(std::move(host)); }
  void add_group(lint::HostReport group) override { hosts_.push_back(std::move(group)); }
  void finish(const lint::Report& report) override {
    lint::Report whole = report;
    whole.hosts = std::move(hosts_);
    write_(whole, settings_, sink_);
  }

 private:
  Write write_;
  const FormatSettings& settings_;
  Sink& sink_;
  std::vector<lint::HostReport> hosts_;
};

template <class Writer>
std::unique_ptr<ReportWriter> make(const FormatSettings& settings, Sink& sink) {
  return std::make_unique<Writer>(settings, sink);
}

std::unique_ptr<ReportWriter> make_markdown(const FormatSettings& settings, Sink& sink) {
  return std::make_unique<WholeWriter>(write_markdown, settings, sink);
}

std::unique_ptr<ReportWriter> make_html(const FormatSettings& settings, Sink& sink) {
  return std::make_unique<WholeWriter>(write_html, settings, sink);
}

std::unique_ptr<ReportWriter> make_json(const FormatSettings& settings, Sink& sink) {
  return std::make_unique<WholeWriter>(
      [](const lint::Report& report, const FormatSettings&, Sink& to) { write_json(report, to); },
      settings, sink);
}

// Name, for people, groups within hosts, hashes.
constexpr std::array table = {
    Format{"text", true, false, false, make<TextWriter>},
    Format{"concise", true, false, false, make<ConciseWriter>},
    Format{"json", false, true, true, make_json},
    Format{"jsonl", false, false, true, make<JsonLinesWriter>},
    Format{"sarif", false, false, false, make_sarif},
    Format{"github", false, false, false, make_github},
    Format{"azure", false, false, false, make_azure},
    Format{"gitlab", false, false, false, make_gitlab},
    Format{"junit", false, false, false, make_junit},
    Format{"markdown", false, true, false, make_markdown},
    Format{"html", false, true, false, make_html},
};

}  // namespace

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view name) {
  const auto* const at = std::find_if(table.begin(), table.end(),
                                      [&](const Format& format) { return format.name == name; });
  return at == table.end() ? nullptr : &*at;
}

}  // namespace shirlint::report
