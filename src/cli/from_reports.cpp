#include "cli/from_reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "cli/check_setup.h"
#include "cli/parallel.h"
#include "text/encoding.h"

namespace shirlint::cli {
namespace {

constexpr std::size_t told_lines = 10;          // of those in a file that cannot be read
constexpr std::size_t folder_depth_limit = 32;  // of folders

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool is_report_name(std::string_view name) {
  constexpr std::string_view end = ".jsonl";
  return name.size() > end.size() && lower(name.substr(name.size() - end.size())) == end;
}

void list_reports(const io::Reader& reader, const std::string& folder, std::size_t depth,
                  FleetReports& out) {
  const auto entries = reader.list(folder);
  if (!entries) {
    out.errors.push_back(entries.error());
    return;
  }
  for (const io::Entry& entry : *entries) {
    const std::string path = io::join_path(folder, entry.name);
    // A link to a folder may lead back here.
    if (entry.kind == io::Kind::folder && !entry.link && depth < folder_depth_limit) {
      list_reports(reader, path, depth + 1, out);
    } else if (entry.kind == io::Kind::file && is_report_name(entry.name)) {
      out.files.push_back(path);
    }
  }
}

/// What one file holds.
struct FileIndex {
  std::vector<ReportPlace> hosts, groups;
  std::vector<text::Error> errors;
};

class FileReader {
 public:
  FileReader(const std::string& path, std::uint32_t number, report::NamedRules& rules)
      : path_(path), number_(number), rules_(rules) {}

  FileIndex read(std::string_view text) {
    if (text.empty()) refuse("is empty: a report ends with its summary", 0);
    for (std::size_t start = 0; start < text.size();) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      ++line_;
      std::size_t size = end - start;
      if (size > 0 && text[start + size - 1] == '\r') --size;
      if (size > 0) take(text.substr(start, size), start, end == text.size());
      start = end + 1;
    }
    if (open_ && !cut_off_) {
      refuse("has no summary at its end: it was cut off, and hosts may be missing", line_);
    }
    if (unread_ > told_lines) {
      refuse(fmt::format("has {} more lines that cannot be read", unread_ - told_lines), 0);
    }
    return std::move(index_);
  }

 private:
  void refuse(std::string message, std::uint32_t line) {
    index_.errors.push_back({std::move(message), path_, {line, line == 0 ? 0U : 1U}});
  }

  void take(std::string_view line, std::size_t offset, bool unfinished) {
    auto read = report::read_jsonl_line(line, rules_);
    if (!read) {
      cut_off_ = unfinished && line.front() == '{' && line.back() != '}';
      if (++unread_ > told_lines) return;
      refuse(cut_off_ ? std::string("was cut off here, and hosts may be missing")
                      : read.error().message,
             line_);
      ++unread_hosts_;
      return;
    }
    if (read->kind == report::ReadLine::Kind::summary) {
      close(*read);
      return;
    }
    open_ = true;
    const bool host = read->kind == report::ReadLine::Kind::host;
    const lint::HostReport& report = read->report;
    (host ? index_.hosts : index_.groups)
        .push_back({number_, line_, offset, line.size(), run_, report.name, report.path,
                    report.group, text::parse_day(read->date).value_or(text::Day{})});
    if (host) ++hosts_;
  }

  /// The end of a report; another may follow.
  void close(const report::ReadLine& summary) {
    if (summary.hosts != hosts_ && unread_hosts_ == 0) {
      refuse(fmt::format("counts {} hosts, but {} stand in front of it", summary.hosts, hosts_),
             line_);
    }
    for (text::Error error : summary.errors) {
      error.message += fmt::format(" (in the report {})", path_);
      index_.errors.push_back(std::move(error));
    }
    open_ = false;
    hosts_ = unread_hosts_ = 0;
    ++run_;
  }

