// The state of a setting as it stands in a plan: in words that people read and that tell it
// exactly, or, where there are none or they would hold a secret, by its hash.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/setting.h"
#include "text/error.h"

namespace shirlint::fix {

enum class FormKind : std::uint8_t {
  absent,       // it is not there
  text,         // REG_SZ
  expandable,   // REG_EXPAND_SZ
  number,       // REG_DWORD, in decimal digits
  word,         // of a service: "manual", "automatic-delayed", "running"
  certificate,  // its DER bytes
  lines,        // of the hosts file, each with "\n" behind it
  hash          // SHA-256 of the state
};

struct SettingForm {
  FormKind kind = FormKind::absent;
  std::string value;

  friend bool operator==(const SettingForm&, const SettingForm&) = default;
};

/// The value of a variable or registry value as it may be shown, and as rules see it: what is a
/// secret, by itself or because of the name, is as many asterisks.
[[nodiscard]] std::string masked_value(const std::string& name, const std::string& value);

/// Is its state a text that masked_value() changes?
[[nodiscard]] bool holds_secret(const io::Setting& setting,
                                const std::optional<std::string>& state);

[[nodiscard]] SettingForm form_of(const io::Setting& setting,
                                  const std::optional<std::string>& state);
[[nodiscard]] bool has_form(const io::Setting& setting, const std::optional<std::string>& state,
                            const SettingForm& form);

/// The state that `form` is; `now` tells what it leaves open: the delay of a service that does not
/// start by itself. Not of a hash.
[[nodiscard]] std::optional<std::string> state_of(const io::Setting& setting,
                                                  const SettingForm& form,
                                                  const std::optional<std::string>& now);

/// The hosts file as a plan has it.
[[nodiscard]] SettingForm form_of_hosts(std::string_view bytes);

/// "'C:\jdk'", "not there": for sentences.
[[nodiscard]] std::string to_text(const SettingForm& form);
/// The same of a state that is not in a plan: secrets are masked, not hashed.
[[nodiscard]] std::string shown_state(const io::Setting& setting,
                                      const std::optional<std::string>& state);

}  // namespace shirlint::fix
