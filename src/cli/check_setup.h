// From the options of check (and rules tree) to what the hosts are judged with.
#pragma once

#include <optional>

#include "cli/session.h"
#include "lint/checker.h"
#include "lint/discovery.h"

namespace shirlint::cli {

struct CheckSetup {
  RuleChoice choice;  // owns what `context` points to
  lint::CheckContext context;
  lint::Discovery discovery;
};

/// Complains of bad usage, rules, site and values files itself; nothing when one of these is bad,
/// because a check with half of what was asked for would look like a whole one.
[[nodiscard]] std::unique_ptr<CheckSetup> set_up_check(const Arguments& arguments,
                                                       const Session& session);

}  // namespace shirlint::cli