  const std::string& path_;
  std::uint32_t number_;
  report::NamedRules& rules_;
  FileIndex index_;
  std::uint32_t line_ = 0;
  std::uint32_t run_ = 0;
  std::uint64_t hosts_ = 0;         // of the run
  std::uint64_t unread_hosts_ = 0;  // lines of it that may be hosts
  std::size_t unread_ = 0;
  bool open_ = false;     // a summary is to come
  bool cut_off_ = false;  // and that was said
};

FileIndex index_file(const std::string& path, std::uint32_t number, const io::Reader& reader,
                     report::NamedRules& rules) {
  const auto text = read_report_file(reader, path);
  if (text) return FileReader(path, number, rules).read(*text);
  FileIndex index;
  index.errors.push_back(text.error());
  return index;
}

std::string place_of(const FleetReports& reports, const ReportPlace& place) {
  return fmt::format("{}:{}", reports.files[place.file], place.line);
}

/// Leaves of each host the report that counts.
void keep_newest(FleetReports& reports) {
  std::map<std::tuple<std::string, std::string>, std::size_t> newest;
  std::vector<bool> counts(reports.hosts.size(), true);
  std::vector<ReportPlace>& hosts = reports.hosts;
  for (std::size_t at = 0; at < hosts.size(); ++at) {
    const auto [known, added] =
        newest.try_emplace({lower(hosts[at].name), lower(hosts[at].path)}, at);
    if (added) continue;
    const std::size_t before = known->second;
    if (hosts[before].file == hosts[at].file && hosts[before].run == hosts[at].run) continue;
    if (hosts[before].day == hosts[at].day) {
      if (reports.same_day++ == 0) {
        reports.same_day_example = fmt::format("{} instead of {}", place_of(reports, hosts[at]),
                                               place_of(reports, hosts[before]));
      }
    } else {
      ++reports.older;
    }
    const bool later = hosts[at].day >= hosts[before].day;
    counts[later ? before : at] = false;
    if (later) known->second = at;
  }
  std::vector<ReportPlace> left;
  for (std::size_t at = 0; at < hosts.size(); ++at) {
    if (counts[at]) left.push_back(std::move(hosts[at]));
  }
  hosts = std::move(left);
}

}  // namespace

std::string from_reports_usage(const Arguments& arguments) {
  if (!arguments.has("--from-reports")) return {};
  if (!arguments.positional.empty()) {
    return "--from-reports FOLDER takes no PATH: the hosts are those that the reports are of";
  }
  for (const std::string_view option :
       {"--live", "--probe", "--role", "--exclude", "--values", "--no-tokens", "--fix",
        "--unsafe-fixes", "--diff", "--add-suppressions"}) {
    if (!arguments.has(option)) continue;
    return fmt::format("{} has no meaning with --from-reports: the hosts were checked already",
                       option);
  }
  return {};
}

text::Result<std::string> read_report_file(const io::Reader& reader, const std::string& path) {
  auto bytes = reader.read(path, fleet_file_limit);
  if (!bytes) return bytes;
  const text::ByteOrderMark mark = text::find_byte_order_mark(*bytes);
  if (mark.size == 0) return bytes;
  const std::string_view rest = std::string_view(*bytes).substr(mark.size);
  if (mark.encoding.kind == text::EncodingKind::utf8) return std::string(rest);
  return text::decode(rest, mark.encoding).text;
}

FleetReports find_reports(const std::string& folder, const Session& session,
                          std::span<const rules::Rule* const> known, unsigned jobs) {
  FleetReports out;
  out.rules = std::make_unique<report::NamedRules>(known);
  const std::string path = portable_path(folder);
  if (session.reader.kind(path) != io::Kind::folder) {
    out.errors.push_back(
        {"is no folder; --from-reports takes the folder of the reports", path, {}});
    return out;
  }
  list_reports(session.reader, path, 0, out);
  if (out.files.empty() && out.errors.empty()) {
    out.errors.push_back({"holds no report: these are files *.jsonl", path, {}});
  }
  const std::size_t read = for_each_ordered<FileIndex>(
      out.files.size(), jobs,
      [&] {
        return [&](std::size_t at) {
          return index_file(out.files[at], static_cast<std::uint32_t>(at), session.reader,
                            *out.rules);
        };
      },
      [&](FileIndex index) {
        std::move(index.hosts.begin(), index.hosts.end(), std::back_inserter(out.hosts));
        std::move(index.groups.begin(), index.groups.end(), std::back_inserter(out.groups));
        std::move(index.errors.begin(), index.errors.end(), std::back_inserter(out.errors));
      },
      session.interrupted);
  out.whole = read == out.files.size();
  keep_newest(out);
  return out;
}

}  // namespace shirlint::cli
