#include "lint/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "text/sha256.h"

namespace shirlint::lint {

void sort_findings(std::vector<Finding>& findings) {
  const auto key = [](const Finding& finding) {
    return std::tie(finding.location.file, finding.location.start, finding.rule->code,
                    finding.location.fact, finding.message);
  };
  std::stable_sort(
      findings.begin(), findings.end(),
      [&](const Finding& left, const Finding& right) { return key(left) < key(right); });
}

std::string fingerprint(std::string_view code, std::string_view role, std::string_view fact,
                        std::string_view masked_value) {
  const std::string text = fmt::format("{}\n{}\n{}\n{}", code, role, fact, masked_value);
  return "v1:" + text::sha256(text).substr(0, 32);
}

void count(Summary& summary, const HostReport& host) {
  summary.hosts += 1;
  summary.files += host.files.size();
  summary.suppressed += host.suppressed.size();
  count(summary, host.findings, host.unknown);
}

void count(Summary& summary, const std::vector<Finding>& findings,
           const std::vector<Unknown>& unknown) {
  summary.unknown += unknown.size();
  for (const Finding& finding : findings) {
    switch (finding.severity) {
      case rules::Severity::error:
        summary.error += 1;
        break;
      case rules::Severity::warning:
        summary.warning += 1;
        break;
      case rules::Severity::info:
        summary.info += 1;
        break;
    }
    if (finding.fix && finding.fix->applicability != rules::Applicability::manual) {
      summary.fixable += 1;
    }
  }
}

}  // namespace shirlint::lint
