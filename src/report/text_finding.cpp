#include <fmt/format.h>

#include <algorithm>

#include "report/display.h"
#include "report/excerpt.h"
#include "report/text_parts.h"
#include "report/wrap.h"
#include "text/secret.h"

namespace shirlint::report {
namespace {

constexpr std::size_t label_width = 9;
constexpr std::size_t unlimited = std::string::npos;

/// Commands are shown whole, on lines of their own: they are there to be copied.
void write_actions(const lint::FixOffer& fix, Pen& pen) {
  for (const lint::Action& action : fix.actions) {
    std::string text = action.kind + ' ' + action.target;
    if (action.kind == rules::to_text(rules::Operation::command)) {
      text = action.value;
    } else if (action.kind == rules::to_text(rules::Operation::create_file)) {
      text += " with this text:\n" + text::mask(action.value);
    } else if (!action.value.empty()) {
      text += " = " + text::mask_value(action.value);
    }
    for (const std::string& line : wrap(text, unlimited)) {
      pen.put(body_indent).put(std::string(label_width, ' ')).put(Style::bold, line).end_line();
    }
  }
}

/// A file that is to be made is shown whole.
void write_new_files(const lint::FixOffer& fix, Pen& pen) {
  for (const lint::Edit& edit : fix.edits) {
    if (edit.like.empty()) continue;
    const std::string text = fmt::format("{} is made with this text:\n{}", visible(edit.file),
                                         edit.withheld ? text::mask(edit.bytes) : edit.text);
    for (const std::string& line : wrap(text, unlimited)) {
      pen.put(body_indent).put(std::string(label_width, ' ')).put(Style::bold, line).end_line();
    }
  }
}

void write_fix(const lint::Finding& finding, Pen& pen) {
  const lint::FixOffer& fix = *finding.fix;
  if (fix.applicability == rules::Applicability::manual) {
    pen.paragraph(body_indent, Style::green, "by hand  ", fix.title);
  } else {
    pen.paragraph(body_indent, Style::green, "fix      ",
                  fmt::format("{} ({})", fix.title, rules::to_text(fix.applicability)));
  }
  write_actions(fix, pen);
  write_new_files(fix, pen);
  if (fix.restart.empty()) return;
  std::string services;
  for (const std::string& name : fix.restart) services += (services.empty() ? "" : ", ") + name;
  pen.paragraph(body_indent, Style::plain, std::string(label_width, ' '),
                "then restart " + services);
}

/// The message may say no more than the title.
bool adds_to(std::string_view message, std::string_view title) {
  const auto bare = [](std::string_view text) {
    while (!text.empty() && text.back() == '.') text.remove_suffix(1);
    return text;
  };
  return !message.empty() && bare(message) != bare(title);
}

}  // namespace

Style severity_style(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::error:
      return Style::red;
    case rules::Severity::warning:
      return Style::yellow;
    case rules::Severity::info:
      break;
  }
  return Style::blue;
}

std::string place_text(const lint::Location& place, std::string_view host) {
  if (place.file.empty()) {
    const std::string name = place.fact.empty() ? std::string(host) : place.fact;
    return visible(place.fact.empty() || host.empty() ? name : fmt::format("{}: {}", host, name));
  }
  if (place.start.line == 0) return visible(place.file);
  return fmt::format("{}:{}:{}", visible(place.file), place.start.line, place.start.column);
}

std::string place_text(const text::Error& error) {
  if (error.file.empty() || error.at.line == 0) return visible(error.file);
  return fmt::format("{}:{}:{}", visible(error.file), error.at.line, error.at.column);
}

void write_source_line(const lint::Location& place, Style mark, Pen& pen) {
  const std::string number = std::to_string(place.start.line);
  const std::string margin(std::max<std::size_t>(number.size(), 2) + 1, ' ');
  const Excerpt excerpt = make_excerpt(place, pen.width() - margin.size() - 3);
  if (excerpt.line.empty()) return;
  pen.put(Style::blue, margin + " |").end_line();
  pen.put(Style::blue, fmt::format("{:>{}} | ", number, margin.size()));
  pen.put(excerpt.line).end_line();
  pen.put(Style::blue, margin + " | ").put(std::string(excerpt.indent, ' '));
  pen.put(Style::bold, mark, std::string(excerpt.width, '^'));
  pen.end_line();
}

void write_finding(const lint::Finding& finding, Detail detail, Pen& pen) {
  const rules::Rule& rule = *finding.rule;
  const Style style = severity_style(finding.severity);
  const std::string head = fmt::format("{} {}", rules::to_text(finding.severity), rule.code);
  if (detail == Detail::line) {
    const std::string place = place_text(finding.location, finding.host);
    pen.paragraph("", style, head, fmt::format(" {}: {}", place, finding.message));
    return;
  }
  const std::vector<std::string> title = wrap(rule.title, pen.width() - head.size() - 2);
  pen.put(Style::bold, style, head).put(Style::bold, ": " + title.front()).end_line();
  for (auto line = title.begin() + 1; line != title.end(); ++line) {
    pen.put(body_indent).put(Style::bold, *line).end_line();
  }
  pen.put(Style::blue, "  --> ").put(place_text(finding.location, finding.host)).end_line();
  write_source_line(finding.location, style, pen);
  if (adds_to(finding.message, rule.title))
    pen.paragraph(body_indent, Style::plain, "", finding.message);
  if (detail == Detail::full) {
    if (!rule.symptom.empty()) pen.paragraph(body_indent, Style::dim, "you see  ", rule.symptom);
    if (!rule.remedy.empty()) pen.paragraph(body_indent, Style::dim, "to do    ", rule.remedy);
  }
  if (finding.fix) write_fix(finding, pen);
  for (const lint::Related& related : finding.related) {
    const std::string place = place_text(related.location, finding.host);
    pen.paragraph(body_indent, Style::dim, "see      ",
                  fmt::format("{}: {}", place, related.message));
  }
}

}  // namespace shirlint::report
