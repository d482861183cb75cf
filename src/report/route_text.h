// `route` for people: does .NET load the file, which line makes the proxy, where does each URL go
// and which line decides, and what had to be taken for granted.
#pragma once

#include "lint/route_answer.h"
#include "report/sink.h"
#include "report/text.h"

namespace shirlint::report {

/// Of `options`, the width and the colours count. The answer must be a judged one.
void write_route_text(const lint::RouteAnswer& answer, const TextOptions& options, Sink& sink);

}  // namespace shirlint::report
