#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/machine_fix.h"
#include "cli/runs.h"
#include "fix/backup.h"
#include "report/diff.h"
#include "report/text_run.h"
#include "xml/document.h"

namespace shirlint::cli {
namespace {

using Runs = std::vector<fix::RunManifest>;

/// The newest run that changed files and was not taken back; an undo is none.
const fix::RunManifest* last_to_undo(const Runs& runs) {
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    if (run->state != fix::RunState::complete || !run->undoes.empty()) continue;
    const bool taken_back = std::any_of(runs.begin(), runs.end(), [&](const auto& other) {
      return other.undoes == run->id && other.state == fix::RunState::complete;
    });
    if (!taken_back) return &*run;
  }
  return nullptr;
}

bool changes_state(const Runs& runs, const std::string& id) {
  return std::any_of(runs.begin(), runs.end(), [&](const fix::RunManifest& run) {
    return run.id == id && std::any_of(run.files.begin(), run.files.end(),
                                       [](const auto& file) { return !file.kind.empty(); });
  });
}

int fail(const Session& session, const text::Error& error) {
  complain(session, error);
  return exit_trouble;
}

int list(Session& session, const std::string& state) {
  const auto runs = fix::all_runs(*session.store, state);
  if (!runs) return fail(session, runs.error());
  tell_damaged(session, runs->damaged);
  if (runs->damaged.empty() || !runs->sound.empty()) {
    report::write_run_table(runs->sound, session.out);
  }
  return runs->damaged.empty() ? exit_ok : exit_trouble;
}

int purge(const Arguments& arguments, Session& session, const std::string& state) {
  if (arguments.positional.empty()) {
    return fail(session, {"undo --purge needs the run: shirlint undo --purge RUN", {}, {}});
  }
  const std::string& id = arguments.positional.front();
  const auto gone = fix::purge(*session.store, state, id);
  if (!gone) return fail(session, gone.error());
  session.out.text(
      fmt::format("{} backup{} of run {} deleted; it cannot be taken back any more. {}\n", *gone,
                  *gone == 1 ? "" : "s", id, fix::backup_warning));
  return exit_ok;
}

/// Has the repair just taken back the run that is meant? An interrupted undo counts as none: who
/// asks again wants it done.
const fix::Settled* taken_back_by_repair(const std::vector<fix::Settled>& repaired,
                                         const Runs& runs, const std::string& id) {
  for (const fix::Settled& run : repaired) {
    const bool undo = std::any_of(runs.begin(), runs.end(), [&](const fix::RunManifest& other) {
      return other.id == run.id && !other.undoes.empty();
    });
    if (run.outcome == fix::Outcome::taken_back && (id.empty() ? !undo : id == run.id)) return &run;
  }
  return nullptr;
}

/// Why a run is not taken back: what that would change in the files that moved on since.
void show_moved(const Arguments& arguments, Session& session, const std::string& state,
                const std::string& id) {
  for (const fix::MovedFile& file : fix::moved_files(*session.store, state, id)) {
    const xml::Document now = xml::Document::parse(file.now);
    const xml::Document old = xml::Document::parse(file.old.value_or(""));
    if (file.now == file.old) continue;
    session.out.text(
        fmt::format("# {} moved on since run {}; from what it is now to what it was "
                    "before the run:\n",
                    file.path, id));
    report::write_diff(file.path, &now.source(), file.old ? &old.source() : nullptr,
                       wants_color(arguments, session), session.out);
  }
}

}  // namespace

int run_undo(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() > 1) {
    return fail(session, {"undo takes one run at a time: shirlint undo RUN", {}, {}});
  }
  auto origin = run_origin(arguments, session);
  if (!origin) return fail(session, origin.error());
  const auto there = fix::check_state_folder(*session.store, origin->state);
  if (!there) return fail(session, there.error());
  if (arguments.has("--list")) {
    return list(session, origin->state);
  }
  if (!arguments.has("--purge")) {
    if (const std::string why = why_no_fix(session); !why.empty()) {
      return fail(session, {why, {}, {}});
    }
  }
  std::optional<std::vector<fix::Settled>> repaired(std::in_place);
  if (*there) repaired = repair_first(session, origin->state);
  if (!repaired) return exit_trouble;
  if (arguments.has("--purge")) return purge(arguments, session, origin->state);
  const auto runs = fix::all_runs(*session.store, origin->state);
  if (!runs) return fail(session, runs.error());
  const bool all_over = tell_damaged(session, runs->damaged);
  std::string id = arguments.positional.empty() ? "" : arguments.positional.front();
  if (const auto* done = taken_back_by_repair(*repaired, runs->sound, id)) {
    session.out.text(fmt::format(
        "run {} is taken back; no other run was: name one to take it back, too\n", done->id));
    return done->left.empty() ? exit_ok : exit_trouble;
  }
  if (id.empty()) {
    if (!all_over) {
      return fail(session, {"the last run cannot be told: name the one to take back", {}, {}});
    }
    const fix::RunManifest* last = last_to_undo(runs->sound);
    if (last == nullptr) return fail(session, {"there is no run to take back", {}, {}});
    id = last->id;
  }
  if (const std::string why = changes_state(runs->sound, id) ? why_no_state_fix(session) : "";
      !why.empty()) {
    return fail(session, {why, {}, {}});
  }
  const auto done = fix::undo_run(*session.store, *origin, id);
  if (!done) {
    show_moved(arguments, session, origin->state, id);
    return fail(session, done.error());
  }
  log_run(session, *done);
  report::RunTextOptions options;
  options.width = session.width;
  options.color = wants_color(arguments, session);
  report::write_run(run_report(*done, *session.store, origin->state, arguments.one("--backup-dir")),
                    options, session.out);
  return exit_ok;
}

}  // namespace shirlint::cli
