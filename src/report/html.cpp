#include "report/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "report/html_page.h"
#include "report/html_parts.h"

namespace shirlint::report {
namespace {

constexpr std::size_t column_limit = 40;  // rules beside each other in the table

using Hosts = std::vector<const lint::HostReport*>;

std::string counted(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

Hosts worst_first(const lint::Report& report) {
  Hosts hosts;
  for (const lint::HostReport& host : report.hosts) hosts.push_back(&host);
  const auto badness = [](const lint::HostReport& host) {
    lint::Summary sums;
    lint::count(sums, host);
    return std::tuple(sums.error, sums.warning, host.errors.size(), sums.info);
  };
  std::stable_sort(hosts.begin(), hosts.end(),
                   [&](const lint::HostReport* left, const lint::HostReport* right) {
                     return badness(*left) > badness(*right);
                   });
  return hosts;
}

/// On how many hosts a rule found something, and how bad it was.
struct Column {
  const rules::Rule* rule = nullptr;
  rules::Severity worst = rules::Severity::info;
  std::size_t hosts = 0;
};

struct Cell {
  rules::Severity worst = rules::Severity::info;
  std::size_t count = 0;
};

using Cells = std::map<std::string_view, Cell>;

Cells cells_of(const lint::HostReport& host) {
  Cells cells;
  for (const lint::Finding& finding : host.findings) {
    Cell& cell = cells[finding.rule->code];
    cell.worst = std::max(cell.worst, finding.severity);
    cell.count += 1;
  }
  return cells;
}

/// The worst and most frequent rules first.
std::vector<Column> columns_of(const Hosts& hosts) {
  std::map<std::string_view, Column> by_code;
  for (const lint::HostReport* host : hosts) {
    for (const lint::Finding& finding : host->findings) {
      Column& column = by_code[finding.rule->code];
      column.rule = finding.rule;
      column.worst = std::max(column.worst, finding.severity);
    }
    for (const auto& [code, cell] : cells_of(*host)) by_code[code].hosts += 1;
  }
  std::vector<Column> columns;
  columns.reserve(by_code.size());
  for (const auto& [code, column] : by_code) columns.push_back(column);
  std::stable_sort(columns.begin(), columns.end(), [](const Column& left, const Column& right) {
    return std::tie(left.worst, left.hosts) > std::tie(right.worst, right.hosts);
  });
  return columns;
}

std::string sums_text(const lint::Summary& sums) {
  std::string found;
  const auto add = [&](std::uint64_t number, std::string_view noun) {
    if (number != 0) found += (found.empty() ? "" : ", ") + counted(number, noun);
  };
  add(sums.error, "error");
  add(sums.warning, "warning");
  add(sums.info, "info");
  return found;
}

std::string row(const lint::HostReport& host, std::size_t number,
                const std::vector<Column>& columns, std::size_t shown) {
  const Cells cells = cells_of(host);
  std::string words = host.name + " " + host.group + " " + host.product;
  for (const auto& [code, cell] : cells) words += " " + std::string(code);
  std::string out =
      fmt::format("<tr data-words=\"{}\"><th scope=\"row\"><a href=\"#host-{}\">{}</a></th>",
                  html(words), number, html(host.name));
  lint::Summary sums;
  lint::count(sums, host);
  out +=
      fmt::format("<td>{}{}</td>", sums_text(sums), host.errors.empty() ? "" : " (not all read)");
  for (std::size_t i = 0; i < shown; ++i) {
    const auto cell = cells.find(columns[i].rule->code);
    if (cell == cells.end()) {
      out += "<td class=\"n\"></td>";
    } else {
      out += fmt::format("<td class=\"n\"><span class=\"{0}\">{1} {0}{2}</span></td>",
                         rules::to_text(cell->second.worst), cell->second.count,
                         cell->second.count == 1 ? "" : "s");
    }
  }
  return out + "</tr>\n";
}

std::string fleet(const Hosts& hosts) {
  const std::vector<Column> columns = columns_of(hosts);
  const std::size_t shown = std::min(columns.size(), column_limit);
  std::string out =
      "<form class=\"filter\" role=\"search\" hidden=\"\"><label>Filter: <input type=\"search\" "
      "placeholder=\"host, group or code\"/></label>\n";
  for (const std::string_view level : {"error", "warning", "info"}) {
    out += fmt::format(
        "<label><input type=\"checkbox\" value=\"{0}\" checked=\"\"/> {0}s</label>\n", level);
  }
  out += "<output aria-live=\"polite\"></output></form>\n";
  out +=
      "<div class=\"table\" role=\"region\" aria-label=\"Hosts by rules\" tabindex=\"0\">\n"
      "<table><thead><tr><th scope=\"col\">host</th><th scope=\"col\">found</th>";
  for (std::size_t i = 0; i < shown; ++i) {
    out += fmt::format(
        "<th scope=\"col\" class=\"{}\" title=\"{}\">{}<br/><span class=\"soft\">{}"
        "</span></th>",
        rules::to_text(columns[i].worst), html(columns[i].rule->title), html(columns[i].rule->code),
        counted(columns[i].hosts, "host"));
  }
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < hosts.size(); ++i) out += row(*hosts[i], i + 1, columns, shown);
  out += "</tbody></table></div>\n";
  if (shown < columns.size()) {
    out += fmt::format("<p class=\"soft\">{} not in the table.</p>\n",
                       counted(columns.size() - shown, "more rule"));
  }
  return out;
}

std::string headline(const lint::Summary& sums) {
  const std::string found = sums_text(sums);
  return fmt::format("{} in {}", found.empty() ? "No findings" : found,
                     counted(sums.hosts, "host"));
}

std::string baseline_paragraph(const lint::BaselineReport& baseline) {
  return fmt::format("<p>Baseline <code>{}</code>: it knows {}; {} not found any more.</p>\n",
                     html(baseline.file), counted(baseline.matched, "finding"),
                     baseline.stale.size() == 1
                         ? "1 entry is"
                         : fmt::format("{} entries are", baseline.stale.size()));
}

std::string run_item(const lint::RunReport& run) {
  std::string out =
      fmt::format("<li>run <code>{}</code>, {}: applied {}", html(run.id), html(run.when),
                  html(fmt::format("{}", fmt::join(run.fixed, ", "))));
  if (!run.undo.empty()) out += fmt::format("; undo: <code>{}</code>", html(run.undo));
  return out + "</li>\n";
}

}  // namespace

void write_html(const lint::Report& report, const FormatSettings& settings, Sink& sink) {
  const Hosts hosts = worst_first(report);
  sink.machine(fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<title>shirlint: {0}</title>\n<style>{1}</style>\n</head>\n<body>\n"
      "<a class=\"skip\" href=\"#hosts\">To the hosts</a>\n<header>\n<h1>{0}</h1>\n"
      "<p class=\"soft\">shirlint {2}, judged as on {3}; {4} not judged, {5} suppressed, {6} can "
      "be "
      "fixed</p>\n</header>\n",
      headline(report.summary), html_style, html(settings.tool.version), html(settings.date),
      report.summary.unknown, report.summary.suppressed, report.summary.fixable));
  if (report.baseline) sink.machine(baseline_paragraph(*report.baseline));
  if (!report.runs.empty()) {
    sink.machine("<h3>Applied</h3>\n<ul>\n");
    for (const lint::RunReport& run : report.runs) sink.machine(run_item(run));
    sink.machine("</ul>\n");
  }
  sink.machine(html_errors(report.errors));
  sink.machine("<main id=\"hosts\">\n");
  if (hosts.size() > 1) sink.machine(fleet(hosts));
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    sink.machine(html_host(*hosts[i], i + 1, hosts.size() == 1));
  }
  sink.machine("</main>\n");
  sink.machine(fmt::format("<script>{}</script>\n</body>\n</html>\n", html_script));
}

}  // namespace shirlint::report
