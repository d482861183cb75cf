// `compare --format json`, "shirlint.compare/1": everything that was compared and is not the same.
#pragma once

#include <vector>

#include "compare/comparison.h"
#include "report/sink.h"
#include "text/error.h"

namespace shirlint::report {

/// {"schema", "hosts": {"good": {"name", "path", "live"}, "bad"}, "differences": [{"area", "fact",
/// "what", "good": {"state": "known"|"absent", "value", "file", "line", "column"}, "bad",
/// "items", "meaning", "equal", "causes": [{"code", "severity", "host": "good"|"bad", "title",
/// "message"}], "checked_by": [code], "minor"}], "own": as differences, "unknown": [{"fact",
/// "host", "reason"}], "errors", "summary": {"differences", "causes", "own", "unknown"}}.
/// What is not known of a place is null.
void write_compare_json(const compare::Comparison& comparison,
                        const std::vector<text::Error>& errors, Sink& sink);

}  // namespace shirlint::report
