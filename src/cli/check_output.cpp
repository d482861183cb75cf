#include "cli/check_output.h"

#include <utility>

#include "report/concise.h"
#include "report/json.h"

namespace shirlint::cli {

CheckOutput::CheckOutput(const std::string& format, const Arguments& arguments,
                         lint::Report& report, Session& session)
    : format_(format), report_(report), session_(session) {
  if (format != "text") return;
  report::TextOptions options;
  options.width = session.width;
  options.color = wants_color(arguments, session);
  options.verbose = arguments.has("--verbose");
  options.quiet = arguments.has("--quiet");
  options.statistics = arguments.has("--statistics");
  text_.emplace(options);
  run_options_ = {options.width, options.color};
}

void CheckOutput::take(lint::HostReport host) {
  if (text_) {
    text_->add(std::move(host));
  } else if (format_ == "concise") {
    report::write_concise_host(host, session_.out);
  } else if (format_ == "jsonl") {
    report::write_jsonl_host(report_.tool, report_.date, host, session_.out);
  } else {
    report_.hosts.push_back(std::move(host));
  }
}

void CheckOutput::take_group(lint::HostReport group) {
  if (text_) {
    text_->add_group(std::move(group));
  } else if (format_ == "concise") {
    report::write_concise_host(group, session_.out);
  } else {
    report::write_jsonl_group(report_.tool, report_.date, group, session_.out);
  }
}

void CheckOutput::finish() {
  if (text_) {
    for (const lint::RunReport& run : report_.runs) {
      report::write_run(run, run_options_, session_.out);
    }
    report::write_unapplied(report_.unapplied, run_options_, session_.out);
    text_->write(report_, session_.out);
  } else if (format_ == "concise") {
    report::write_concise_errors(report_.errors, session_.out);
  } else if (format_ == "jsonl") {
    report::write_jsonl_summary(report_, session_.out);
  } else {
    report::write_json(report_, session_.out);
  }
}

}  // namespace shirlint::cli
