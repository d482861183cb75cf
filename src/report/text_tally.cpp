#include "report/text_tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/text.h"
#include "report/wrap.h"

namespace shirlint::report {
namespace {

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

std::string_view reason_of(const lint::Unknown& item, const lint::HostReport& host) {
  return !host.snapshot && item.reason == "not in the snapshot" ? std::string_view("no host.toml")
                                                                : item.reason;
}

}  // namespace

void Tally::add(const lint::HostReport& host) {
  ++hosts_;
  add_contents(host);
}

void Tally::add_group(const lint::HostReport& group) { add_contents(group); }

void Tally::add_contents(const lint::HostReport& host) {
  for (const lint::Unknown& item : host.unknown) add(item, host);
  for (const text::Error& error : host.errors) add(error);
  if (!options_.statistics) return;
  for (const lint::Finding& finding : host.findings) add(finding);
}

void Tally::add(const text::Error& error) {
  if (++error_count_ <= TextLimits::errors) errors_.push_back(error);
}

void Tally::add(const lint::Finding& finding) {
  RuleCount& count = rules_[{finding.rule->code, finding.severity}];
  count.rule = finding.rule;
  count.severity = finding.severity;
  ++count.findings;
  const bool fixable = finding.fix && finding.fix->applicability != rules::Applicability::manual;
  count.fixable += fixable ? 1 : 0;
}

void Tally::add(const lint::Unknown& unknown, const lint::HostReport& host) {
  const std::string_view reason = reason_of(unknown, host);
  if (options_.verbose) {
    unknown_[{unknown.rule->code, unknown.needs, std::string(reason)}].add(unknown.host, hosts_);
    return;
  }
  auto found = reasons_.find(reason);
  if (found == reasons_.end()) found = reasons_.try_emplace(std::string(reason)).first;
  Blocked& blocked = found->second;
  blocked.codes.insert(unknown.rule->code);
  blocked.hosts.add(unknown.host, hosts_);
}

void Tally::write_unknown(Pen& pen) const {
  if (options_.verbose) {
    write_each_unknown(pen);
  } else {
    write_reasons(pen);
  }
}

void Tally::write_reasons(Pen& pen) const {
  constexpr std::size_t shown = 5;
  std::vector<std::pair<std::string_view, const Blocked*>> ordered;
  ordered.reserve(reasons_.size());
  for (const auto& [reason, blocked] : reasons_) ordered.emplace_back(reason, &blocked);
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& left, const auto& right) {
    return left.second->codes.size() > right.second->codes.size();
  });
  for (std::size_t i = 0; i < ordered.size() && i < shown; ++i) {
    const auto& [reason, blocked] = ordered[i];
    const std::string where = hosts_ > 1 ? " on " + counted(blocked->hosts.count(), "host") : "";
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

void Tally::write_each_unknown(Pen& pen) const {
  for (const auto& [key, hosts] : unknown_) {
    const auto& [code, needs, reason] = key;
    std::string text = fmt::format("{}: {}", needs, reason);
    if (hosts_ > 1) text += fmt::format(" ({})", hosts.to_text());
    pen.paragraph("", Style::dim, fmt::format("not judged {} ", code), text);
  }
}

std::vector<Tally::RuleCount> Tally::most_frequent_first() const {
  std::vector<RuleCount> out;
  out.reserve(rules_.size());
  for (const auto& [key, count] : rules_) out.push_back(count);
  std::stable_sort(out.begin(), out.end(), [](const RuleCount& left, const RuleCount& right) {
    return left.findings > right.findings;
  });
  return out;
}

void Tally::write_statistics(Pen& pen) const {
  const std::vector<RuleCount> counts = most_frequent_first();
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

void Tally::write_errors(Pen& pen) const {
  for (const text::Error& error : errors_) {
    const std::string place = place_text(error);
    pen.paragraph("", Style::red, "error: ",
                  place.empty() ? error.message : fmt::format("{}: {}", place, error.message));
  }
  if (error_count_ > errors_.size()) {
    pen.put(fmt::format("and {}", counted(error_count_ - errors_.size(), "more error")));
    pen.end_line();
  }
  if (!errors_.empty()) pen.end_line();
}

}  // namespace shirlint::report
