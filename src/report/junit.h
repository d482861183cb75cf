// `--format junit`: a test report, for pipelines that show one. A host is a suite, written when it
// has been checked; each rule that concerns it is a case. What --fail-on makes fail is a failure;
// a rule with other findings or suppressed ones passes and says so; one that could not be judged is
// skipped (with --strict: fails); what could not be done is an error. What rules about a group say
// comes as a suite of the group.
//
// Valid against the schema of Jenkins' xUnit plugin (tests/report/junit-10.xsd).
#pragma once

#include <memory>

#include "report/formats.h"

namespace shirlint::report {

[[nodiscard]] std::unique_ptr<ReportWriter> make_junit(const FormatSettings& settings, Sink& sink);

}  // namespace shirlint::report
