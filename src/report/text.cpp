#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "report/display.h"
#include "report/text_parts.h"
#include "report/wrap.h"

namespace shirlint::report {
namespace {

/// One finding as it will be shown.
struct Shown {
  const lint::Finding* finding = nullptr;
  Detail detail = Detail::hidden;
  std::vector<std::string_view> also_on;  // hosts with the same finding, not shown there
};

struct Block {
  const lint::HostReport* host = nullptr;
  std::vector<Shown> findings;
};

/// Decides what is shown and how, before anything is written, because a finding that is shown
/// names the hosts whose findings are not.
class Layout {
 public:
  Layout(const lint::Report& report, bool infos) : infos_(infos) {
    // Pointers into the blocks are kept: they must not move.
    blocks_.reserve(report.hosts.size());
    for (const lint::HostReport& host : report.hosts) add(host);
  }

  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }
  [[nodiscard]] std::size_t hidden_infos() const { return hidden_infos_; }

  struct Rule {
    std::size_t shown = 0;
    std::size_t left_out = 0;
  };
  [[nodiscard]] const std::map<std::string_view, Rule>& rules() const { return rules_; }

 private:
  struct Same {
    std::vector<const lint::HostReport*> shown_on;
    Shown* last = nullptr;
  };

  void add(const lint::HostReport& host) {
    Block& block = blocks_.emplace_back();
    block.host = &host;
    block.findings.reserve(host.findings.size());
    for (const lint::Finding& finding : host.findings) add(finding, host, block);
  }

  void add(const lint::Finding& finding, const lint::HostReport& host, Block& block) {
    if (finding.severity == rules::Severity::info && !infos_) {
      ++hidden_infos_;
      return;
    }
    Same& same = same_[{finding.rule->code, finding.message}];
    const bool here = !same.shown_on.empty() && same.shown_on.back() == &host;
    if (!here && same.shown_on.size() >= TextLimits::same_finding_hosts) {
      auto& names = same.last->also_on;
      if (names.empty() || names.back() != host.name) names.emplace_back(host.name);
      return;
    }
    Rule& rule = rules_[finding.rule->code];
    if (rule.shown >= TextLimits::per_rule) {
      ++rule.left_out;
      return;
    }
    Shown& shown = block.findings.emplace_back();
    shown.finding = &finding;
    shown.detail = rule.shown < TextLimits::in_full       ? Detail::full
                   : rule.shown < TextLimits::with_source ? Detail::source
                                                          : Detail::line;
    ++rule.shown;
    if (!here) same.shown_on.push_back(&host);
    same.last = &shown;
  }

  bool infos_;
  std::size_t hidden_infos_ = 0;
  std::vector<Block> blocks_;
  std::map<std::pair<std::string_view, std::string_view>, Same> same_;
  std::map<std::string_view, Rule> rules_;
};

void write_headline(const lint::HostReport& host, Pen& pen) {
  const std::string name = visible(host.name);
  if (host.headline.empty()) {
    pen.put(Style::bold, name);
    if (host.findings.empty() && host.errors.empty()) {
      pen.put(host.suppressed.empty() ? "  no findings" : "  no new findings");
    }
    pen.end_line();
    return;
  }
  // Beside a long name the sentences would be a narrow column.
  const bool beside = name.size() + 2 <= pen.width() / 3;
  if (!beside) pen.put(Style::bold, name).end_line();
  std::string label = beside ? name + "  " : "  ";
  for (const std::string& sentence : host.headline) {
    pen.paragraph("", Style::bold, label, sentence);
    label.assign(label.size(), ' ');
  }
}

void write_shown(const Shown& shown, Pen& pen) {
  write_finding(*shown.finding, shown.detail, pen);
  if (shown.also_on.empty()) return;
  pen.paragraph(
      "    ", Style::dim, "also on  ",
      fmt::format("{}: {}", counted(shown.also_on.size(), "more host"), host_list(shown.also_on)));
}

/// Lines say themselves where they are: no host's name, no headline.
bool only_lines(const Block& block) {
  return !block.findings.empty() &&
         std::all_of(block.findings.begin(), block.findings.end(),
                     [](const Shown& shown) { return shown.detail == Detail::line; });
}

void write_block(const Block& block, const TextOptions& options, Pen& pen) {
  if (!options.quiet) {
    write_headline(*block.host, pen);
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
  const bool show_clean = !options.quiet && layout.blocks().size() <= TextLimits::clean_hosts;
  bool after_lines = false;
  for (const Block& block : layout.blocks()) {
    if (block.findings.empty() && !show_clean) continue;
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

void write_text(const lint::Report& report, const TextOptions& options, Sink& sink) {
  Pen pen(sink, options);
  const Layout layout(report, options.verbose);
  std::size_t hidden_infos = layout.hidden_infos();
  if (options.statistics) {
    write_statistics(report, pen);
    hidden_infos = 0;
  } else {
    write_blocks(layout, options, pen);
    write_left_out(layout, pen);
  }
  write_errors(report, pen);
  if (options.quiet) return;
  write_unknown(report, options.verbose, pen);
  if (report.baseline) write_baseline(*report.baseline, pen);
  write_summary(report.summary, hidden_infos, pen);
}

}  // namespace shirlint::report
