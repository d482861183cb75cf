// Which of the fixes that a check offers are applied together.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
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

/// Which finding a fix is for, as the next pass knows it again: code, file, fingerprint. Two places
/// of one file with one value share it.
using FixKey = std::tuple<std::string, std::string, std::string>;
[[nodiscard]] FixKey key_of(const lint::Finding& finding);

/// What is not to be chosen.
struct Unwanted {
  std::set<std::string> files;
  std::set<FixKey> fixes;
  bool second = false;  // any but the first
};

struct ChosenFix {
  std::string code;
  std::vector<std::string> files;  // that it changes
  FixKey key;
  lint::Location location;  // of its finding
};

struct Choice {
  std::map<std::string, text::Edits> edits;  // by file, combined, in bytes on disk
  std::vector<ChosenFix> fixes;
  std::map<std::string, std::string> created;  // file that is not there -> what it is to be like
  std::vector<lint::UnappliedFix> left;        // overlapped by one that was chosen
  std::vector<std::string> restart;
};

/// The fixes of `host` that `policy` allows, in the order of the findings: by file, place and code,
/// so nothing depends on chance. One that overlaps an earlier one, or a redaction, is dropped
/// whole.
[[nodiscard]] Choice choose_fixes(const lint::HostReport& host, const Policy& policy,
                                  const Unwanted& unwanted, const Redactions& redactions = {});

}  // namespace shirlint::fix
