// Which of the fixes that a check offers are applied together.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "lint/report.h"
#include "rules/rule.h"
#include "text/edit.h"

namespace shirlint::fix {

/// Which fixes may be applied at all.
struct Policy {
  rules::Applicability least = rules::Applicability::safe;
  /// Contract: on a live host only errors are repaired, unless codes were selected.
  rules::Severity least_severity = rules::Severity::info;
  /// People will read the new text: a fix that would show a secret is left alone.
  bool shown = false;
};

/// Spans of files that must not be touched, ordered and apart: what is masked in a copy.
using Redactions = std::map<std::string, std::vector<text::Span>>;

struct ChosenFix {
  std::string code;
  std::vector<std::string> files;  // that it changes
};

struct Choice {
  std::map<std::string, text::Edits> edits;  // by file, combined, in bytes on disk
  std::vector<ChosenFix> fixes;
  std::vector<lint::UnappliedFix> left;  // overlapped by one that was chosen
  std::vector<std::string> restart;
};

/// The fixes of `host` that `policy` allows, in the order of the findings: by file, place and code,
/// so nothing depends on chance. One that overlaps an earlier one, or a redaction, is dropped
/// whole. Fixes that change a file of `excluded` are not wanted.
[[nodiscard]] Choice choose_fixes(const lint::HostReport& host, const Policy& policy,
                                  const std::set<std::string>& excluded,
                                  const Redactions& redactions = {});

}  // namespace shirlint::fix
