#include "compare/causes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "shir/products.h"
#include "state/fact_key.h"
#include "text/ascii.h"

namespace shirlint::compare {
namespace {

using lint::Finding;
using lint::Location;

using Alike = bool (*)(const Finding&, const Finding&);

/// Those of `mine` that the other host has none like: the same rule at the same value, else at the
/// same fact, else at any.
std::vector<const Finding*> only_here(const lint::HostReport& mine, const lint::HostReport& other) {
  constexpr std::array<Alike, 3> rounds = {
      [](const Finding& one, const Finding& two) { return one.fingerprint == two.fingerprint; },
      [](const Finding& one, const Finding& two) { return one.location.fact == two.location.fact; },
      [](const Finding&, const Finding&) { return true; }};
  std::vector<const Finding*> rest;
  std::vector<const Finding*> theirs;
  for (const Finding& finding : mine.findings) rest.push_back(&finding);
  for (const Finding& finding : other.findings) theirs.push_back(&finding);
  for (const Alike alike : rounds) {
    const auto has_partner = [&](const Finding* finding) {
      const auto at = std::find_if(theirs.begin(), theirs.end(), [&](const Finding* partner) {
        return partner->rule == finding->rule && alike(*partner, *finding);
      });
      if (at == theirs.end()) return false;
      theirs.erase(at);
      return true;
    };
    std::vector<const Finding*> alone;
    for (const Finding* finding : rest) {
      if (!has_partner(finding)) alone.push_back(finding);
    }
    rest = std::move(alone);
  }
  return rest;
}

bool overlap(const Location& one, const Location& other) {
  if (one.file.empty() || one.file != other.file) return false;
  if (one.start.line == 0 || other.start.line == 0) return false;
  return one.start < other.end && other.start < one.end;
}

/// The path in the tree of a fact of host.toml: "/host/service[diahostservice]".
std::string tree_path(const state::FactKey& fact) {
  const std::string table(fact.table->name);
  if (fact.table->kind == state::TableKind::plain) {
    const std::size_t dot = table.find('.');
    if (dot == std::string::npos) return "/host/" + table;
    return fmt::format("/host/{}[{}]", table.substr(0, dot), table.substr(dot + 1));
  }
  if (table == "registry") return fmt::format("/host/registry/value[{}]", fact.name);
  if (fact.table->kind == state::TableKind::names) {
    return fmt::format("/host/environment[{}]/variable[{}]", table.substr(table.find('.') + 1),
                       fact.name);
  }
  return fmt::format("/host/{}[{}]", table, fact.name);
}

/// "/host/config[Shared/diahost.exe.config]": is it about the config of this role?
bool is_about_config(std::string_view found, std::string_view role) {
  constexpr std::string_view front = "/host/config[";
  if (found.substr(0, front.size()) != front) return false;
  const std::string_view path = found.substr(front.size(), found.find(']') - front.size());
  return shir::role_of_file_name(path.substr(path.rfind('/') + 1)) == role;
}

/// Of a live machine no file tells where a fact stands: the finding names it.
bool same_fact(const Difference& difference, const Location& place) {
  if (place.start.line != 0 || place.fact.empty()) return false;
  if (difference.area == Area::loads) {
    return is_about_config(place.fact, difference.fact.substr(difference.fact.find('.') + 1));
  }
  const std::string found = text::lower_case(place.fact);
  if (difference.fact == "java.in-effect.home") {
    return found.compare(0, 10, "/host/java") == 0 && found.find("/@") != std::string::npos;
  }
  const auto fact = state::parse_fact_key(difference.fact);
  if (!fact || fact->table->name.empty()) return false;
  const std::string path = text::lower_case(tree_path(*fact));
  if (found.compare(0, path.size(), path) != 0) return false;
  const std::string rest = found.substr(path.size());
  if (rest.empty() || fact->key.empty()) return true;
  std::string key = "/@" + std::string(fact->key);
  std::replace(key.begin(), key.end(), '_', '-');
  return rest == key;
}

bool asks_for(const rules::Rule& rule, const std::string& fact) {
  const auto is_it = [&](std::string_view need) { return state::same_name(need, fact); };
  return std::any_of(rule.needs.begin(), rule.needs.end(), is_it) ||
         std::any_of(rule.needs_for_pass.begin(), rule.needs_for_pass.end(), is_it);
}

/// Is this what the finding is about?
bool is_about(const Finding& finding, const Difference& difference, Side side) {
  const Told& told = difference.at(side);
  if (overlap(finding.location, told.place) || same_fact(difference, finding.location)) return true;
  for (const lint::Related& related : finding.related) {
    if (overlap(related.location, told.place)) return true;
  }
  // What is not there has no place: the rule says what it asks for.
  return told.knowledge == state::Knowledge::absent && asks_for(*finding.rule, difference.fact);
}

/// Is it about the whole item that the fact is of? What is each machine's own in an item is seldom
/// what a rule means.
bool is_about_item(const Finding& finding, const Told& told) {
  return finding.location.fact.find("/@") == std::string::npos &&
         overlap(finding.location, told.item);
}

std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char byte : text) out += byte == '\n' ? ' ' : byte;
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

Cause cause_of(const Finding& finding, Side side) {
  return {finding.rule, finding.severity, side, finding.message, finding.location};
}

class CauseFinder {
 public:
  CauseFinder(const Subject& good, const Subject& bad, const lint::CheckContext& context,
              Comparison& out)
      : good_(good), bad_(bad), context_(context), out_(out) {}

