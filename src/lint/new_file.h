// A file that is not there yet and has to be made: its text, and its place.
#pragma once

#include <string>

#include "lint/locate.h"
#include "rules/evaluator.h"
#include "text/error.h"

namespace shirlint::lint {

/// `hit` is of operation `create-file`: its value is the template, a whole config. In it the
/// innermost element around the step's target that the template has as well becomes what it is in
/// the target's file, in the template's layout and that file's line ends.
[[nodiscard]] text::Result<std::string> new_file_text(const Locator& locator,
                                                      const rules::StepHit& hit);

/// Where a host has the config of `role`: beside its other configs where they lie flat, else where
/// its product keeps it. Nothing is looked up on the disk. An error when the other files do not
/// tell, or one of that role is there.
[[nodiscard]] text::Result<std::string> new_file_path(const HostSource& host,
                                                      std::string_view role);

}  // namespace shirlint::lint
