// `triage`, for people and for programs.
#pragma once

#include "report/sink.h"
#include "report/text.h"
#include "triage/diagnosis.h"

namespace shirlint::report {

/// Each known error with its cause, what to do, and what a host that was asked says of it. Where
/// nothing is known, that, and what can be done then.
void write_triage_text(const triage::Answer& answer, const TextOptions& options, Sink& sink);

/// One object, `shirlint.triage/1`, and a line feed:
///   {"schema", "tool": {"name", "version"}, "inputs": ["gateway.log"], "hosts": ["node-01"],
///    "known": [{"id", "text", "values": {"host": "..."}, "count", "places": [{"input", "line"}],
///               "evidence", "cause", "remedy", "wrong_advice", "source", "rules": ["NET005"],
///               "verdict": "found|unknown|absent|not-asked",
///               "findings": [{"code", "severity", "message", "host", "location"}],
///               "unknown": [{"code", "host", "needs", "reason"}]}]}
/// `wrong_advice` is null where there is none; of a `location` what is not known is left out.
void write_triage_json(const triage::Answer& answer, std::string_view version, Sink& sink);

}  // namespace shirlint::report
