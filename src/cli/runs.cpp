#include "cli/runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/machine_fix.h"
#include "fix/backup.h"
#include "fix/setting_change.h"
#include "report/diff.h"
#include "text/secret.h"
#include "xml/document.h"

namespace shirlint::cli {
namespace {

fix::StateSettings settings_of(const Arguments& arguments, const Session& session) {
  fix::StateSettings settings = session.state;
  const std::string given = arguments.one("--backup-dir");
  if (!given.empty()) settings.backup_dir = session.reader.absolute(given);
  return settings;
}

std::string outcome_text(fix::Outcome outcome) {
  switch (outcome) {
    case fix::Outcome::completed:
      return "all its files had been changed; its record now says so";
    case fix::Outcome::taken_back:
      return "its files have their old bytes again";
    case fix::Outcome::never_began:
      break;
  }
  return "it had changed nothing";
}

}  // namespace

text::Result<fix::RunOrigin> run_origin(const Arguments& arguments, const Session& session) {
  if (session.store == nullptr) return text::fail("this session cannot write");
  auto state = fix::state_folder_path(settings_of(arguments, session));
  if (!state) return tl::unexpected<text::Error>(std::move(state.error()));
  // A run may come half an hour after the program's start (--restart-service=when-idle).
  const std::string when = session.clock == nullptr ? session.now : session.clock->date();
  return fix::RunOrigin{when, session.user, text::mask(arguments.one("--reason")),
                        fmt::format("shirlint {}", SHIRLINT_VERSION), *std::move(state)};
}

std::optional<std::vector<fix::Settled>> repair_first(const Session& session,
                                                      const std::string& state) {
  auto settled = fix::repair_runs(*session.store, state);
  if (!settled) {
    complain(session, settled.error());
    return std::nullopt;
  }
  for (const fix::Settled& run : *settled) {
    complain(session,
             {fmt::format("the run {} had been interrupted: {}", run.id, outcome_text(run.outcome)),
              {},
              {}});
    for (const std::string& file : run.left) {
      complain(session, {"was changed by somebody else since, and is left as it is", file, {}});
    }
  }
  return *std::move(settled);
}

bool ready_to_write(const Arguments& arguments, const Session& session) {
  if (const std::string why = why_no_fix(session); !why.empty()) {
    complain(session, {why, {}, {}});
    return false;
  }
  const auto origin = run_origin(arguments, session);
  if (!origin) {
    complain(session, origin.error());
    return false;
  }
  if (!repair_first(session, origin->state)) return false;
  const auto runs = fix::all_runs(*session.store, origin->state);
  if (!runs) complain(session, runs.error());
  return runs && tell_damaged(session, runs->damaged);
}

bool tell_damaged(const Session& session, const std::vector<fix::DamagedRun>& damaged) {
  bool all_over = true;
  for (const fix::DamagedRun& run : damaged) {
    all_over = all_over && run.over;
    const char* const advice =
        run.over ? "is over, and is left alone: to delete its record and its backups"
                 : "may have been interrupted: compare its files with the backups beside the "
                   "record, and to delete both";
    complain(session, {fmt::format("{}; run {} {}, `shirlint undo --purge {}`", run.why.message,
                                   run.id, advice, run.id),
                       run.why.file, run.why.at});
  }
  return all_over;
}

void warn_of_interrupted(const Arguments& arguments, const Session& session) {
  if (session.store == nullptr) return;
  const auto state = fix::state_folder_path(settings_of(arguments, session));
  if (!state) return;
  const auto runs = fix::interrupted_runs(*session.store, *state);
  if (!runs) return;
  for (const fix::RunManifest& run : *runs) {
    complain(session, {fmt::format("warning: the run {} was interrupted; `shirlint undo` or the "
                                   "next --fix brings its files into one state first",
                                   run.id),
                       {},
                       {}});
  }
}

void log_run(const Session& session, const fix::RunManifest& run) {
  if (!session.log) return;
  std::string text = fmt::format("shirlint changed this machine: run {}", run.id);
  if (!run.undoes.empty()) text += fmt::format(", which takes run {} back", run.undoes);
  text += fmt::format("\nby {} at {}", run.who, run.when);
  if (!run.reason.empty()) text += "\nreason: " + run.reason;
  for (const fix::RunFile& file : run.files) {
    text += fmt::format("\n{}: {}", fix::name_of(file), fmt::join(file.codes, ", "));
  }
  session.log(text::mask(text));
}

std::unique_ptr<lint::BackupSource> backups_of(const Arguments& arguments, const Session& session) {
  if (session.store == nullptr) return nullptr;
  auto state = fix::state_folder_path(settings_of(arguments, session));
  if (!state) return nullptr;
  return std::make_unique<fix::JournalBackups>(*session.store, session.reader, *std::move(state));
}

lint::RunReport run_report(const fix::RunManifest& manifest, io::Store& store,
                           const std::string& state, const std::string& backup_dir) {
  const fix::Journal journal(store, state);
  lint::RunReport report;
  report.id = manifest.id;
  report.when = manifest.when;
  report.who = manifest.who;
  report.reason = manifest.reason;
  report.undoes = manifest.undoes;
  report.restart = manifest.restart;
  std::set<std::string> codes;
  for (const fix::RunFile& file : manifest.files) {
    codes.insert(file.codes.begin(), file.codes.end());
    const bool kept = manifest.keep_backups && !file.backup.empty();
    report.files.push_back({fix::name_of(file), file.before, file.after,
                            kept ? journal.backup_path(manifest.id, file) : std::string()});
  }
  report.fixed.assign(codes.begin(), codes.end());
  const bool undoable = manifest.keep_backups &&
                        std::any_of(report.files.begin(), report.files.end(), [](const auto& file) {
                          return !file.backup.empty() || file.before.empty();
                        });
  if (undoable) report.undo = "shirlint undo " + manifest.id;
  if (undoable && !backup_dir.empty()) report.undo += fmt::format(" --backup-dir \"{}\"", state);
  return report;
}

std::size_t keep_backups(const Arguments& arguments) {
  const std::string text = arguments.one("--keep-backups");
  const bool digits =
      !text.empty() && text.size() <= 6 &&
      std::all_of(text.begin(), text.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
  return digits ? std::stoul(text) : 0;
}

fix::Change run_change(const io::Reader& reader, fix::FileChange file) {
  fix::Change change{io::full_name(reader, file.path), {}, std::move(file.after), {}, {}};
  change.codes.assign(file.codes.begin(), file.codes.end());
  change.version = std::move(file.version);
  if (file.like.empty()) {
    change.before = std::move(file.before);
  } else {
    change.like = io::full_name(reader, file.like);
  }
  return change;
}

void write_change(const fix::FileChange& file, const Arguments& arguments, Session& session) {
  const xml::Document before = xml::Document::parse(file.before);
  const xml::Document after = xml::Document::parse(file.after);
  report::write_diff(file.path, file.like.empty() ? &before.source() : nullptr, &after.source(),
                     wants_color(arguments, session), session.out);
}

std::optional<lint::RunReport> make_run(const Arguments& arguments, const Session& session,
                                        std::vector<fix::Change> changes,
                                        std::vector<std::string> restart,
                                        std::vector<text::Error>& errors) {
  auto origin = run_origin(arguments, session);
  if (!origin) {
    errors.push_back(std::move(origin.error()));
    return std::nullopt;
  }
  const std::string state = origin->state;
  const bool secret = std::any_of(changes.begin(), changes.end(), [](const fix::Change& change) {
    const xml::Document before = xml::Document::parse(change.before.value_or(""));
    return text::mask(before.source().text()) != before.source().text();
  });
  const fix::RunRequest request{*std::move(origin),
                                std::move(changes),
                                std::move(restart),
                                {},
                                !arguments.has("--no-backup")};
  const auto done = fix::apply_run(*session.store, request);
  if (!done) {
    errors.push_back(done.error());
    return std::nullopt;
  }
  log_run(session, *done);
  lint::RunReport report = run_report(*done, *session.store, state, arguments.one("--backup-dir"));
  report.secret_kept = secret && done->keep_backups;
  if (arguments.has("--keep-backups")) {
    const auto pruned = fix::prune(*session.store, state, keep_backups(arguments));
    if (!pruned) errors.push_back(pruned.error());
  }
  return report;
}

}  // namespace shirlint::cli
