#include "fix/choose.h"

#include <algorithm>
#include <optional>

#include "text/compose.h"

namespace shirlint::fix {
namespace {

bool is_wanted(const lint::Finding& finding, const Policy& policy, const Unwanted& unwanted) {
  if (!finding.fix || finding.fix->edits.empty()) return false;
  if (finding.fix->applicability < policy.least) return false;
  if (finding.severity < policy.least_severity) return false;
  if (unwanted.fixes.count(key_of(finding)) != 0) return false;
  return std::none_of(finding.fix->edits.begin(), finding.fix->edits.end(),
                      [&](const lint::Edit& edit) { return unwanted.files.count(edit.file) != 0; });
}

/// Two insertions at one place do not overlap, but may both bring what may be there once (a
/// <bypasslist>). The next pass sees what the first one brought.
bool meets(const std::map<std::string, text::Edits>& edits, const lint::Edit& edit) {
  const auto of_file = edits.find(edit.file);
  if (of_file == edits.end() || edit.start != edit.end) return false;
  return std::any_of(of_file->second.begin(), of_file->second.end(), [&](const text::Edit& other) {
    return other.span == text::Span{edit.start, edit.end};
  });
}

/// Do two steps of different fixes get into each other's way? Elements may be inserted side by
/// side, attributes may not: they could be the same. What both remove is removed once.
bool clash(const lint::Place& one, const lint::Place& other) {
  if (one.file != other.file) return false;
  if (one.span.empty() && other.span.empty()) {
    const auto is_element = [](const lint::Place& place) {
      return place.bytes.find('<') != std::string::npos;
    };
    return one.span == other.span && (one == other || !is_element(one) || !is_element(other));
  }
  const bool overlap = one.span.start < other.span.end && other.span.start < one.span.end;
  return overlap && one != other && !(one.bytes.empty() && other.bytes.empty());
}

/// All edits so far and those of `fix`, or nothing when they get into each other's way.
std::optional<std::map<std::string, text::Edits>> with(std::map<std::string, text::Edits> edits,
                                                       const std::vector<lint::Place>& taken,
                                                       const lint::FixOffer& fix) {
  for (const lint::Place& place : fix.places) {
    const auto clashes = [&](const lint::Place& other) { return clash(place, other); };
    if (std::any_of(taken.begin(), taken.end(), clashes)) return std::nullopt;
  }
  for (const lint::Edit& edit : fix.edits) {
    text::Edits& of_file = edits[edit.file];
    of_file.push_back({{edit.start, edit.end}, edit.bytes});
    auto combined = text::combine(of_file);
    if (!combined) return std::nullopt;
    of_file = *std::move(combined);
  }
  return edits;
}

/// Why a plan cannot hold the fix; empty when it can.
std::string secret_in(const lint::FixOffer& fix, const Policy& policy,
                      const Redactions& redactions) {
  for (const lint::Edit& edit : fix.edits) {
    if (policy.shown && edit.withheld) return "its new text would show a secret";
    if (const auto model = redactions.find(edit.like);
        model != redactions.end() && !model->second.empty()) {
      return "it would copy from a file of which this is a masked copy";
    }
    const auto masked = redactions.find(edit.file);
    if (masked != redactions.end() &&
        text::overlap({{{edit.start, edit.end}, edit.bytes}}, masked->second)) {
      return "it would change what is masked in this copy of the file";
    }
  }
  return {};
}

void add_unique(std::vector<std::string>& list, const std::string& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

}  // namespace

FixKey key_of(const lint::Finding& finding) {
  return {std::string(finding.rule->code), finding.location.file, finding.fingerprint};
}

Choice choose_fixes(const lint::HostReport& host, const Policy& policy, const Unwanted& unwanted,
                    const Redactions& redactions) {
  Choice choice;
  std::vector<lint::Place> taken;
  for (const lint::Finding& finding : host.findings) {
    if (unwanted.second && !choice.fixes.empty()) break;
    if (!is_wanted(finding, policy, unwanted)) continue;
    const std::string code(finding.rule->code);
    if (std::string why = secret_in(*finding.fix, policy, redactions); !why.empty()) {
      choice.left.push_back({code, finding.location, std::move(why), true});
      continue;
    }
    const auto& wanted = finding.fix->edits;
    const bool met = std::any_of(wanted.begin(), wanted.end(),
                                 [&](const lint::Edit& edit) { return meets(choice.edits, edit); });
    auto edits = met ? std::nullopt : with(choice.edits, taken, *finding.fix);
    if (!edits) {
      choice.left.push_back({code, finding.location, "another fix changes the same place"});
      continue;
    }
    choice.edits = *std::move(edits);
    taken.insert(taken.end(), finding.fix->places.begin(), finding.fix->places.end());
    ChosenFix chosen{code, {}, key_of(finding), finding.location};
    for (const lint::Edit& edit : finding.fix->edits) {
      add_unique(chosen.files, edit.file);
      if (!edit.like.empty()) choice.created[edit.file] = edit.like;
    }
    choice.fixes.push_back(std::move(chosen));
    for (const std::string& service : finding.fix->restart) add_unique(choice.restart, service);
  }
  return choice;
}

}  // namespace shirlint::fix
