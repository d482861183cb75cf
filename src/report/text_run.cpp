#include "report/text_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/display.h"
#include "report/text_parts.h"

namespace shirlint::report {
namespace {

constexpr std::size_t shown_hash = 12;

Pen pen_of(const RunTextOptions& options, Sink& sink) {
  TextOptions text;
  text.width = options.width;
  text.color = options.color;
  return {sink, text};
}

std::string short_hash(const std::string& hash) {
  return hash.empty() ? "no file" : hash.substr(0, shown_hash);
}

void write_files(const lint::RunReport& run, Pen& pen) {
  for (const lint::RunReport::File& file : run.files) {
    pen.put(body_indent).put(Style::bold, visible(file.path)).end_line();
    pen.paragraph("      ", Style::dim, "sha256   ",
                  fmt::format("{} -> {}", short_hash(file.before), short_hash(file.after)));
    if (file.before.empty()) continue;  // a file that was made has no old bytes
    pen.paragraph("      ", Style::dim, "backup   ",
                  file.backup.empty() ? "none was kept" : visible(file.backup));
  }
}

std::string state_text(const fix::RunManifest& run, const std::set<std::string>& taken_back) {
  if (run.state == fix::RunState::started) return "interrupted";
  if (run.state == fix::RunState::taken_back) return "failed, nothing changed";
  if (taken_back.count(run.id) != 0) return "taken back";
  const bool kept = std::any_of(run.files.begin(), run.files.end(), [](const fix::RunFile& file) {
    return !file.backup.empty() || file.before.empty();
  });
  return kept ? "can be taken back" : "backups purged";
}

}  // namespace

std::string note_of(const lint::RunReport& run) {
  if (!run.undoes.empty()) return {};
  std::string note(golden_note);
  if (run.secret_kept) {
    note += fmt::format(
        " A backup holds a password or a key in clear text: change that secret; "
        "`shirlint undo --purge {}` deletes the backup.",
        run.id);
  }
  return note;
}

void write_run(const lint::RunReport& run, const RunTextOptions& options, Sink& sink) {
  Pen pen = pen_of(options, sink);
  const std::string what =
      run.undoes.empty() ? run.fixed.empty() ? "put a fragment in"
                                             : fmt::format("applied {}", fmt::join(run.fixed, ", "))
                         : fmt::format("took run {} back", run.undoes);
  pen.put(Style::bold, Style::green, fmt::format("run {}", run.id))
      .put(Style::bold, ": " + visible(what))
      .end_line();
  pen.paragraph(body_indent, Style::dim, "when     ", run.when);
  pen.paragraph(body_indent, Style::dim, "who      ", visible(run.who));
  if (!run.reason.empty()) pen.paragraph(body_indent, Style::dim, "why      ", visible(run.reason));
  write_files(run, pen);
  if (!run.proof.empty()) {
    pen.paragraph(body_indent, Style::dim, "proved   ",
                  fmt::format("{}", fmt::join(run.proof, "; ")));
  }
  if (!run.restart.empty()) {
    pen.paragraph(body_indent, Style::dim, "to do    ",
                  fmt::format("Restart {}: until then the old settings are in effect.",
                              fmt::join(run.restart, ", ")));
  }
  if (!run.restarted.empty()) {
    pen.paragraph(
        body_indent, Style::dim, "done     ",
        fmt::format("Restarted {}: up for a minute since.", fmt::join(run.restarted, ", ")));
  }
  if (!run.undo.empty()) {  // in one line, to be copied
    pen.put(body_indent).put(Style::dim, "undo     ").put(visible(run.undo)).end_line();
  }
  if (const std::string note = note_of(run); !note.empty()) {
    pen.paragraph(body_indent, Style::dim, "note     ", note);
  }
  pen.end_line();
}

void write_unapplied(const std::vector<lint::UnappliedFix>& fixes, const RunTextOptions& options,
                     Sink& sink) {
  if (fixes.empty()) return;
  Pen pen = pen_of(options, sink);
  for (const lint::UnappliedFix& fix : fixes) {
    pen.paragraph("", Style::yellow, "left alone ",
                  fmt::format("{} at {}: {}", fix.code, place_text(fix.location, {}), fix.reason));
  }
  pen.end_line();
}

void write_run_table(const std::vector<fix::RunManifest>& runs, Sink& sink) {
  if (runs.empty()) {
    sink.text("no run is recorded\n");
    return;
  }
  std::set<std::string> taken_back;
  for (const fix::RunManifest& run : runs) {
    if (!run.undoes.empty() && run.state == fix::RunState::complete) taken_back.insert(run.undoes);
  }
  std::for_each(runs.rbegin(), runs.rend(), [&](const fix::RunManifest& run) {
    std::set<std::string> codes;
    for (const fix::RunFile& file : run.files) codes.insert(file.codes.begin(), file.codes.end());
    const std::string what = !run.undoes.empty() ? fmt::format("undo of {}", run.undoes)
                             : codes.empty()     ? "a fragment"
                                                 : fmt::format("{}", fmt::join(codes, ","));
    sink.text(fmt::format("{:<18} {:<12} {:<24} {} file{}  {}{}\n", run.id, visible_line(run.who),
                          state_text(run, taken_back), run.files.size(),
                          run.files.size() == 1 ? "" : "s", visible_line(what),
                          run.reason.empty() ? "" : "  " + visible_line(run.reason)));
  });
}

}  // namespace shirlint::report
