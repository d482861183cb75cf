#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "report/display.h"
#include "report/text_parts.h"
#include "report/wrap.h"

namespace shirlint::report {
namespace {

using Names = std::vector<std::string_view>;

struct Category {
  std::string_view letters;
  std::string_view name;
};

// In the order of the catalogue.
constexpr std::array<Category, 14> categories = {{{"CFG", "files"},
                                                  {"PRX", "proxy"},
                                                  {"BYP", "bypass list"},
                                                  {"JAV", "java"},
                                                  {"CRT", "certificates"},
                                                  {"NET", "network"},
                                                  {"SVC", "service"},
                                                  {"HST", "host"},
                                                  {"VER", "version"},
                                                  {"SEC", "secrets"},
                                                  {"HA", "high availability"},
                                                  {"RUN", "runtime"},
                                                  {"SCR", "scripts"},
                                                  {"X", "own rules"}}};

std::size_t category_of(std::string_view code) {
  const std::string_view letters = code.substr(0, code.find_first_of("0123456789"));
  const auto found = std::find_if(categories.begin(), categories.end(),
                                  [&](const Category& item) { return item.letters == letters; });
  // A code of a rule folder begins with X, whatever follows.
  if (found == categories.end()) return categories.size() - 1;
  return static_cast<std::size_t>(found - categories.begin());
}

/// What one reason keeps from being judged.
struct Blocked {
  std::set<std::string_view> codes;
  std::set<std::string_view> hosts;
};

std::string_view reason_of(const lint::Unknown& item, const lint::HostReport& host) {
  return !host.snapshot && item.reason == "not in the snapshot" ? std::string_view("no host.toml")
                                                                : item.reason;
}

std::string by_category(const std::set<std::string_view>& codes) {
  std::array<std::size_t, categories.size()> counts{};
  for (const std::string_view code : codes) ++counts[category_of(code)];
  std::string out;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", categories[i].name, counts[i]);
  }
  return out;
}

void write_reasons(const lint::Report& report, Pen& pen) {
  constexpr std::size_t shown = 5;
  std::map<std::string_view, Blocked> reasons;
  for (const lint::HostReport& host : report.hosts) {
    for (const lint::Unknown& item : host.unknown) {
      Blocked& blocked = reasons[reason_of(item, host)];
      blocked.codes.insert(item.rule->code);
      blocked.hosts.insert(host.name);
    }
  }
  std::vector<std::pair<std::string_view, const Blocked*>> ordered;
  ordered.reserve(reasons.size());
  for (const auto& [reason, blocked] : reasons) ordered.emplace_back(reason, &blocked);
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& left, const auto& right) {
    return left.second->codes.size() > right.second->codes.size();
  });
  for (std::size_t i = 0; i < ordered.size() && i < shown; ++i) {
    const auto& [reason, blocked] = ordered[i];
    std::string where;
    if (report.hosts.size() > 1) where = " on " + counted(blocked->hosts.size(), "host");
    pen.paragraph("", Style::dim, "",
                  fmt::format("{} not judged{} ({}): {}", counted(blocked->codes.size(), "rule"),
                              where, reason, by_category(blocked->codes)));
  }
  if (ordered.size() > shown) {
    pen.paragraph("", Style::dim, "",
                  fmt::format("{} more why rules were not judged (--verbose)",
                              counted(ordered.size() - shown, "reason")));
  }
}

void write_each_unknown(const lint::Report& report, Pen& pen) {
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, Names> items;
  for (const lint::HostReport& host : report.hosts) {
    for (const lint::Unknown& item : host.unknown) {
      Names& names = items[{item.rule->code, item.needs, reason_of(item, host)}];
      if (names.empty() || names.back() != host.name) names.push_back(host.name);
    }
  }
  for (const auto& [key, hosts] : items) {
    const auto& [code, needs, reason] = key;
    std::string text = fmt::format("{}: {}", needs, reason);
    if (report.hosts.size() > 1) text += fmt::format(" ({})", host_list(hosts));
    pen.paragraph("", Style::dim, fmt::format("not judged {} ", code), text);
  }
}

struct RuleCount {
  const rules::Rule* rule = nullptr;
  rules::Severity severity = rules::Severity::info;
  std::size_t findings = 0;
  std::size_t fixable = 0;
};

