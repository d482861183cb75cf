#include "report/compare_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/display.h"
#include "report/text_parts.h"
#include "report/wrap.h"

namespace shirlint::report {
namespace {

using compare::Area;
using compare::Difference;
using compare::Side;
using compare::Told;
using state::Knowledge;

constexpr std::string_view body = "    ";
constexpr std::size_t names_told = 5;
constexpr std::size_t causes_told = 3;

std::string_view heading(Area area) {
  switch (area) {
    case Area::loads:
      return "Which configs load";
    case Area::proxy:
      return "The proxy in effect";
    case Area::routes:
      return "Where requests go";
    case Area::java:
      return "Java";
    case Area::roots:
      return "Trusted roots and certificates";
    case Area::tls:
      return "TLS";
    case Area::state:
      return "The rest of the state";
    case Area::config:
      return "The rest of the configs";
    case Area::verdict:
      return "What only one of them fails for";
  }
  return {};
}

bool fails_bad(const Difference& difference) {
  return std::any_of(difference.causes.begin(), difference.causes.end(),
                     [](const compare::Cause& cause) { return cause.side == Side::bad; });
}

/// The first that BAD has; it must have one.
const compare::Cause& main_cause(const Difference& difference) {
  return *std::find_if(difference.causes.begin(), difference.causes.end(),
                       [](const compare::Cause& cause) { return cause.side == Side::bad; });
}

bool same_causes(const Difference& one, const Difference& other) {
  return std::equal(one.causes.begin(), one.causes.end(), other.causes.begin(), other.causes.end(),
                    [](const compare::Cause& left, const compare::Cause& right) {
                      return left.rule == right.rule && left.side == right.side;
                    });
}

/// Do they tell a person the same, but for what it is told of?
bool alike(const Difference& one, const Difference& other) {
  const auto same = [&](Side side) {
    const Told& left = one.at(side);
    const Told& right = other.at(side);
    return left.knowledge == right.knowledge && (one.minor || left.value == right.value);
  };
  return one.area == other.area && one.minor == other.minor && one.meaning == other.meaning &&
         one.items == other.items && same_causes(one, other) && same(Side::good) && same(Side::bad);
}

class Story {
 public:
  Story(const compare::Comparison& comparison, const TextOptions& options, Pen& pen)
      : comparison_(comparison), verbose_(options.verbose), pen_(pen) {}

  void write() {
    write_host("GOOD", Side::good);
    write_host("BAD ", Side::bad);
    write_differences();
    write_gaps();
    write_own();
    write_sum();
  }

 private:
  using Iterator = std::vector<Difference>::const_iterator;

  void write_host(std::string_view label, Side side) {
    const compare::ComparedHost& host = comparison_.hosts.at(static_cast<std::size_t>(side));
    const std::string where = host.live ? "this machine, live" : visible_line(host.path);
    pen_.put(Style::bold, label).put("  ").put(Style::bold, visible_line(host.name));
    pen_.put(fmt::format("  ({})", where)).end_line();
  }

  void write_heading(std::string_view title) {
    pen_.end_line();
    pen_.put(Style::bold, Style::blue, fmt::format("== {} ==", title)).end_line();
  }

  void write_differences() {
    const std::vector<Difference>& all = comparison_.differences;
    const auto rest = std::find_if_not(all.begin(), all.end(), fails_bad);
    if (rest != all.begin()) write_causes_of_bad({all.begin(), rest});
    std::string_view open;
    for (auto at = rest; at != all.end();) {
      if (heading(at->area) != open) {
        open = heading(at->area);
        write_heading(open);
      }
      auto end = at + 1;
      while (end != all.end() && alike(*at, *end)) ++end;
      pen_.end_line();
      write_group(at, end);
      write_advice(*at);
      at = end;
    }
  }

  /// What one rule fails for stands together, under what the rule says.
  void write_causes_of_bad(std::vector<Difference> failing) {
    write_heading("What BAD fails for");
    while (!failing.empty()) {
      const rules::Rule* const rule = main_cause(failing.front()).rule;
      const auto others = std::stable_partition(
          failing.begin(), failing.end(),
          [&](const Difference& difference) { return main_cause(difference).rule == rule; });
      write_rule(main_cause(failing.front()));
      write_advice(failing.front());
      for (auto at = failing.cbegin(); at != others;) {
        auto end = at + 1;
        while (end != others && alike(*at, *end)) ++end;
        write_group(at, end);
        at = end;
      }
      failing.erase(failing.begin(), others);
    }
  }

  void write_rule(const compare::Cause& cause) {
    const std::string head = fmt::format("{} {}", rules::to_text(cause.severity), cause.rule->code);
    pen_.end_line();
    pen_.paragraph("", severity_style(cause.severity), head,
                   fmt::format(": {}", cause.rule->title));
  }

  void write_advice(const Difference& difference) {
    std::string checked;
    if (difference.causes.empty() && !difference.checked_by.empty()) {
      checked = fmt::format(" (checked by {})", fmt::join(difference.checked_by, ", "));
    }
    if (!difference.meaning.empty()) {
      pen_.paragraph(body, Style::dim, "means  ", difference.meaning + checked);
    }
    if (!difference.equal.empty()) pen_.paragraph(body, Style::dim, "to do  ", difference.equal);
  }

  void write_group(Iterator at, Iterator end) {
    const bool verdict = at->area == Area::verdict;
    if (!verdict || !fails_bad(*at)) pen_.paragraph("  ", Style::bold, "", at->what);
    if (end - at > 1) write_others(at + 1, end);
    const bool hidden = at->minor && end - at > 1;
    write_told("GOOD   ", at->at(Side::good), Style::green, hidden, verdict);
    const Style style = fails_bad(*at) ? Style::red : Style::yellow;
    write_told("BAD    ", at->at(Side::bad), style, hidden, verdict);
    if (!at->items.empty()) write_items(*at);
    write_further_causes(*at);
  }