  void run() {
    add(bad_.report, good_.report, Side::bad);
    add(good_.report, bad_.report, Side::good);
    promote_own();
    for (Difference& difference : out_.differences) explain(difference);
  }

 private:
  void add(const lint::HostReport& mine, const lint::HostReport& other, Side side) {
    for (const Finding* finding : only_here(mine, other)) {
      bool found = false;
      for (std::vector<Difference>* list : {&out_.differences, &out_.own}) {
        for (Difference& difference : *list) {
          const bool counts = list == &out_.differences;
          if (!is_about(*finding, difference, side) &&
              !(counts && is_about_item(*finding, difference.at(side)))) {
            continue;
          }
          difference.causes.push_back(cause_of(*finding, side));
          found = true;
        }
      }
      if (!found) add_verdict(*finding, other, side);
    }
  }

  /// No fact that was compared says why: what the rule says is the difference, if the other host
  /// was judged.
  void add_verdict(const Finding& finding, const lint::HostReport& other, Side side) {
    const std::string fact = fmt::format("rule.{}", finding.rule->code);
    const Side others = side == Side::bad ? Side::good : Side::bad;
    const auto missing =
        std::find_if(other.unknown.begin(), other.unknown.end(),
                     [&](const lint::Unknown& unknown) { return unknown.rule == finding.rule; });
    if (missing != other.unknown.end()) {
      out_.gaps.push_back({fact, others, fmt::format("{}: {}", missing->needs, missing->reason)});
      return;
    }
    Difference difference;
    difference.area = Area::verdict;
    difference.fact = fact;
    difference.what = finding.rule->title;
    difference.at(side) = {state::Knowledge::known, finding.message, finding.location, {}, {}};
    difference.at(others) = {state::Knowledge::absent, {}, {}, {}, {}};
    difference.causes.push_back(cause_of(finding, side));
    out_.differences.push_back(std::move(difference));
  }

  void promote_own() {
    const auto keeps = [](const Difference& difference) {
      return std::none_of(difference.causes.begin(), difference.causes.end(),
                          [](const Cause& cause) { return cause.side == Side::bad; });
    };
    const auto split = std::stable_partition(out_.own.begin(), out_.own.end(), keeps);
    std::move(split, out_.own.end(), std::back_inserter(out_.differences));
    out_.own.erase(split, out_.own.end());
  }

  /// A rule that fails here says what the fact does; else one that asks for it, as far as it is
  /// about this fact alone.
  void explain(Difference& difference) const {
    const auto of_bad = std::find_if(difference.causes.begin(), difference.causes.end(),
                                     [](const Cause& cause) { return cause.side == Side::bad; });
    if (of_bad != difference.causes.end()) {
      const rules::Rule& rule = *of_bad->rule;
      difference.meaning = on_one_line(rule.why);
      difference.checked_by = {rule.code};
      if (!rule.remedy.empty()) difference.equal = on_one_line(rule.remedy);
      return;
    }
    for (const rules::Rule* rule : context_.rules) {
      if (!asks_for(*rule, difference.fact)) continue;
      difference.checked_by.push_back(rule->code);
      if (difference.meaning.empty() && rule->needs.size() == 1) {
        difference.meaning = on_one_line(rule->why);
      }
    }
  }

  const Subject& good_;
  const Subject& bad_;
  const lint::CheckContext& context_;
  Comparison& out_;
};

}  // namespace

void add_causes(const Subject& good, const Subject& bad, const lint::CheckContext& context,
                Comparison& out) {
  CauseFinder(good, bad, context, out).run();
}

}  // namespace shirlint::compare