std::vector<RuleCount> count_rules(const lint::Report& report) {
  std::map<std::pair<std::string_view, rules::Severity>, RuleCount> counts;
  for (const lint::HostReport& host : report.hosts) {
    for (const lint::Finding& finding : host.findings) {
      RuleCount& count = counts[{finding.rule->code, finding.severity}];
      count.rule = finding.rule;
      count.severity = finding.severity;
      ++count.findings;
      const bool fixable =
          finding.fix && finding.fix->applicability != rules::Applicability::manual;
      count.fixable += fixable ? 1 : 0;
    }
  }
  std::vector<RuleCount> out;
  out.reserve(counts.size());
  for (const auto& [key, count] : counts) out.push_back(count);
  std::stable_sort(out.begin(), out.end(), [](const RuleCount& left, const RuleCount& right) {
    return left.findings > right.findings;
  });
  return out;
}

}  // namespace

std::string host_list(const std::vector<std::string_view>& names) {
  std::string out;
  const std::size_t shown = std::min(names.size(), TextLimits::hosts_named);
  for (std::size_t i = 0; i < shown; ++i) out += fmt::format("{}{}", i == 0 ? "" : ", ", names[i]);
  if (shown < names.size()) out += fmt::format(" and {} more", names.size() - shown);
  return out;
}

void write_statistics(const lint::Report& report, Pen& pen) {
  const std::vector<RuleCount> counts = count_rules(report);
  const std::size_t columns = counts.empty() ? 0 : std::to_string(counts[0].findings).size();
  for (const RuleCount& count : counts) {
    pen.put(Style::bold, fmt::format("{:>{}}", count.findings, columns)).put("  ");
    pen.put(severity_style(count.severity), fmt::format("{:<7}", rules::to_text(count.severity)));
    pen.put(fmt::format("  {:<6}  {}", count.rule->code, count.rule->name));
    if (count.fixable != 0) pen.put(Style::green, fmt::format("  ({} fixable)", count.fixable));
    pen.end_line();
  }
  if (!counts.empty()) pen.end_line();
}

void write_errors(const lint::Report& report, Pen& pen) {
  std::vector<const text::Error*> errors;
  for (const lint::HostReport& host : report.hosts) {
    for (const text::Error& error : host.errors) errors.push_back(&error);
  }
  for (const text::Error& error : report.errors) errors.push_back(&error);
  for (std::size_t i = 0; i < errors.size() && i < TextLimits::errors; ++i) {
    const std::string place = place_text(*errors[i]);
    pen.paragraph(
        "", Style::red, "error: ",
        place.empty() ? errors[i]->message : fmt::format("{}: {}", place, errors[i]->message));
  }
  if (errors.size() > TextLimits::errors) {
    pen.put(fmt::format("and {}", counted(errors.size() - TextLimits::errors, "more error")));
    pen.end_line();
  }
  if (!errors.empty()) pen.end_line();
}

void write_unknown(const lint::Report& report, bool each, Pen& pen) {
  if (each) {
    write_each_unknown(report, pen);
  } else {
    write_reasons(report, pen);
  }
}

void write_summary(const lint::Summary& sums, std::size_t hidden_infos, Pen& pen) {
  std::string found;
  const auto add = [&](std::uint64_t number, std::string_view noun) {
    if (number != 0) found += (found.empty() ? "" : ", ") + counted(number, noun);
  };
  add(sums.error, "error");
  add(sums.warning, "warning");
  add(sums.info - std::min<std::uint64_t>(sums.info, hidden_infos), "info");
  std::string text = fmt::format("{} in {}, {}", found.empty() ? "no findings" : found,
                                 counted(sums.hosts, "host"), counted(sums.files, "file"));
  if (sums.fixed != 0) text += fmt::format("; {} fixed", sums.fixed);
  if (sums.fixable != 0) text += fmt::format("; {} can be fixed", sums.fixable);
  if (sums.suppressed != 0) text += fmt::format("; {} suppressed", sums.suppressed);
  if (hidden_infos != 0) {
    pen.put(Style::dim, counted(hidden_infos, "info") + " not shown (--verbose)").end_line();
  }
  pen.put(Style::bold, text).end_line();
}

}  // namespace shirlint::report
