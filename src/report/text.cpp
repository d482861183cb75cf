#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.h"
#include "report/text_layout.h"
#include "report/text_parts.h"
#include "report/text_tally.h"
#include "report/wrap.h"

namespace shirlint::report {
namespace {

void write_headline(const Block& block, Pen& pen) {
  const std::string name = visible(block.name);
  if (block.headline.empty()) {
    pen.put(Style::bold, name);
    if (block.clean) pen.put(block.suppressed ? "  no new findings" : "  no findings");
    pen.end_line();
    return;
  }
  // Beside a long name the sentences would be a narrow column.
  const bool beside = name.size() + 2 <= pen.width() / 3;
  if (!beside) pen.put(Style::bold, name).end_line();
  std::string label = beside ? name + "  " : "  ";
  for (const std::string& sentence : block.headline) {
    pen.paragraph("", Style::bold, label, sentence);
    label.assign(label.size(), ' ');
  }
}

void write_shown(const Shown& shown, Pen& pen) {
  write_finding(shown.finding, shown.detail, pen);
  if (shown.also_on.count() == 0) return;
  pen.paragraph(
      "    ", Style::dim, "also on  ",
      fmt::format("{}: {}", counted(shown.also_on.count(), "more host"), shown.also_on.to_text()));
}

/// Lines say themselves where they are: no host's name, no headline.
bool only_lines(const Block& block) {
  return !block.findings.empty() &&
         std::all_of(block.findings.begin(), block.findings.end(),
                     [](const Shown& shown) { return shown.detail == Detail::line; });
}

void write_block(const Block& block, const TextOptions& options, Pen& pen) {
  if (!options.quiet) {
    write_headline(block, pen);
    pen.end_line();
  }
  bool after_lines = false;
  for (const Shown& shown : block.findings) {
    const bool line = shown.detail == Detail::line;
    if (after_lines && !line) pen.end_line();
    after_lines = line;
    write_shown(shown, pen);
    if (!line) pen.end_line();
  }
  if (after_lines) pen.end_line();
}

void write_blocks(const Layout& layout, const TextOptions& options, Pen& pen) {
  bool after_lines = false;
  for (const Block& block : layout.blocks()) {
    const bool lines = only_lines(block);
    if (after_lines && !lines) pen.end_line();
    after_lines = lines;
    if (lines) {
      for (const Shown& shown : block.findings) write_shown(shown, pen);
    } else {
      write_block(block, options, pen);
    }
  }
  if (after_lines) pen.end_line();
}

void write_left_out(const Layout& layout, Pen& pen) {
  bool any = false;
  for (const auto& [code, rule] : layout.rules()) {
    if (rule.left_out == 0) continue;
    any = true;
    pen.paragraph("", Style::plain, "",
                  fmt::format("{} of {} {} findings shown (--format concise lists all)", rule.shown,
                              rule.shown + rule.left_out, code));
  }
  if (any) pen.end_line();
}

void write_summary(const lint::Summary& sums, std::size_t hidden_infos, Pen& pen) {
  std::string found;
  const auto add = [&](std::uint64_t number, std::string_view noun) {
    if (number != 0) found += (found.empty() ? "" : ", ") + counted(number, noun);
  };
  add(sums.error, "error");
  add(sums.warning, "warning");
  add(sums.info - std::min<std::uint64_t>(sums.info, hidden_infos), "info");
  if (found.empty()) found = hidden_infos == 0 ? "no findings" : "no errors, no warnings";
  std::string text =
      fmt::format("{} in {}, {}", found, counted(sums.hosts, "host"), counted(sums.files, "file"));
  if (sums.fixed != 0) text += fmt::format("; {} fixed", sums.fixed);
  if (sums.fixable != 0) text += fmt::format("; {} can be fixed", sums.fixable);
  if (sums.suppressed != 0) text += fmt::format("; {} suppressed", sums.suppressed);
  if (hidden_infos != 0) {
    pen.put(Style::dim, counted(hidden_infos, "info") + " not shown (--verbose)").end_line();
  }
  pen.put(Style::bold, text).end_line();
}

void write_old_tables(const std::vector<shir::OldTable>& tables, Pen& pen) {
  if (tables.empty()) return;
  std::string names;
  std::string_view day;  // tables of one day stand together
  for (const shir::OldTable& table : tables) {
    if (!day.empty()) names += table.as_of == day ? ", " : fmt::format(" ({}), ", day);
    names += table.name;
    day = table.as_of;
  }
  pen.paragraph(
      "", Style::plain, "",
      fmt::format("reference tables older than {} days: {} ({})", shir::days_of_trust, names, day));
}

}  // namespace

Pen::Pen(Sink& sink, const TextOptions& options)
    : sink_(sink), width_(std::max<std::size_t>(options.width, 40)), color_(options.color) {}

Pen& Pen::put(std::string_view text) {
  sink_.text(text);
  return *this;
}

Pen& Pen::put(Style style, std::string_view text) { return put(style, Style::plain, text); }

Pen& Pen::put(Style style, Style more, std::string_view text) {
  const bool styled = color_ && !text.empty() && (style != Style::plain || more != Style::plain);
  if (styled && style != Style::plain) sink_.style(style);
  if (styled && more != Style::plain) sink_.style(more);
  sink_.text(text);
  if (styled) sink_.style(Style::plain);
  return *this;
}

void Pen::paragraph(std::string_view indent, Style style, std::string_view label,
                    std::string_view text) {
  const std::size_t before = indent.size() + text_width(label);
  const std::size_t hanging = label.empty() && indent.empty() ? 2 : before;
  bool first = true;
  for (const std::string& line : wrap(text, width_ - std::min(width_ - 20, hanging))) {
    if (first) {
      put(indent).put(style, label);
    } else {
      put(std::string(hanging, ' '));
    }
    put(line).end_line();
    first = false;
  }
}

struct TextReport::State {
  explicit State(const TextOptions& given)
      : options(given), layout(given.verbose, !given.quiet), tally(given) {}

  TextOptions options;
  Layout layout;
  Tally tally;
};

TextReport::TextReport(const TextOptions& options) : state_(std::make_unique<State>(options)) {}
TextReport::~TextReport() = default;

void TextReport::add(lint::HostReport host) {
  state_->tally.add(host);
  if (!state_->options.statistics) state_->layout.add(host);
}

void TextReport::add_group(lint::HostReport group) {
  group.name = group.group.empty() ? group.path : "group " + group.group;
  state_->tally.add_group(group);
  if (!state_->options.statistics) state_->layout.add_group(group);
}

void TextReport::write(const lint::Report& report, Sink& sink) {
  const TextOptions& options = state_->options;
  Pen pen(sink, options);
  if (options.statistics) {
    state_->tally.write_statistics(pen);
  } else {
    write_blocks(state_->layout, options, pen);
    write_left_out(state_->layout, pen);
  }
  for (const text::Error& error : report.errors) state_->tally.add(error);
  state_->tally.write_errors(pen);
  if (options.quiet) return;
  state_->tally.write_unknown(pen);
  if (report.baseline) write_baseline(*report.baseline, pen);
  write_old_tables(report.tool.old_tables, pen);
  write_summary(report.summary, state_->layout.hidden_infos(), pen);
}

}  // namespace shirlint::report
