// What the CLR itself takes from <runtime>: the switches of AppContextSwitchOverrides and
// enforceFIPSPolicy. System.Configuration ignores this section, so nothing in it is ever refused.
//
// Rule source: mscorlib AppContextDefaultValues.DesktopOverrides.cs of the reference source; facts
// 3.5. In the documentation: enforcefipspolicy-element.md, appcontextswitchoverrides-element.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"
#include "text/tokens.h"
#include "xml/document.h"

namespace shirlint::dotnet {

/// `ignored`: the value is no boolean, so .NET drops the switch without a word.
enum class SwitchState : std::uint8_t { off, on, ignored, unknown };
[[nodiscard]] std::string_view to_text(SwitchState state);  // "false" "true" "ignored" "unknown"

/// One "name=value" of an AppContextSwitchOverrides.
struct AppContextSwitch {
  std::string name;  // .NET trims nothing: a blank in front makes it another switch
  SwitchState state = SwitchState::ignored;
  bool in_effect = false;  // the last one of its name, and one that .NET does not drop
  std::string rest;        // the attribute's value without this switch
  text::Span span;         // the whole attribute value
};

/// An enforceFIPSPolicy, wherever it stands.
struct FipsPolicy {
  std::string enabled;    // as written
  bool in_place = false;  // directly in /configuration/runtime, where the CLR looks for it
  text::Span span;
};

struct RuntimeSettings {
  std::vector<AppContextSwitch> switches;
  std::vector<FipsPolicy> fips_policies;
};

/// `tokens`: a value with a deployment token is unknown; null: tokens are values.
[[nodiscard]] RuntimeSettings read_runtime_settings(const xml::Document& document,
                                                    const text::DeploymentTokenFinder* tokens);

}  // namespace shirlint::dotnet
