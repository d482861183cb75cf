#include "dotnet/proxy_address.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "text/encoding.h"

namespace shirlint::dotnet {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Does the value end in ":8080 "? Then .NET reads the blank as a digit of the port.
bool ends_in_port_and_blank(std::string_view value) {
  if (value.empty() || (value.back() != ' ' && value.back() != '\t')) return false;
  value = trim(value);
  const std::size_t colon = value.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == value.size()) return false;
  const std::string_view port = value.substr(colon + 1);
  return std::all_of(port.begin(), port.end(), is_digit);
}

WhiteSpace find_white_space(std::string_view value) {
  const std::string_view inner = trim(value);
  if (value.size() != inner.size()) {
    if (ends_in_port_and_blank(value)) return WhiteSpace::after_port;
    return is_blank(value.back()) ? WhiteSpace::trailing : WhiteSpace::leading;
  }
  return std::any_of(value.begin(), value.end(), is_blank) ? WhiteSpace::inner : WhiteSpace::none;
}

/// Invisible characters, typographic quotes and dashes, full-width forms: nobody means these.
bool is_never_meant(char32_t c) {
  if (c < 0x20) return c != '\t' && c != '\r' && c != '\n';
  if (c < 0x7F) return c == '"';
  return (c >= 0x7F && c <= 0xA0) || c == 0xAB || c == 0xAD || c == 0xBB ||
         (c >= 0x2000 && c <= 0x206F) || c == 0x3000 || (c >= 0xFE00 && c <= 0xFE0F) ||
         c == 0xFEFF || (c >= 0xFF00 && c <= 0xFFEF) || c == 0xFFFD;
}

/// Greek and Cyrillic letters, which look like Latin ones.
bool is_look_alike(char32_t c) { return c >= 0x370 && c <= 0x52F; }

bool has_odd_characters(std::string_view value) {
  bool latin = false;
  bool look_alike = false;
  const std::size_t scheme = value.find("://");
  const std::size_t start = scheme == std::string_view::npos ? 0 : scheme + 3;
  for (std::size_t at = 0; at < value.size();) {
    const text::Character character = text::character_at(value, at);
    if (character.size == 0) break;
    if (is_never_meant(character.value)) return true;
    if (at >= start && character.value < 0x80) {
      latin = latin || std::isalpha(static_cast<unsigned char>(value[at])) != 0;
    }
    look_alike = look_alike || is_look_alike(character.value);
    at += character.size;
  }
  return latin && look_alike;
}

/// "host", "host:8080", "10.0.0.1:8080", "user:pw@host:8080", "[::1]:8080", with a path or without.
bool looks_like_authority(std::string_view value) {
  const std::size_t at = value.rfind('@');
  std::string_view host = at == std::string_view::npos ? value : value.substr(at + 1);
  host = host.substr(0, host.find('/'));
  if (host.empty()) return false;
  if (host.front() == '[') return host.find(']') != std::string_view::npos;
  const std::size_t colon = host.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view port = host.substr(colon + 1);
    if (port.empty() || !std::all_of(port.begin(), port.end(), is_digit)) return false;
    host = host.substr(0, colon);
  }
  return !host.empty() && host.front() != '.' && std::all_of(host.begin(), host.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

void take_parts(const Uri& uri, AddressDetails& details) {
  details.scheme = uri.scheme;
  details.host = uri.host;
  details.port = uri.port;
  details.port_given = uri.port_given;
  details.user_info = !uri.user_info.empty();
  details.path = uri.path;
  details.query = uri.query;
  details.loopback = uri.loopback;
  details.file_uri = uri.unc_or_file;
}

/// The parts that the value has behind "http://"; false when it has none even so.
bool take_meant_parts(std::string_view value, AddressDetails& details) {
  const auto meant = parse_absolute_uri("http://" + std::string(value));
  if (!meant) return false;
  take_parts(*meant, details);
  details.scheme.clear();
  return true;
}

AddressFault fault_of_text(std::string_view error) {
  constexpr std::array<std::pair<std::string_view, AddressFault>, 4> texts = {{
      {"The URI is empty", AddressFault::empty},
      {"Invalid port", AddressFault::port},
      {"hostname could not be parsed", AddressFault::host},
      {"Authority/Host could not be parsed", AddressFault::host},
  }};
  for (const auto& [text, fault] : texts) {
    if (error.find(text) != std::string_view::npos) return fault;
  }
  return AddressFault::format;
}

AddressFault find_fault(std::string_view value, const std::optional<Uri>& uri,
                        std::string_view error, AddressUse use, AddressDetails& details) {
  const std::string_view bare = trim(value);
  if (uri) {
    take_parts(*uri, details);
    const bool has_slashes = bare.find("//") != std::string_view::npos;
    // "proxy:8080" and "user:pw@proxy:8080" are URIs of the schemes "proxy" and "user".
    if (uri->host.empty() && !has_slashes && looks_like_authority(bare) &&
        take_meant_parts(bare, details)) {
      return AddressFault::no_scheme;
    }
    return use == AddressUse::proxy && uri->scheme != "http" ? AddressFault::scheme
                                                             : AddressFault::none;
  }
  if (error.empty()) return AddressFault::none;
  AddressFault fault = fault_of_text(error);
  if (fault != AddressFault::format) return fault;
  const bool relative = error.find("format of the URI") != std::string_view::npos;
  const bool scheme = error.find("scheme is not valid") != std::string_view::npos;
  if ((relative || scheme) && looks_like_authority(bare) && take_meant_parts(bare, details)) {
    return AddressFault::no_scheme;
  }
  return relative ? AddressFault::not_absolute : AddressFault::format;
}

}  // namespace

AddressDetails describe_address(std::string_view value, const std::optional<Uri>& uri,
                                std::string_view error, AddressUse use) {
  AddressDetails details;
  details.fault = find_fault(value, uri, error, use, details);
  details.white_space = find_white_space(value);
  details.odd_characters = has_odd_characters(value);
  return details;
}

}  // namespace shirlint::dotnet
