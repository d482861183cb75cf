#include "cli/check_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/check_setup.h"
#include "cli/report_file.h"
#include "cli/runs.h"

namespace shirlint::cli {
namespace {

std::string format_names() {
  std::string names;
  for (const report::Format& format : report::formats()) {
    names += (names.empty() ? "" : ", ") + std::string(format.name);
  }
  return names;
}

text::Result<OutputRequest> output_request(const std::string& value, const Session& session) {
  const std::size_t colon = value.find(':');
  const std::string name = value.substr(0, colon);
  OutputRequest request{report::find_format(name), {}};
  if (request.format == nullptr) {
    return text::fail(fmt::format("--format '{}' is unknown; it can be {}", name, format_names()));
  }
  if (colon == std::string::npos) return request;
  const std::string file = value.substr(colon + 1);
  if (file.empty()) return text::fail(fmt::format("--format '{}' names no file", value));
  if (session.store == nullptr) {
    return text::fail("the report cannot be written: this session writes nothing", file);
  }
  request.file = io::full_name(session.reader, portable_path(file));
  if (const auto checked = check_report_file(*session.store, request.file); !checked) {
    text::Error error = checked.error();
    error.file = file;  // as it was given
    return tl::unexpected<text::Error>(std::move(error));
  }
  return request;
}

}  // namespace

text::Result<std::vector<OutputRequest>> output_requests(const Arguments& arguments,
                                                         const Session& session) {
  std::vector<std::string> values = arguments.many("--format");
  if (values.empty()) values.emplace_back("text");
  std::vector<OutputRequest> requests;
  for (const std::string& value : values) {
    auto request = output_request(value, session);
    if (!request) return tl::unexpected<text::Error>(request.error());
    const auto same =
        std::find_if(requests.begin(), requests.end(),
                     [&](const OutputRequest& other) { return other.file == request->file; });
    if (same != requests.end()) {
      return text::fail(fmt::format(
          "--format {} and --format {} both go to {}; give each a file of its own: {}:FILE",
          same->format->name, request->format->name,
          request->file.empty() ? "standard output" : "one file", request->format->name));
    }
    requests.push_back(*std::move(request));
  }
  return requests;
}

bool wants_groups_within_hosts(const std::vector<OutputRequest>& requests) {
  return std::any_of(requests.begin(), requests.end(), [](const OutputRequest& request) {
    return request.format->groups_within_hosts;
  });
}

bool text_on_standard_output(const std::vector<OutputRequest>& requests) {
  return std::any_of(requests.begin(), requests.end(), [](const OutputRequest& request) {
    return request.format->name == "text" && request.file.empty();
  });
}

bool streams_to_terminal(const std::vector<OutputRequest>& requests, const Session& session) {
  return session.terminal &&
         std::any_of(requests.begin(), requests.end(), [](const OutputRequest& request) {
           return request.format->name != "text" && request.file.empty();
         });
}

bool wants_hashes(const std::vector<OutputRequest>& requests) {
  return std::any_of(requests.begin(), requests.end(),
                     [](const OutputRequest& request) { return request.format->hashes; });
}

CheckOutput::CheckOutput(const std::vector<OutputRequest>& requests,
                         report::FormatSettings settings, Session& session)
    : settings_(std::move(settings)), session_(session) {
  for (const OutputRequest& request : requests) {
    if (request.format->name == "markdown") settings_.summary_file = request.file;
    Output& output = outputs_.emplace_back();
    output.request = request;
    report::Sink& sink = request.file.empty() ? session.out : output.memory;
    output.writer = request.format->make(settings_, sink);
  }
}

lint::HostReport CheckOutput::part_for(const Output& output, lint::HostReport report) const {
  if (settings_.text.quiet && output.request.format->for_people) {
    const auto passes = [&](const lint::Finding& finding) {
      return !settings_.failing.fails(finding);
    };
    report.findings.erase(std::remove_if(report.findings.begin(), report.findings.end(), passes),
                          report.findings.end());
  }
  return report;
}

void CheckOutput::give(lint::HostReport report,
                       void (report::ReportWriter::*to)(lint::HostReport)) {
  for (std::size_t i = 0; i + 1 < outputs_.size(); ++i) {
    (outputs_[i].writer.get()->*to)(part_for(outputs_[i], report));
  }
  (outputs_.back().writer.get()->*to)(part_for(outputs_.back(), std::move(report)));
}

void CheckOutput::take(lint::HostReport host) { give(std::move(host), &report::ReportWriter::add); }

void CheckOutput::take_group(lint::HostReport group) {
  give(std::move(group), &report::ReportWriter::add_group);
}

bool CheckOutput::finish(const lint::Report& report) {
  bool written = true;
  for (Output& output : outputs_) {
    if (output.request.file.empty()) continue;
    output.writer->finish(report);
    const auto done = write_report_file(*session_.store, output.request.file, output.memory.take());
    if (done) continue;
    written = false;
    if (settings_.summary_file == output.request.file) settings_.summary_file.clear();
    text::Error error = done.error();
    error.message = "the report was not written: it " + error.message;
    complain(session_, error);
  }
  for (Output& output : outputs_) {
    if (output.request.file.empty()) output.writer->finish(report);
  }
  return written;
}

}  // namespace shirlint::cli
