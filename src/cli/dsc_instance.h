// An instance of the DSC v3 resource: what PowerShell DSC gives and takes as JSON. One table makes
// the reader and the schema.
// Rule source: https://learn.microsoft.com/powershell/dsc/concepts/resources
#pragma once

#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "text/error.h"

namespace shirlint::cli {

/// The JSON Schema of an instance, in one line.
[[nodiscard]] std::string dsc_schema();

/// The `check` that an instance asks for, reporting as JSON. Errors: JSON that is none, a property
/// that is unknown or of the wrong type, neither or both of `path` and `live`.
[[nodiscard]] text::Result<Arguments> read_dsc_instance(std::string_view json);

struct DscState {
  std::string state;  // the instance as it is, in one line
  bool in_desired_state = false;
  bool changed = false;  // by fixes, or it would be
};

/// From the instance that was asked for and what `check` reported of it. `with_verdict`: whether it
/// is in the desired state is part of the state (`test`).
[[nodiscard]] DscState dsc_state(std::string_view instance, std::string_view report, int exit_code,
                                 bool with_verdict);

}  // namespace shirlint::cli
