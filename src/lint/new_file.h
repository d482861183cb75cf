// The text of a file that is not there yet and has to be made.
#pragma once

#include <string>

#include "lint/locate.h"
#include "rules/evaluator.h"
#include "text/error.h"

namespace shirlint::lint {

/// `hit` is of operation `create-file`: its value is the template, a whole config. In it the
/// innermost element around the step's target that the template has as well becomes what it is in
/// the target's file, in the template's layout. Secrets are masked: it is for people.
[[nodiscard]] text::Result<std::string> new_file_text(const Locator& locator,
                                                      const rules::StepHit& hit);

}  // namespace shirlint::lint
