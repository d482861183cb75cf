// What an access control list lets an account do. Windows walks it from its beginning: the first
// entry that speaks of a right and of one of the account's groups decides.
#pragma once

#include <optional>
#include <string>

#include "state/live/machine.h"

namespace shirlint::state::live {

/// May the account of a service with this SID read the file? Nothing where that depends on groups
/// that the list names and that are not known here: those of a domain, or made by hand.
[[nodiscard]] std::optional<bool> may_read(const AccessList& list, const std::string& sid);

/// The same for writing; into a folder: for making files there.
[[nodiscard]] std::optional<bool> may_write(const AccessList& list, const std::string& sid);

/// May whoever logs on, without being an administrator, write the file?
[[nodiscard]] bool users_may_write(const AccessList& list);

}  // namespace shirlint::state::live
