// The names that a .NET application config may hold. A config's own tree is open (anything may
// stand in a file), so this is no grammar: it is what a rule's step into a config is checked
// against, because a misspelt step would silently find nothing.
#pragma once

#include <span>
#include <string_view>

namespace shirlint::facts {

/// Element and attribute names, sorted, each once: the sections and groups of machine.config, the
/// contents of the sections that .NET's configuration classes read, the `runtime` and `startup`
/// settings that the CLR reads, and the frame around them.
[[nodiscard]] std::span<const std::string_view> config_names();

}  // namespace shirlint::facts
