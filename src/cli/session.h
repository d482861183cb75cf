// What a command has of the world: files, day, terminal. Made once in main; tests make their own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "fix/state_folder.h"
#include "io/clock.h"
#include "io/reader.h"
#include "io/store.h"
#include "lint/checker.h"
#include "report/formats.h"
#include "report/sink.h"
#include "rules/rule_folder.h"
#include "state/live/machine.h"
#include "state/live/probe.h"

namespace shirlint::cli {

struct Session {
  const io::Reader& reader;
  report::Sink& out;
  report::Sink& errors;
  std::string today;  // "2026-11-22"
  bool terminal = false;
  unsigned width = 80;
  bool no_color = false;  // NO_COLOR is set
  /// What it takes to write; null: nothing can be written, and commands that would say so.
  io::Store* store = nullptr;
  fix::StateSettings state = {};  // what the environment says of the state folder
  std::string now = {};           // "2026-11-22T09:00:00Z"
  std::string user = {};          // who runs this
  report::Pipeline pipeline = {};
  /// The machine that this runs on; null: it is no Windows, and there is no live host.
  std::shared_ptr<const state::live::Machine> machine = nullptr;
  bool elevated = false;                                          // with an administrator's rights
  std::shared_ptr<const state::live::Network> network = nullptr;  // its, for --probe
  state::live::ProbeLimits probe_limits = {};
  /// Standard input, all of it, unless it is larger than the limit; null: there is none.
  std::function<text::Result<std::string>(std::size_t limit)> input = {};
  /// Writes an entry into the system's log; null: it has none. Windows: the event log Application.
  std::function<void(const std::string& text)> log = {};
  bool typing = false;  // standard input is a terminal
  /// From the first question on Ctrl+C is only noted, and the answer tells of it; null: nobody can
  /// interrupt.
  std::function<bool()> interrupted = {};
  /// Standard error is a terminal: a person watches.
  bool watched = false;
  io::Clock* clock = nullptr;  // for progress and for waiting; null: there is none
};

/// Exit codes of the contract.
inline constexpr int exit_ok = 0;
inline constexpr int exit_findings = 1;
inline constexpr int exit_trouble = 2;
inline constexpr int exit_interrupted = 130;

/// The rules and reference tables that the options name; owns what the context points to.
struct RuleChoice {
  std::vector<std::unique_ptr<rules::RuleFolder>> folders;
  std::vector<const rules::Rule*> rules;
  std::vector<shir::DataTable> data;
  std::vector<text::Error> errors;
};
[[nodiscard]] RuleChoice choose_rules(const Arguments& arguments, const io::Reader& reader);

/// Writes "shirlint: sentence" lines to the error stream, masked like all output.
void complain(const Session& session, const text::Error& error);
/// What was read with a doubt, for complain(): "warning: sentence".
[[nodiscard]] text::Error as_warning(text::Error doubt);

/// Should this run use colours?
[[nodiscard]] bool wants_color(const Arguments& arguments, const Session& session);

/// For a person who reads standard output.
[[nodiscard]] report::TextOptions text_options(const Arguments& arguments, const Session& session);

/// What is wrong with the --format of a command that writes text or JSON; empty: nothing.
[[nodiscard]] std::string text_or_json_usage(const Arguments& arguments);

}  // namespace shirlint::cli
