// The sections and groups that the machine.config of .NET Framework 4.8 declares, as data.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace shirlint::dotnet {

enum class AllowDefinition : std::uint8_t {
  everywhere,
  machine_only,
  machine_to_web_root,
  machine_to_application,
};

/// One declaration of machine.config. `flags` is a sum of the constants below.
struct MachineSection {
  static constexpr std::uint8_t plain = 0;
  static constexpr std::uint8_t group = 1;
  static constexpr std::uint8_t ignored = 2;         // IgnoreSection: contents never throw
  static constexpr std::uint8_t no_location = 4;     // allowLocation="false"
  static constexpr std::uint8_t machine_only = 8;    // allowExeDefinition="MachineOnly"
  static constexpr std::uint8_t no_restart = 16;     // restartOnExternalChanges="false"
  static constexpr std::uint8_t no_permission = 32;  // requirePermission="false"
  static constexpr std::uint8_t built_in = 64;       // exists without a declaration

  std::string_view key;  // "system.net/defaultProxy"
  std::string_view type;
  std::string_view assembly;
  std::uint8_t flags = plain;
  AllowDefinition allow_definition = AllowDefinition::everywhere;

  [[nodiscard]] constexpr bool is(std::uint8_t flag) const { return (flags & flag) != 0; }
};

/// All of them, sorted by key.
[[nodiscard]] std::span<const MachineSection> machine_sections();

/// By exact key; nullptr when machine.config does not declare it.
[[nodiscard]] const MachineSection* find_machine_section(std::string_view key);

}  // namespace shirlint::dotnet
