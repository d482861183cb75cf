// The settings of a machine (io/setting.h) over the Win32 API. For this folder only.
#pragma once

// This one brings windows.h, which goes before the others.
#include "io/windows/handle.h"
// The one above must stay in front.
#include <optional>
#include <string>

#include "io/setting.h"
#include "io/store.h"

namespace shirlint::io::windows {

using State = std::optional<std::string>;

[[nodiscard]] Done<State> registry_value(const RegistryPath& place);
[[nodiscard]] Done<void> put_registry_value(const RegistryPath& place, const State& state);
[[nodiscard]] Done<State> registry_key(const std::string& path);
/// Makes what is missing of the key, or removes it with all that is in it.
[[nodiscard]] Done<void> put_registry_key(const std::string& path, const State& state);
/// Tells programs that a variable of the machine has changed. A window that hangs is not waited
/// for.
void tell_environment_changed();

[[nodiscard]] Done<State> service_start(const std::string& name);
[[nodiscard]] Done<void> put_service_start(const std::string& name, const State& state);
[[nodiscard]] Done<State> service_run(const std::string& name);
/// Starts or stops it and waits, for at most half a minute, until it has.
[[nodiscard]] Done<void> put_service_run(const std::string& name, const State& state);

/// `name`: "LocalMachine/Root/THUMBPRINT".
[[nodiscard]] Done<State> certificate(const std::string& name);
/// Refused when the bytes have another thumbprint than the name says.
[[nodiscard]] Done<void> put_certificate(const std::string& name, const State& state);

}  // namespace shirlint::io::windows
