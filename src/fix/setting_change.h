// Settings of the machine as a run changes them: looked at, put, put back. Beside the files of a
// run they are in the same record, their old states in the same backups.
#pragma once

#include <optional>
#include <string>

#include "fix/run.h"
#include "io/setting.h"
#include "io/store.h"
#include "text/error.h"

namespace shirlint::fix {

/// The setting that an entry of a record is about; nothing: it is about a file.
[[nodiscard]] std::optional<io::Setting> setting_of(const RunFile& file);
[[nodiscard]] std::optional<io::Setting> setting_of(const Change& change);

/// What people call it: a file by its path, a setting with its kind in front.
[[nodiscard]] std::string name_of(const RunFile& file);

/// The state that a setting of a run had, from its backup; nothing: it was not there.
[[nodiscard]] text::Result<std::optional<std::string>> old_state(const Journal& journal,
                                                                 const RunManifest& manifest,
                                                                 const RunFile& file);
/// And the one that it was to get, if that can be told: a record has its hash only. It was to go,
/// or the run takes another one back, whose backup has it.
[[nodiscard]] text::Result<std::optional<std::optional<std::string>>> new_state(
    const Journal& journal, const RunManifest& manifest, const RunFile& file);

/// Its state now; nothing: it is not there.
[[nodiscard]] text::Result<std::optional<std::string>> look_at_setting(io::Store& store,
                                                                       const io::Setting& setting);

/// From the state that it has to the one that it gets. Refused when it has another; an error too
/// when it does not have the new one afterwards (a policy or another program put it back).
[[nodiscard]] text::Result<void> put_setting(io::Store& store, const io::Setting& setting,
                                             const std::optional<std::string>& from,
                                             const std::optional<std::string>& to);

}  // namespace shirlint::fix
