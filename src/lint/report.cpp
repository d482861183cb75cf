#include "lint/report.h"

namespace shirlint::lint {

void count(Summary& summary, const HostReport& host) {
  summary.hosts += 1;
  summary.files += host.files.size();
  summary.unknown += host.unknown.size();
  summary.suppressed += host.suppressed.size();
  for (const Finding& finding : host.findings) {
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
