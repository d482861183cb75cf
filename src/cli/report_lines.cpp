#include "cli/report_lines.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>

#include "lint/site_filter.h"

namespace shirlint::cli {
namespace {

template <class Items, class Condition>
void drop(Items& items, Condition condition) {
  items.erase(std::remove_if(items.begin(), items.end(), condition), items.end());
}

/// A path from the root of a host's own disk says nothing here, and all hosts have the same.
void put_below_host(std::string& path, const std::string& host) {
  const bool from_root =
      (!path.empty() && path.front() == '/') || (path.size() > 1 && path[1] == ':');
  if (from_root) path = host + (path.front() == '/' ? "" : "/") + path;
}

void put_below_host(lint::Finding& finding) {
  put_below_host(finding.location.file, finding.host);
  for (lint::Related& item : finding.related) put_below_host(item.location.file, finding.host);
  if (!finding.fix) return;
  for (lint::Edit& edit : finding.fix->edits) put_below_host(edit.file, finding.host);
}

void put_below_hosts(lint::HostReport& report) {
  put_below_host(report.path, report.name);
  for (lint::FileReport& file : report.files) put_below_host(file.path, report.name);
  for (lint::Finding& finding : report.findings) put_below_host(finding);
  for (lint::Suppressed& item : report.suppressed) put_below_host(item.finding);
  for (text::Error& error : report.errors) put_below_host(error.file, report.name);
}

/// The hosts that count of the report that `place` is in: their indices by name.
std::map<std::string_view, std::size_t> hosts_beside(const FleetReports& reports,
                                                     const ReportPlace& place) {
  std::map<std::string_view, std::size_t> out;
  const auto first =
      std::partition_point(reports.hosts.begin(), reports.hosts.end(),
                           [&](const ReportPlace& host) { return host.file < place.file; });
  for (auto host = first; host != reports.hosts.end() && host->file == place.file; ++host) {
    if (host->run != place.run) continue;
    out.emplace(host->name, static_cast<std::size_t>(host - reports.hosts.begin()));
  }
  return out;
}

}  // namespace

struct ReportLines::File {
  std::mutex mutex;
  std::uint32_t number = 0;
  std::shared_ptr<const std::string> text;
};

ReportLines::ReportLines(const FleetReports& reports, const Session& session,
                         const lint::CheckContext& context, lint::Selection selection)
    : reports_(reports),
      session_(session),
      context_(context),
      selection_(std::move(selection)),
      file_(std::make_unique<File>()) {}
ReportLines::~ReportLines() = default;

text::Result<report::ReadLine> ReportLines::read(const ReportPlace& place) {
  std::shared_ptr<const std::string> text;
  {
    const std::scoped_lock lock(file_->mutex);
    if (file_->text == nullptr || file_->number != place.file) {
      auto read = read_report_file(session_.reader, reports_.files[place.file]);
      if (!read) return tl::unexpected<text::Error>(std::move(read).error());
      file_->text = std::make_shared<const std::string>(*std::move(read));
      file_->number = place.file;
    }
    text = file_->text;
  }
  if (text->size() < place.offset + place.size) return text::fail("is shorter than it was");
  return report::read_jsonl_line(std::string_view(*text).substr(place.offset, place.size),
                                 *reports_.rules);
}

void ReportLines::choose(lint::HostReport& report) const {
  const auto left_out = [&](std::string_view code) {
    return (!selection_.select.empty() && !lint::matches_code(selection_.select, code)) ||
           lint::matches_code(selection_.ignore, code);
  };
  drop(report.findings, [&](const lint::Finding& item) { return left_out(item.rule->code); });
  drop(report.unknown, [&](const lint::Unknown& item) { return left_out(item.rule->code); });
  drop(report.suppressed,
       [&](const lint::Suppressed& item) { return left_out(item.finding.rule->code); });
  for (lint::Finding& finding : report.findings) {
    const auto severity = context_.site.severity.find(finding.rule->code);
    if (severity != context_.site.severity.end()) finding.severity = severity->second;
  }
  lint::SiteFilter(context_.site, context_.site_file, context_.today)
      .apply(report.findings, report.suppressed);
}

lint::HostReport ReportLines::host(const ReportPlace& place) {
  auto line = read(place);
  if (!line || line->report.name != place.name) {
    lint::HostReport report;
    report.name = place.name;
    report.path = place.path;
    report.errors.push_back(
        {"was changed while it was read", reports_.files[place.file], {place.line, 1}});
    return report;
  }
  put_below_hosts(line->report);
  choose(line->report);
  return std::move(line->report);
}

lint::HostReport ReportLines::group(const ReportPlace& place) {
  auto line = read(place);
  if (!line) return {};
  lint::HostReport& report = line->report;
  // Of a host whose newer report stands elsewhere, this one says nothing any more.
  const auto hosts = hosts_beside(reports_, place);
  const auto gone = [&](const std::string& host) {
    return !host.empty() && hosts.find(host) == hosts.end();
  };
  drop(report.findings, [&](const lint::Finding& item) { return gone(item.host); });
  drop(report.unknown, [&](const lint::Unknown& item) { return gone(item.host); });
  drop(report.suppressed, [&](const lint::Suppressed& item) { return gone(item.finding.host); });
  for (const lint::Finding& finding : report.findings) {
    const auto at = hosts.find(finding.host);
    if (at != hosts.end() && report.group.empty()) report.group = reports_.hosts[at->second].group;
  }
  put_below_hosts(report);
  choose(report);
  return std::move(report);
}

lint::HostReport ReportLines::add_groups(std::vector<lint::HostReport>& hosts) {
  lint::HostReport rest;
  for (const ReportPlace& place : reports_.groups) {
    const auto beside = hosts_beside(reports_, place);
    lint::HostReport said = group(place);
    const auto owner = [&](const std::string& name) -> lint::HostReport& {
      const auto at = beside.find(name);
      return at == beside.end() || at->second >= hosts.size() ? rest : hosts[at->second];
    };
    for (lint::Finding& item : said.findings) {
      owner(item.host).findings.push_back(std::move(item));
    }
    for (lint::Unknown& item : said.unknown) owner(item.host).unknown.push_back(std::move(item));
    for (lint::Suppressed& item : said.suppressed) {
      owner(item.finding.host).suppressed.push_back(std::move(item));
    }
    for (const auto& [name, at] : beside) {
      if (at < hosts.size()) lint::sort_findings(hosts[at].findings);
    }
  }
  return rest;
}

}  // namespace shirlint::cli
