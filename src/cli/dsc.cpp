// The DSC v3 resource: `check` and `check --fix`, as PowerShell DSC asks for them. One line of JSON
// comes in; the state goes out as one line, and what differs or has changed as another. Exit codes
// are its own, told in its manifest: 0 done, 1 the instance is not valid, 2 something could not be
// read, judged or written.
// Rule source: https://learn.microsoft.com/powershell/dsc/reference/schemas/resource/manifest/root
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/commands.h"
#include "cli/dsc_instance.h"
#include "cli/trusted_files.h"
#include "report/json.h"

namespace shirlint::cli {
namespace {

constexpr int exit_invalid = 1;
constexpr std::size_t instance_limit = 1024U * 1024U;

/// What goes to standard error is JSON too: {"error": "..."}, {"warn": "..."}.
void tell(const Session& session, std::string_view level, std::string_view sentence) {
  session.errors.machine(
      fmt::format("{{\"{}\": {}}}\n", level, report::json_string(report::harmless(sentence))));
  session.errors.finish();
}

/// The lines that the command has complained of.
void tell_all(const Session& session, std::string_view complaints) {
  constexpr std::string_view program = "shirlint: ";
  constexpr std::string_view warning = "warning: ";
  while (!complaints.empty()) {
    const std::size_t end = std::min(complaints.find('\n'), complaints.size());
    std::string_view sentence = complaints.substr(0, end);
    complaints.remove_prefix(std::min(end + 1, complaints.size()));
    if (sentence.substr(0, program.size()) == program) sentence.remove_prefix(program.size());
    const bool mild = sentence.substr(0, warning.size()) == warning;
    if (mild) sentence.remove_prefix(warning.size());
    if (!sentence.empty()) tell(session, mild ? "warn" : "error", sentence);
  }
}

text::Result<std::string> instance_of(const Session& session) {
  if (!session.input) return text::fail("the instance is expected on standard input");
  return session.input(instance_limit);
}

struct Outcome {
  int code = exit_ok;
  std::string report;
};

/// What it writes is kept from the session's own streams.
Outcome run_check_silently(const Arguments& arguments, Session& session) {
  report::Sink report;
  report::Sink complaints;
  std::swap(session.out, report);
  std::swap(session.errors, complaints);
  Outcome outcome;
  outcome.code = run_check(arguments, session);
  session.out.finish();
  session.errors.finish();
  std::swap(session.out, report);
  std::swap(session.errors, complaints);
  outcome.report = report.take();
  tell_all(session, complaints.take());
  return outcome;
}

}  // namespace

int run_dsc_schema(const Arguments&, Session& session) {
  session.out.machine(dsc_schema() + "\n");
  return exit_ok;
}

/// `get`, `test` and `set`.
int run_dsc(const Arguments& arguments, Session& session) {
  const std::string_view method = arguments.command->name.substr(std::string_view("dsc ").size());
  const auto instance = instance_of(session);
  auto check =
      instance ? read_dsc_instance(*instance) : tl::unexpected<text::Error>(instance.error());
  if (!check) {
    tell(session, "error", check.error().message);
    return exit_invalid;
  }
  if (const auto trusted = check_trusted_files(*check, session); !trusted) {
    tell(session, "error", fmt::format("{}: {}", trusted.error().file, trusted.error().message));
    return exit_trouble;
  }
  const bool setting = method == "set";
  if (!setting) {
    for (const char* option : {"--unsafe-fixes", "--reason", "--backup-dir"}) {
      check->values.erase(option);
    }
  } else {
    check->values["--fix"] = {"true"};
    if (arguments.has("--what-if")) check->values["--what-if"] = {"true"};
  }
  const Outcome outcome = run_check_silently(*check, session);
  const DscState now = dsc_state(*instance, outcome.report, outcome.code, method == "test");
  session.out.machine(now.state + "\n");
  if (method == "test") session.out.machine(now.in_desired_state ? "[]\n" : "[\"findings\"]\n");
  if (setting) {
    session.out.machine(now.changed ? "[\"findings\"]\n" : "[]\n");
    if (outcome.code == exit_findings) {
      tell(session, "warn", "no fix of this kind mends what is left: see the state's findings");
    }
  }
  return outcome.code == exit_trouble ? exit_trouble : exit_ok;
}

}  // namespace shirlint::cli
