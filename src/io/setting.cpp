#include "io/setting.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "text/encoding.h"

namespace shirlint::io {
namespace {

constexpr std::array<std::string_view, 6> kinds = {"environment", "registry-value", "registry-key",
                                                   "certificate", "service-start",  "service-run"};

std::set<std::string> lines_of(const std::optional<std::string>& state) {
  std::set<std::string> lines;
  std::string_view rest = state ? std::string_view(*state) : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.emplace(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return lines;
}

int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

}  // namespace

std::string_view to_text(SettingKind kind) { return kinds.at(static_cast<std::size_t>(kind)); }

std::optional<SettingKind> setting_kind(std::string_view text) {
  const auto* const found = std::find(kinds.begin(), kinds.end(), text);
  if (found == kinds.end()) return std::nullopt;
  return SettingKind(found - kinds.begin());
}

std::string to_text(const Setting& setting) {
  return std::string(to_text(setting.kind)) + ' ' + setting.name;
}

RegistryPath split_registry_path(std::string_view path) {
  const std::size_t slash = path.rfind('\\');
  if (slash == std::string_view::npos) return {std::string(path), {}};
  return {std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

RegistryPath registry_place(const Setting& setting) {
  if (setting.kind == SettingKind::environment) {
    return {std::string(environment_key), setting.name};
  }
  return split_registry_path(setting.name);
}

std::string to_state(const RegistryData& data) {
  return std::to_string(data.type) + ' ' + to_hex(data.bytes);
}

std::optional<RegistryData> registry_data(std::string_view state) {
  RegistryData data;
  const char* const end = state.data() + state.size();
  const auto [at, error] = std::from_chars(state.data(), end, data.type);
  if (error != std::errc() || at == end || *at != ' ') return std::nullopt;
  auto bytes = from_hex(state.substr(static_cast<std::size_t>(at - state.data()) + 1));
  if (!bytes) return std::nullopt;
  data.bytes = *std::move(bytes);
  return data;
}

RegistryData registry_text(std::uint32_t type, std::string_view text) {
  const std::string with_end = std::string(text) + '\0';
  return {type, text::encode(with_end, {text::EncodingKind::utf16_le, 0}).value_or("")};
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += digits[value >> 4U];
    out += digits[value & 15U];
  }
  return out;
}

std::optional<std::string> from_hex(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    const int high = digit_of(digits[at]);
    const int low = digit_of(digits[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

bool lies_between(const Setting& setting, const std::optional<std::string>& one,
                  const std::optional<std::string>& other, const std::optional<std::string>& now) {
  if (setting.kind != SettingKind::registry_key && setting.kind != SettingKind::service_start) {
    return false;
  }
  if (!now) return false;
  const std::set<std::string> first = lines_of(one);
  const std::set<std::string> second = lines_of(other);
  const std::set<std::string> middle = lines_of(now);
  const auto known = [&](const std::string& line) {
    return first.count(line) != 0 || second.count(line) != 0;
  };
  const auto kept = [&](const std::string& line) {
    return second.count(line) == 0 || middle.count(line) != 0;
  };
  return std::all_of(middle.begin(), middle.end(), known) &&
         std::all_of(first.begin(), first.end(), kept);
}

}  // namespace shirlint::io
