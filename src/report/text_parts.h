// The pieces of which `text` is made: a pen that knows about colours, one finding, the end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lint/report.h"
#include "report/sink.h"
#include "report/text.h"

namespace shirlint::report {

class Pen {
 public:
  Pen(Sink& sink, const TextOptions& options);

  Pen& put(std::string_view text);
  /// In these styles, where there are colours.
  Pen& put(Style style, std::string_view text);
  Pen& put(Style style, Style more, std::string_view text);
  void end_line() { sink_.text("\n"); }
  /// `text` wrapped behind `label`, the following lines indented to the same column.
  void paragraph(std::string_view indent, Style style, std::string_view label,
                 std::string_view text);
  [[nodiscard]] std::size_t width() const { return width_; }

 private:
  Sink& sink_;
  std::size_t width_;
  bool color_;
};

[[nodiscard]] Style severity_style(rules::Severity severity);

/// `file:line:column`, as far as known; else the fact; else the host.
[[nodiscard]] std::string place_text(const lint::Location& place, std::string_view host);
[[nodiscard]] std::string place_text(const text::Error& error);

/// "node-01, node-02 and 17 more"; `number` may be more than there are names.
[[nodiscard]] std::string host_list(const std::vector<std::string_view>& names);

/// The line with the place marked, `file:line:column` not included; nothing for no line.
void write_source_line(const lint::Location& place, Style mark, Pen& pen);

enum class Detail : std::uint8_t { hidden, line, source, full };

void write_finding(const lint::Finding& finding, Detail detail, Pen& pen);

/// `3  error  PRX009  proxy-address-without-scheme`, the most frequent first.
void write_statistics(const lint::Report& report, Pen& pen);
/// What could not be read or done.
void write_errors(const lint::Report& report, Pen& pen);
/// What could not be judged: by reason and category, or one by one.
void write_unknown(const lint::Report& report, bool each, Pen& pen);
/// What the baseline knows, and what of it is gone.
void write_baseline(const lint::BaselineReport& baseline, Pen& pen);
void write_summary(const lint::Summary& sums, std::size_t hidden_infos, Pen& pen);

}  // namespace shirlint::report
