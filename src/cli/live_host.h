// This machine as a host: looked at once, for check --live and for collect.
#pragma once

#include <string>
#include <vector>

#include "cli/session.h"
#include "lint/discovery.h"
#include "state/live/collect.h"
#include "text/error.h"

namespace shirlint::cli {

/// `what` begins the sentence that is said where there is no Windows.
[[nodiscard]] text::Result<state::live::Collection> look_at_this_machine(const Session& session,
                                                                         const std::string& what);

/// "this machine NODE-02, live, elevated": what is being checked, and with which rights.
[[nodiscard]] std::string live_title(const Session& session,
                                     const state::live::Collection& collection);

/// The same host as a folder that was collected from it, but for where things are: its configs are
/// the installed ones, its state the text that host.toml would have.
[[nodiscard]] lint::HostSource live_source(const state::live::Collection& collection);

/// 'C:\a' as readers and stores have it: "C:/a".
[[nodiscard]] std::string reader_path(std::string path);

}  // namespace shirlint::cli
