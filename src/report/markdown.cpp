#include "report/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "report/display.h"
#include "report/text_parts.h"
#include "report/text_run.h"
#include "text/secret.h"

namespace shirlint::report {
namespace {

constexpr std::size_t size_limit = 60000;  // bytes; the rest is for what says that more is there
constexpr std::size_t table_limit = 100;   // hosts

std::string one_line(std::string_view value) {
  std::string out = harmless(value);
  std::replace(out.begin(), out.end(), '\n', ' ');
  std::replace(out.begin(), out.end(), '\t', ' ');
  return out;
}

/// Would it mention somebody, or a work item? No escape helps there, but a gap does.
bool is_reference(char c, char next) {
  const bool word = (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') ||
                    (next >= 'A' && next <= 'Z') || next == '_' || (next & 0x80) != 0;
  return c == '@' || ((c == '#' || c == '!') && word);
}

/// Is it markup in the middle of a line (CommonMark, GitHub's tables, strike-through and formulas),
/// or does it make an address a link?
bool is_active(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (std::string_view("\\`*_[]|~$").find(c) != std::string_view::npos) return true;
  if (c == ':') return text.substr(at, 3) == "://";
  if (c != '.' || at < 3) return false;
  const std::string_view before = text.substr(at - 3, 3);
  return std::all_of(before.begin(), before.end(), [](char w) { return w == 'w' || w == 'W'; });
}

std::string plural(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

lint::Summary sums_of(const lint::HostReport& host) {
  lint::Summary sums;
  lint::count(sums, host);
  return sums;
}

/// By errors, then warnings, then infos.
bool is_worse(const lint::HostReport* left, const lint::HostReport* right) {
  const lint::Summary a = sums_of(*left);
  const lint::Summary b = sums_of(*right);
  return std::tie(a.error, a.warning, a.info) > std::tie(b.error, b.warning, b.info);
}

std::string title(const lint::Summary& sums) {
  std::string found;
  const auto add = [&](std::uint64_t number, std::string_view noun) {
    if (number != 0) found += (found.empty() ? "" : ", ") + plural(number, noun);
  };
  add(sums.error, "error");
  add(sums.warning, "warning");
  add(sums.info, "info");
  if (found.empty()) found = "no findings";
  return fmt::format("# shirlint: {} in {}\n\n", found, plural(sums.hosts, "host"));
}

/// A bar ends a cell, within code as well.
std::string cell(std::string_view value) {
  std::string out;
  for (const char c : markdown_code(value)) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string table(const std::vector<const lint::HostReport*>& hosts) {
  std::string out = "| host | errors | warnings | infos | not judged | suppressed |\n";
  out += "|---|---:|---:|---:|---:|---:|\n";
  for (std::size_t i = 0; i < std::min(hosts.size(), table_limit); ++i) {
    const lint::Summary sums = sums_of(*hosts[i]);
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", cell(hosts[i]->name), sums.error,
                       sums.warning, sums.info, sums.unknown, sums.suppressed);
  }
  if (hosts.size() > table_limit) {
    out += fmt::format("\n{} not listed.\n", plural(hosts.size() - table_limit, "more host"));
  }
  return out + "\n";
}

std::string actions(const lint::FixOffer& fix) {
  std::string out;
  for (const lint::Action& action : fix.actions) {
    const bool command = action.kind == rules::to_text(rules::Operation::command);
    if (action.kind == rules::to_text(rules::Operation::create_file)) {
      out += "  - " + markdown_code(action.kind + " " + action.target) + "\n";
      continue;
    }
    const std::string value = text::mask_value(action.value);
    out += "  - " +
           markdown_code(command ? value : action.kind + " " + action.target + " = " + value) +
           "\n";
  }
  return out;
}

std::string finding_text(const lint::Finding& finding) {
  const rules::Rule& rule = *finding.rule;
  std::string out = fmt::format("- **{} {}** {}, at {}: {}\n", rules::to_text(finding.severity),
                                rule.code, markdown_text(rule.title),
                                markdown_code(place_text(finding.location, finding.host)),
                                markdown_text(finding.message));
  if (!rule.symptom.empty()) out += "  - you see: " + markdown_text(rule.symptom) + "\n";
  if (!rule.remedy.empty()) out += "  - to do: " + markdown_text(rule.remedy) + "\n";
  if (finding.fix) {
    out += fmt::format("  - fix ({}): {}\n", rules::to_text(finding.fix->applicability),
                       markdown_text(finding.fix->title));
    out += actions(*finding.fix);
    for (const std::string& service : finding.fix->restart) {
      out += "  - then restart " + markdown_code(service) + "\n";
    }
  }
  for (const lint::Related& related : finding.related) {
    out +=
        fmt::format("  - see {}: {}\n", markdown_code(place_text(related.location, finding.host)),
                    markdown_text(related.message));
  }
  return out;
}

std::string error_text(const text::Error& error) {
  const std::string place = place_text(error);
  return fmt::format("- **could not be done** {}{}\n",
                     place.empty() ? "" : "at " + markdown_code(place) + ": ",
                     markdown_text(error.message));
}

/// Takes whole items as long as there is room, and counts the others.
class Body {
 public:
  void add(const std::string& item) {
    if (left_out_ == 0 && text_.size() + item.size() <= size_limit) {
      text_ += item;
    } else {
      left_out_ += 1;
    }
  }
  /// A heading or the like: never alone counted as left out.
  void head(const std::string& item) {
    if (left_out_ == 0 && text_.size() + item.size() <= size_limit) text_ += item;
  }
  [[nodiscard]] std::string take() const {
    if (left_out_ == 0) return text_;
    return text_ + fmt::format(
                       "\n**{} not shown here**; the formats json and html hold "
                       "everything.\n",
                       plural(left_out_, "more item"));
  }

 private:
  std::string text_;
  std::size_t left_out_ = 0;
};

void add_host(const lint::HostReport& host, Body& body) {
  if (host.findings.empty() && host.errors.empty()) return;
  body.head(fmt::format("## {}\n\n", markdown_code(host.name)));
  for (const std::string& sentence : host.headline) {
    body.head(fmt::format("**In short:** {}\n\n", markdown_text(sentence)));
  }
  std::vector<const lint::Finding*> findings;
  for (const lint::Finding& finding : host.findings) findings.push_back(&finding);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const lint::Finding* left, const lint::Finding* right) {
                     return left->severity > right->severity;
                   });
  for (const lint::Finding* finding : findings) body.add(finding_text(*finding));
  for (const text::Error& error : host.errors) body.add(error_text(error));
  body.head("\n");
}

std::string run_text(const lint::RunReport& run) {
  std::string codes;
  for (const std::string& code : run.fixed) codes += (codes.empty() ? "" : ", ") + code;
  std::string out = fmt::format("- run {}, {}", markdown_code(run.id), markdown_text(run.when));
  if (!codes.empty()) out += ": applied " + markdown_text(codes);
  for (const std::string& service : run.restart) out += ", restart " + markdown_code(service);
  for (const std::string& service : run.restarted) out += ", restarted " + markdown_code(service);
  if (!run.undo.empty()) out += ", undo with " + markdown_code(run.undo);
  return out + "\n";
}

std::string baseline_text(const lint::BaselineReport& baseline) {
  std::string out = fmt::format("Baseline {}: it knows {}", markdown_code(baseline.file),
                                plural(baseline.matched, "finding"));
  if (!baseline.stale.empty()) {
    out += fmt::format("; {} not found any more",
                       baseline.stale.size() == 1
                           ? "1 entry is"
                           : fmt::format("{} entries are", baseline.stale.size()));
  }
  return out + ".\n\n";
}

}  // namespace

std::string markdown_text(std::string_view value) {
  const std::string text = one_line(value);
  const std::string_view view = text;
  std::string out;
  for (std::size_t i = 0; i < view.size(); ++i) {
    const char c = view[i];
    const char next = i + 1 < view.size() ? view[i + 1] : ' ';
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (is_reference(c, next)) {
      out += c;
      out += "<!-- -->";
    } else {
      if (is_active(view, i)) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string markdown_code(std::string_view value) {
  std::string text = one_line(value);
  if (text.find_first_not_of(' ') == std::string::npos) return "(none)";
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const bool pad =
      text.front() == '`' || text.back() == '`' || text.front() == ' ' || text.back() == ' ';
  const std::string blank = pad ? " " : "";
  return fence + blank + text + blank + fence;
}

void write_markdown(const lint::Report& report, const FormatSettings& /*settings*/, Sink& sink) {
  std::vector<const lint::HostReport*> hosts;
  for (const lint::HostReport& host : report.hosts) hosts.push_back(&host);
  std::stable_sort(hosts.begin(), hosts.end(), is_worse);
  Body body;
  body.head(title(report.summary));
  if (report.baseline) body.head(baseline_text(*report.baseline));
  if (!hosts.empty()) body.head(table(hosts));
  if (!report.runs.empty()) body.head("## Applied\n\n");
  for (const lint::RunReport& run : report.runs) body.add(run_text(run));
  if (!report.runs.empty()) body.head("\n");
  for (const lint::HostReport* host : hosts) add_host(*host, body);
  if (!report.errors.empty()) body.head("## Not done\n\n");
  for (const text::Error& error : report.errors) body.add(error_text(error));
  sink.machine(body.take());
}

}  // namespace shirlint::report
