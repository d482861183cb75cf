// `route --format json`: the object of contract.md, "JSON of route".
//
// Beyond the words there: what is not known is null (`address`, `file`, `line`), and the mode of a
// proxy that hangs on a deployment token is "unknown". Strings are masked and encoded as in json.h.
#pragma once

#include "lint/route_answer.h"
#include "report/sink.h"

namespace shirlint::report {

/// One object, `shirlint.route/1`, and a line feed. The answer must be a judged one.
void write_route_json(const lint::RouteAnswer& answer, Sink& sink);

}  // namespace shirlint::report
