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

/// What stands below the line of a finding is indented by.
inline constexpr std::string_view body_indent = "    ";

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

/// The line with the place marked, `file:line:column` not included; nothing for no line.
void write_source_line(const lint::Location& place, Style mark, Pen& pen);

enum class Detail : std::uint8_t { hidden, line, source, full };

void write_finding(const lint::Finding& finding, Detail detail, Pen& pen);

/// What the baseline knows, and what of it is gone.
void write_baseline(const lint::BaselineReport& baseline, Pen& pen);

}  // namespace shirlint::report