  [[nodiscard]] std::size_t limit() const {
    return verbose_ ? static_cast<std::size_t>(-1) : names_told;
  }

  static std::string joined(const std::vector<std::string>& names, std::size_t most) {
    std::string text;
    for (std::size_t at = 0; at < std::min(names.size(), most); ++at) {
      text += (at == 0 ? "" : ", ") + names[at];
    }
    if (names.size() > most) text += fmt::format(" and {} more", names.size() - most);
    return text;
  }

  void write_others(Iterator at, Iterator end) {
    std::vector<std::string> names;
    for (; at != end; ++at) names.push_back(at->what);
    pen_.paragraph(body, Style::dim, "also   ", joined(names, limit()));
  }

  void write_told(std::string_view label, const Told& told, Style style, bool value_hidden,
                  bool verdict) {
    const bool there = told.knowledge == Knowledge::known;
    std::string value = there     ? value_hidden ? "there" : told.value
                        : verdict ? "does not fail"
                                  : "not there";
    if (there && value.empty()) value = "(empty)";
    pen_.paragraph(body, style, label, value);
    if (told.place.file.empty() || (!there && told.place.start.line == 0)) return;
    pen_.put(Style::blue, std::string(body) + "       --> ").put(place_text(told.place, ""));
    pen_.end_line();
  }

  void write_items(const Difference& difference) {
    pen_.paragraph(body, Style::dim, "for    ", joined(difference.items, limit()));
  }

  /// All but the one that it stands under.
  void write_further_causes(const Difference& difference) {
    std::size_t left = difference.causes.size();
    std::size_t told = 0;
    const bool under_rule = fails_bad(difference);
    for (const compare::Cause& cause : difference.causes) {
      if (under_rule && &cause == &main_cause(difference)) {
        --left;
        continue;
      }
      if (told == causes_told && !verbose_) break;
      ++told;
      --left;
      const std::string head =
          fmt::format("{} {}", rules::to_text(cause.severity), cause.rule->code);
      pen_.paragraph(
          body, severity_style(cause.severity), head,
          fmt::format(" on {}: {}", cause.side == Side::bad ? "BAD" : "GOOD", cause.rule->title));
    }
    if (left != 0) pen_.paragraph(body, Style::dim, "", fmt::format("and {} more rules", left));
  }

  /// "os.build" belongs to os, "certificate.LocalMachine/Root.X" to certificate.
  static std::string table_of(const std::string& fact) { return fact.substr(0, fact.find('.')); }

  void write_gaps() {
    if (comparison_.gaps.empty()) return;
    write_heading("Not known, so not compared");
    for (const Side side : {Side::good, Side::bad}) {
      std::map<std::string, std::vector<std::string>> by_reason;
      for (const compare::Gap& gap : comparison_.gaps) {
        if (gap.side == side) by_reason[gap.reason].push_back(gap.fact);
      }
      for (const auto& [reason, facts] : by_reason) {
        pen_.paragraph("", Style::plain, "",
                       fmt::format("not known in {} ({}): {}", side == Side::good ? "GOOD" : "BAD",
                                   reason, verbose_ ? joined(facts, limit()) : counts(facts)));
      }
    }
  }

  /// "os 8, certificate 11"; a few facts are named.
  static std::string counts(const std::vector<std::string>& facts) {
    if (facts.size() <= 3) return joined(facts, 3);
    std::vector<std::pair<std::string, std::size_t>> tables;
    for (const std::string& fact : facts) {
      const std::string table = table_of(fact);
      const auto at = std::find_if(tables.begin(), tables.end(),
                                   [&](const auto& known) { return known.first == table; });
      if (at == tables.end()) {
        tables.emplace_back(table, 1);
      } else {
        ++at->second;
      }
    }
    std::vector<std::string> words;
    words.reserve(tables.size());
    for (const auto& [table, count] : tables) words.push_back(fmt::format("{} {}", table, count));
    return joined(words, words.size());
  }

  void write_own() {
    if (comparison_.own.empty()) return;
    if (!verbose_) {
      pen_.end_line();
      pen_.paragraph("", Style::dim, "",
                     fmt::format("{} that differ from machine to machine, or from minute to "
                                 "minute, are not counted; --verbose lists them.",
                                 counted(comparison_.own.size(), "fact")));
      return;
    }
    write_heading("Each machine's own, not counted");
    for (const Difference& difference : comparison_.own) {
      const auto value = [&](Side side) {
        const Told& told = difference.at(side);
        return told.knowledge == Knowledge::known ? told.value : std::string("not there");
      };
      pen_.paragraph(
          "", Style::plain, "",
          fmt::format("{}: {} / {}", difference.what, value(Side::good), value(Side::bad)));
    }
  }

  void write_sum() {
    pen_.end_line();
    const std::vector<Difference>& all = comparison_.differences;
    if (all.empty()) {
      pen_.put(Style::bold, "No difference in what both hosts tell.").end_line();
      return;
    }
    const auto causes = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), fails_bad));
    std::string text = counted(all.size(), "difference");
    if (causes != 0) text += fmt::format(", {} of them what BAD fails for", causes);
    pen_.put(Style::bold, text + ".").end_line();
  }

  const compare::Comparison& comparison_;
  bool verbose_;
  Pen& pen_;
};

}  // namespace

void write_compare_text(const compare::Comparison& comparison, const TextOptions& options,
                        Sink& sink) {
  Pen pen(sink, options);
  Story(comparison, options, pen).write();
}

}  // namespace shirlint::report
