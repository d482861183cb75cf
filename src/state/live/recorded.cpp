#include "state/live/recorded.h"

#include <limits>
#include <utility>

#include "text/encoding.h"

namespace shirlint::state::live {
namespace {

// winnt.h
constexpr std::uint32_t reg_sz = 1;
constexpr std::uint32_t reg_expand_sz = 2;
constexpr std::uint32_t reg_binary = 3;
constexpr std::uint32_t reg_dword = 4;
constexpr std::uint32_t reg_multi_sz = 7;
constexpr std::uint32_t reg_qword = 11;

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t at = bytes.size(); at > 0; --at) {
    value = value << 8U | static_cast<unsigned char>(bytes[at - 1]);
  }
  return value;
}

std::optional<std::uint32_t> number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  if (bytes.size() < size || at > bytes.size() - size) return std::nullopt;
  return static_cast<std::uint32_t>(little_endian(bytes.substr(at, size)));
}

std::string from_utf16(std::string_view bytes) {
  return clean_utf8(text::decode(bytes, {text::EncodingKind::utf16_le, 0}).text);
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += digits[value >> 4U];
    out += digits[value & 15U];
  }
  return out;
}

/// Each ends in a zero, the list in one more, which writers forget.
std::vector<std::string> multi_strings(std::string_view bytes) {
  std::vector<std::string> out;
  const std::string all = from_utf16(bytes);
  for (std::size_t start = 0; start < all.size();) {
    const std::size_t end = std::min(all.find('\0', start), all.size());
    if (end == start) break;
    out.push_back(all.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

}  // namespace

std::string clean_utf8(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const text::Character next = text::character_at(bytes, at);
    at += next.size;
    const bool surrogate = next.value >= 0xD800 && next.value <= 0xDFFF;
    text::append_utf8(out, surrogate ? char32_t{0xFFFD} : next.value);
  }
  return out;
}

std::optional<std::string> string_of(const RegistryValue& value) {
  if (value.type != reg_sz && value.type != reg_expand_sz) return std::nullopt;
  std::string text = from_utf16(value.bytes);
  text.resize(std::min(text.find('\0'), text.size()));
  return text;
}

std::optional<std::int64_t> number_of(const RegistryValue& value) {
  const std::size_t size = value.type == reg_dword ? 4 : value.type == reg_qword ? 8 : 0;
  if (size == 0 || value.bytes.size() != size) return std::nullopt;
  const std::uint64_t number = little_endian(value.bytes);
  if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(number);
}

std::optional<TypedValue> typed(const RegistryValue& value) {
  if (value.type == reg_multi_sz) return TypedValue{"REG_MULTI_SZ", multi_strings(value.bytes)};
  if (value.type == reg_binary) return TypedValue{"REG_BINARY", hex(value.bytes)};
  if (auto text = string_of(value)) {
    return TypedValue{value.type == reg_sz ? "REG_SZ" : "REG_EXPAND_SZ", *std::move(text)};
  }
  if (const auto number = number_of(value)) {
    return TypedValue{value.type == reg_dword ? "REG_DWORD" : "REG_QWORD", *number};
  }
  return std::nullopt;
}

std::optional<ProxySettings> read_proxy_settings(std::string_view blob) {
  constexpr std::size_t number = 4;
  constexpr std::uint32_t proxy_flag = 2;
  constexpr std::uint32_t script_flag = 4;
  constexpr std::uint32_t detect_flag = 8;
  const auto flags = number_at(blob, 2 * number, number);
  if (!flags) return std::nullopt;
  std::size_t at = 3 * number;
  const auto next_text = [&]() -> std::string {
    const auto size = number_at(blob, at, number);
    if (!size || *size > blob.size() - at - number) {
      at = blob.size();
      return {};
    }
    std::string text = clean_utf8(blob.substr(at + number, *size));
    at += number + *size;
    return text;
  };
  ProxySettings out;
  out.enabled = (*flags & proxy_flag) != 0;
  out.has_script = (*flags & script_flag) != 0;
  out.auto_detect = (*flags & detect_flag) != 0;
  out.server = next_text();
  out.bypass = next_text();
  out.pac_url = next_text();
  return out;
}

std::string pe_machine(std::string_view bytes) {
  constexpr std::size_t header_offset_at = 0x3C;
  constexpr std::uint32_t signature = 0x4550;  // "PE", two zeros
  if (bytes.substr(0, 2) != "MZ") return {};
  const auto header = number_at(bytes, header_offset_at, 4);
  if (!header || number_at(bytes, *header, 4) != signature) return {};
  switch (number_at(bytes, std::size_t{*header} + 4, 2).value_or(0)) {
    case 0x8664:
      return "x64";
    case 0x014C:
      return "x86";
    case 0xAA64:
      return "arm64";
    default:
      return {};
  }
}

std::string java_version(std::string_view release) {
  constexpr std::string_view name = "JAVA_VERSION=";
  for (const std::string& line : lines_of(release)) {
    if (line.rfind(name, 0) != 0) continue;
    std::string version = line.substr(name.size());
    if (version.size() >= 2 && version.front() == '"' && version.back() == '"') {
      version = version.substr(1, version.size() - 2);
    }
    return clean_utf8(version);
  }
  return {};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    out.emplace_back(text.substr(0, end));
    const bool both = text.substr(end, 2) == "\r\n";
    text.remove_prefix(std::min(text.size(), end + (both ? 2 : 1)));
  }
  return out;
}

}  // namespace shirlint::state::live
