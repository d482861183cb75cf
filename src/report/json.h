// `--format json` and `--format jsonl`: everything that was found, for programs.
//
// The fields and their order are those of contract.md. What is not known is left out of a
// `location` or an entry of `errors`, and null elsewhere (`fix`, `product`, `group`, `expires`).
// Strings are masked, their invalid UTF-8 becomes U+FFFD, and they are encoded such that the bytes
// hold no control or bidi character and nothing that a pipeline takes for a command (`##vso[` is
// written `\u0023#vso[`): whoever parses the JSON gets the text back unchanged.
#pragma once

#include <string>
#include <string_view>

#include "lint/report.h"
#include "report/sink.h"

namespace shirlint::report {

/// One object, `shirlint.check/1`, and a line feed. With a baseline there is also
/// "baseline": {"file", "matched", "stale": [{"code", "fingerprint", "count", "host", "file"}],
/// "written", "pruned"}, and what it knows is in "suppressed" with "by": "baseline".
void write_json(const lint::Report& report, Sink& sink);

/// What `apply` did with the plan of that name, `shirlint.apply/1`: `errors` and `runs` as in
/// `check`, `refused` for hosts whose new bytes did not stand the proof.
void write_apply_json(const lint::Report& report, std::string_view plan, Sink& sink);

/// One line of `jsonl`: a host by itself, `shirlint.host-report/1`, an object built as that of
/// `json`. May be called while other hosts are still being checked.
void write_jsonl_host(const lint::ToolInfo& tool, std::string_view date,
                      const lint::HostReport& host, Sink& sink);

/// A further line of `jsonl`, before the last: what the rules about a group say of its nodes. These
/// are judged when all hosts are, and by then the lines of the hosts are written. The object is
/// that of a host, but `hosts` is empty, so that no host is there twice; each of `findings` and
/// `unknown` names its host. In `json` they stand among the others.
void write_jsonl_group(const lint::ToolInfo& tool, std::string_view date,
                       const lint::HostReport& group, Sink& sink);

/// The last line of `jsonl`, `shirlint.summary/1`: the errors that belong to no host, the sums.
void write_jsonl_summary(const lint::Report& report, Sink& sink);

/// All lines of `jsonl`.
void write_jsonl(const lint::Report& report, Sink& sink);

/// A JSON string, quotes included, encoded as said above. For other formats made of JSON.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace shirlint::report
