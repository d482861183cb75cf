#pragma once

#include "cli/session.h"

namespace shirlint::cli {

/// `rules test --mutate HOST`: exit_findings below 90%.
int mutate_golden_hosts(const Arguments& arguments, Session& session);

}  // namespace shirlint::cli
