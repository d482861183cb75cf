// Whose word counts on a live machine: with an administrator's rights, rules, site files and
// baselines are taken only when they are named (check_setup.cpp), and only if nobody else could
// have written them. Otherwise whoever may write to a folder decides what an administrator changes,
// or does not see.
#pragma once

#include <string>

#include "cli/session.h"
#include "text/error.h"

namespace shirlint::cli {

/// Why what has this status must not be relied on; empty: it may. It is either what is read itself,
/// or a folder on the way to it, in which others may add things but not replace them.
[[nodiscard]] std::string why_not_trusted(const io::Status& status, bool on_the_way);

/// Refuses the first file or folder that `--rules`, `--site` and `--baseline` name, or one above or
/// in it, that is not to be relied on. Says nothing unless the machine itself is looked at, with an
/// administrator's rights. What is not there is left to who reads it.
[[nodiscard]] text::Result<void> check_trusted_files(const Arguments& arguments,
                                                     const Session& session);

}  // namespace shirlint::cli
