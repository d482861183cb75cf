// From a proved plan to one that can be written down, and from there to the bytes of a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fix/plan.h"
#include "fix/plan_file.h"

namespace shirlint::fix {

/// What was shown when a plan was made; `kind` says of what it had to be shown.
[[nodiscard]] std::vector<std::string> proof_of(PlanKind kind);

/// The host's part of a plan file. Error: an edit would show a secret, or change what is masked.
[[nodiscard]] text::Result<PlannedHost> planned_host(const HostPlan& plan, PlanKind kind);

/// The bytes that `plan` makes of `bytes`. Error: how they are not those it was made for. `path`
/// is for the message.
[[nodiscard]] text::Result<std::string> carry_out(const PlannedFile& plan, std::string_view bytes,
                                                  const std::string& path);

/// The same of a file that the plan makes, at `path`.
[[nodiscard]] text::Result<std::string> carry_out_new(const PlannedFile& plan,
                                                      const std::string& path);

}  // namespace shirlint::fix
