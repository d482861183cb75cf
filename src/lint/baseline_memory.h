// What a baseline remembers of a host besides its findings.
#pragma once

#include "facts/baseline_tree.h"
#include "lint/loaded_host.h"

namespace shirlint::lint {

/// The runtime's version as host.toml has it; of each config its proxy and the settings of
/// <runtime> that people add by hand. A role that two configs of the host have is left out: by
/// name and role they could not be told apart.
[[nodiscard]] facts::HostMemory remember(const LoadedHost& host);

/// Puts what is remembered of this host into its trees; null: the baseline does not know the host.
void add_memory(const facts::HostMemory* memory, LoadedHost& host);

}  // namespace shirlint::lint
