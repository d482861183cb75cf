#include "fix/setting_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "state/live/collect.h"
#include "state/live/recorded.h"
#include "text/secret.h"
#include "text/sha256.h"

namespace shirlint::fix {
namespace {

using io::Setting;
using io::SettingKind;

// winnt.h
constexpr std::uint32_t reg_sz = 1;
constexpr std::uint32_t reg_expand_sz = 2;
constexpr std::uint32_t reg_dword = 4;

bool is_text(const SettingForm& form) {
  return form.kind == FormKind::text || form.kind == FormKind::expandable;
}

SettingForm hash_of(const std::string& state) { return {FormKind::hash, text::sha256(state)}; }

std::string value_name(const Setting& setting) { return io::registry_place(setting).name; }

/// Only where the words give the very same bytes.
SettingForm form_of_value(const std::string& state) {
  const auto data = io::registry_data(state);
  if (!data) return hash_of(state);
  const state::live::RegistryValue value{data->type, data->bytes};
  SettingForm form;
  if (const auto text = state::live::string_of(value)) {
    form = {data->type == reg_sz ? FormKind::text : FormKind::expandable, *text};
  } else if (const auto number = state::live::number_of(value); number && data->type == reg_dword) {
    form = {FormKind::number, std::to_string(*number)};
  }
  return state_of({}, form, std::nullopt) == state ? form : hash_of(state);
}

SettingForm form_of_start(const std::string& state) {
  const std::size_t word = state.find("start=") + 6;
  std::string start = state.substr(word, state.find('\n', word) - word);
  if (start == "automatic" && state.find("delayed=1") != std::string::npos) start += "-delayed";
  return {FormKind::word, start};
}

SettingForm plain_form(const Setting& setting, const std::optional<std::string>& state) {
  if (!state) return {};
  switch (setting.kind) {
    case SettingKind::environment:
    case SettingKind::registry_value:
      return form_of_value(*state);
    case SettingKind::certificate:
      if (auto der = io::from_hex(*state)) return {FormKind::certificate, *std::move(der)};
      break;
    case SettingKind::service_start:
      return form_of_start(*state);
    case SettingKind::service_run:
      return {FormKind::word, *state};
    case SettingKind::registry_key:
      break;
  }
  return hash_of(*state);
}

std::string number_bytes(const std::string& digits) {
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes += static_cast<char>(number >> shift & 0xFFU);
  }
  return bytes;
}

}  // namespace

std::string masked_value(const std::string& name, const std::string& value) {
  state::Record record{"registry", name, {{"value", value, {}}}, true, {}};
  state::live::mask_secrets(record);
  return std::string(record.text("value"));
}

bool holds_secret(const Setting& setting, const std::optional<std::string>& state) {
  const SettingForm form = plain_form(setting, state);
  return is_text(form) && masked_value(value_name(setting), form.value) != form.value;
}

SettingForm form_of(const Setting& setting, const std::optional<std::string>& state) {
  return holds_secret(setting, state) ? hash_of(*state) : plain_form(setting, state);
}

bool has_form(const Setting& setting, const std::optional<std::string>& state,
              const SettingForm& form) {
  if (form.kind == FormKind::hash) return state && hash_of(*state) == form;
  return plain_form(setting, state) == form;
}

std::optional<std::string> state_of(const Setting& setting, const SettingForm& form,
                                    const std::optional<std::string>& now) {
  switch (form.kind) {
    case FormKind::text:
      return io::to_state(io::registry_text(reg_sz, form.value));
    case FormKind::expandable:
      return io::to_state(io::registry_text(reg_expand_sz, form.value));
    case FormKind::number:
      return io::to_state({reg_dword, number_bytes(form.value)});
    case FormKind::certificate:
      return io::to_hex(form.value);
    case FormKind::word: {
      if (setting.kind == SettingKind::service_run) return form.value;
      constexpr std::string_view delay = "-delayed";
      const std::size_t word = form.value.find(delay);
      const bool automatic = form.value.compare(0, 9, "automatic") == 0;
      const bool kept = !automatic && now && now->find("delayed=1") != std::string::npos;
      return fmt::format("delayed={}\nstart={}\n", word != std::string::npos || kept ? 1 : 0,
                         form.value.substr(0, word));
    }
    case FormKind::absent:
    case FormKind::lines:
    case FormKind::hash:
      break;
  }
  return std::nullopt;
}

SettingForm form_of_hosts(std::string_view bytes) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (bytes.substr(0, mark.size()) == mark) bytes.remove_prefix(mark.size());
  std::string lines;
  for (const std::string& line : state::live::lines_of(bytes)) {
    lines += state::live::clean_utf8(line) + '\n';
  }
  if (text::mask_same_length(lines) != lines) return hash_of(lines);
  return {FormKind::lines, std::move(lines)};
}

std::string to_text(const SettingForm& form) {
  switch (form.kind) {
    case FormKind::absent:
      return "not there";
    case FormKind::text:
      return '\'' + form.value + '\'';
    case FormKind::expandable:
      return '\'' + form.value + "' (REG_EXPAND_SZ)";
    case FormKind::number:
    case FormKind::word:
      return form.value;
    case FormKind::certificate:
      return "in the store";
    case FormKind::lines:
      return fmt::format("{} lines", std::count(form.value.begin(), form.value.end(), '\n'));
    case FormKind::hash:
      break;
  }
  return fmt::format("a state with the SHA-256 {}", form.value);
}

std::string shown_state(const Setting& setting, const std::optional<std::string>& state) {
  if (state && setting.kind == SettingKind::registry_key) {
    return fmt::format("a key with {} lines", std::count(state->begin(), state->end(), '\n'));
  }
  SettingForm form = plain_form(setting, state);
  if (is_text(form)) form.value = masked_value(value_name(setting), form.value);
  return to_text(form);
}

}  // namespace shirlint::fix
