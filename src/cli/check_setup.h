// From the options of check (and rules tree) to what the hosts are judged with.
#pragma once

#include <memory>
#include <vector>

#include "cli/session.h"
#include "lint/checker.h"
#include "lint/discovery.h"

namespace shirlint::cli {

struct CheckSetup {
  RuleChoice choice;  // owns what `context` points to
  lint::CheckContext context;
  lint::Discovery discovery;
  std::vector<text::Error> errors;  // in rule, site and values files
};

/// Complains of bad usage itself, and then there is nothing.
[[nodiscard]] std::unique_ptr<CheckSetup> set_up_check(const Arguments& arguments,
                                                       const Session& session);

}  // namespace shirlint::cli
