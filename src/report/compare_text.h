// `compare` for people: what BAD fails for, then the other differences by what they are about; at
// the end what is not known and what is each machine's own.
#pragma once

#include "compare/comparison.h"
#include "report/sink.h"
#include "report/text.h"

namespace shirlint::report {

/// Of `options`, the width, the colours and `verbose` count.
void write_compare_text(const compare::Comparison& comparison, const TextOptions& options,
                        Sink& sink);

}  // namespace shirlint::report
