// Asks the rules of category SIT about suppressions of no more use, wherever they are written: they
// see them as <suppression> of the <site> tree. Names: facts/vocabulary_site.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/checker.h"
#include "lint/report.h"
#include "text/source.h"
#include "text/span.h"

namespace shirlint::lint {

struct IdleSuppression {
  text::Span at;
  std::string_view state;  // one of the vocabulary's
  std::string code, owner, reason, expires, problem;
};

/// `entries` stand in `source`, which is what `file` holds. Nothing when no such rule is asked.
[[nodiscard]] std::vector<Finding> judge_suppressions(const CheckContext& context,
                                                      const text::Source& source,
                                                      const std::string& file,
                                                      const std::vector<IdleSuppression>& entries);

}  // namespace shirlint::lint
