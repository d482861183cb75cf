#include "report/html_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/display.h"
#include "report/places.h"
#include "report/sink.h"
#include "report/text_parts.h"
#include "text/markup.h"
#include "text/secret.h"

namespace shirlint::report {
namespace {

std::string paragraph(std::string_view text) {
  return text.empty() ? std::string() : fmt::format("<p>{}</p>\n", html(text));
}

std::string entry(std::string_view name, const std::string& shown) {
  return shown.empty() ? std::string() : fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, shown);
}

/// Bytes of `line` in front of a column, which counts code points from 1.
std::size_t offset_of(std::string_view line, std::uint32_t column) {
  std::size_t at = 0;
  for (std::uint32_t i = 1; i < column && at < line.size(); ++i) {
    at += next_character(line.substr(at)).size;
  }
  return at;
}

/// The line of the place, what is meant marked. A secret is no one's to see, so a line with one has
/// no mark: where it is would tell how long the secret is.
std::string source_line(const lint::Location& place) {
  std::string_view line = place.line_text;
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  if (line.empty()) return {};
  std::string shown = html(line);
  if (text::mask(line) == line && place.start.line != 0) {
    const std::size_t start = offset_of(line, place.start.column);
    const bool one_line = place.end.line == place.start.line;
    const std::size_t end =
        std::max(start, one_line ? offset_of(line, place.end.column) : line.size());
    shown = html(line.substr(0, start)) + "<mark>" + html(line.substr(start, end - start)) +
            "</mark>" + html(line.substr(end));
  }
  return fmt::format("<pre><span class=\"soft\">{:>5} | </span>{}</pre>\n", place.start.line,
                     shown);
}

std::string action_text(const lint::Action& action) {
  std::string value = text::mask_value(action.value);
  if (action.kind == rules::to_text(rules::Operation::command)) return value;
  if (action.kind == rules::to_text(rules::Operation::create_file)) {
    return action.kind + " " + action.target + "\n" + text::mask(action.value);
  }
  return action.kind + " " + action.target + (value.empty() ? "" : " = " + value);
}

std::string edit_text(const lint::Edit& edit) {
  const std::string where = edit.from.line == 0
                                ? fmt::format("bytes {} to {}", edit.start, edit.end)
                                : fmt::format("{}:{} to {}:{}", edit.from.line, edit.from.column,
                                              edit.to.line, edit.to.column);
  const bool hidden = edit.withheld || text::mask_value(edit.text) != edit.text;
  return fmt::format("<pre><span class=\"soft\">{}, {}</span>\n{}</pre>\n", html(edit.file), where,
                     hidden              ? "(not shown: a secret)"
                     : edit.text.empty() ? "<del>- (taken out)</del>"
                                         : "<ins>+ " + html(edit.text) + "</ins>");
}

std::string diff(const lint::Location& place, const lint::FixOffer& fix) {
  const std::string after = line_after_fix(place, fix);
  if (!after.empty()) {
    return fmt::format(
        "<pre><span class=\"soft\">{}:{}</span>\n<del>- {}</del><ins>+ {}</ins></pre>\n",
        html(place.file), place.start.line, html(place.line_text), html(after));
  }
  std::string out;
  for (const lint::Edit& edit : fix.edits) out += edit_text(edit);
  return out;
}

std::string fix_text(const lint::Finding& finding) {
  const lint::FixOffer& fix = *finding.fix;
  std::string out = fmt::format("{} ({})", html(fix.title), rules::to_text(fix.applicability));
  out += diff(finding.location, fix);
  for (const lint::Action& action : fix.actions) {
    out += fmt::format("<pre>{}</pre>\n", html(action_text(action)));
  }
  for (const std::string& service : fix.restart) {
    out += fmt::format("<p>Then restart <code>{}</code>.</p>\n", html(service));
  }
  return out;
}

std::string article(const lint::Finding& finding) {
  const rules::Rule& rule = *finding.rule;
  std::string out =
      fmt::format("<article class=\"{}\">\n<h3>{} {} {}</h3>\n", rules::to_text(finding.severity),
                  html_badge(finding.severity), html(rule.code), html(rule.title));
  out += fmt::format("<p class=\"soft\"><code>{}</code></p>\n",
                     html(place_text(finding.location, finding.host)));
  out += source_line(finding.location) + paragraph(finding.message);
  out += "<dl>\n" + entry("You see", html(rule.symptom)) + entry("Why", html(rule.why)) +
         entry("To do", html(rule.remedy));
  if (finding.fix) out += entry("Fix", fix_text(finding));
  for (const lint::Related& related : finding.related) {
    out += entry(
        "See", fmt::format("<code>{}</code>: {}", html(place_text(related.location, finding.host)),
                           html(related.message)));
  }
  if (const std::string_view url = rule_url(rule); url.substr(0, 8) == "https://") {
    out += entry("Source", fmt::format("<a rel=\"noreferrer\" href=\"{0}\">{0}</a>", html(url)));
  }
  return out + "</dl>\n</article>\n";
}

std::string unknown_text(const lint::HostReport& host) {
  if (host.unknown.empty()) return {};
  std::string out =
      fmt::format("<details><summary>{} rules not judged</summary><ul>\n", host.unknown.size());
  for (const lint::Unknown& item : host.unknown) {
    out += fmt::format("<li>{}: needs {}: {}</li>\n", html(item.rule->code), html(item.needs),
                       html(item.reason));
  }
  return out + "</ul></details>\n";
}

std::string suppressed_text(const lint::HostReport& host) {
  if (host.suppressed.empty()) return {};
  std::string out =
      fmt::format("<details><summary>{} suppressed</summary><ul>\n", host.suppressed.size());
  for (const lint::Suppressed& item : host.suppressed) {
    out += fmt::format("<li>{} {}: {} ({}: {}{})</li>\n", html(item.finding.rule->code),
                       html(place_text(item.finding.location, item.finding.host)),
                       html(item.finding.message), html(item.by), html(item.reason),
                       item.expires.empty() ? "" : ", until " + html(item.expires));
  }
  return out + "</ul></details>\n";
}

std::string words_of(const lint::HostReport& host) {
  std::vector<std::string_view> codes;
  for (const lint::Finding& finding : host.findings) codes.push_back(finding.rule->code);
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return fmt::format("{} {} {} {}", host.name, host.group, host.product, fmt::join(codes, " "));
}

}  // namespace

std::string html(std::string_view value) { return text::escape_markup(harmless(value), "\t"); }

std::string html_badge(rules::Severity severity) {
  return fmt::format("<span class=\"badge {0}\">{0}</span>", rules::to_text(severity));
}

std::string html_errors(const std::vector<text::Error>& errors) {
  if (errors.empty()) return {};
  std::string out = "<h3 class=\"error\">Not done</h3>\n<ul>\n";
  for (const text::Error& error : errors) {
    const std::string place = place_text(error);
    out +=
        fmt::format("<li>{}{}</li>\n",
                    place.empty() ? "" : "<code>" + html(place) + "</code>: ", html(error.message));
  }
  return out + "</ul>\n";
}

std::string line_after_fix(const lint::Location& place, const lint::FixOffer& fix) {
  const std::string& line = place.line_text;
  if (line.empty() || fix.edits.empty()) return {};
  std::string out;
  std::size_t at = 0;
  for (const lint::Edit& edit : fix.edits) {
    const bool within = edit.file == place.file && edit.from.line == place.start.line &&
                        edit.to.line == place.start.line && !edit.withheld &&
                        edit.text.find_first_of("\r\n") == std::string::npos;
    if (!within) return {};
    const std::size_t start = offset_of(line, edit.from.column);
    const std::size_t end = offset_of(line, edit.to.column);
    if (start < at || end < start) return {};
    out += line.substr(at, start - at) + edit.text;
    at = end;
  }
  return out + line.substr(at);
}

std::string html_host(const lint::HostReport& host, std::size_t number, bool open) {
  lint::Summary sums;
  lint::count(sums, host);
  std::string out =
      fmt::format("<section id=\"host-{}\" data-words=\"{}\">\n<details{}><summary><h2>{}</h2> ",
                  number, html(words_of(host)), open ? " open=\"\"" : "", html(host.name));
  const auto badge = [&](std::uint64_t count, rules::Severity severity) {
    if (count == 0) return;
    out += fmt::format("<span class=\"badge {}\">{} {}{}</span> ", rules::to_text(severity), count,
                       rules::to_text(severity), count == 1 ? "" : "s");
  };
  badge(sums.error, rules::Severity::error);
  badge(sums.warning, rules::Severity::warning);
  badge(sums.info, rules::Severity::info);
  if (host.findings.empty() && host.errors.empty()) {
    out += fmt::format("<span class=\"badge ok\">{}</span>",
                       host.suppressed.empty() ? "no findings" : "no new findings");
  }
  out += "</summary>\n<div class=\"body\">\n";
  for (const std::string& sentence : host.headline) {
    out += fmt::format("<p><strong>{}</strong></p>\n", html(sentence));
  }
  std::vector<const lint::Finding*> findings;
  for (const lint::Finding& finding : host.findings) findings.push_back(&finding);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const lint::Finding* left, const lint::Finding* right) {
                     return left->severity > right->severity;
                   });
  for (const lint::Finding* finding : findings) out += article(*finding);
  out += html_errors(host.errors) + suppressed_text(host) + unknown_text(host);
  return out + "</div></details>\n</section>\n";
}

}  // namespace shirlint::report
