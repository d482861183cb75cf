#include "text/auth_key.h"

#include <algorithm>

#include "text/ascii.h"

namespace shirlint::text {
namespace {

constexpr std::string_view mark = "IR@";
constexpr std::size_t guid_size = 36;
constexpr std::size_t shortest_rest = 60;  // behind the mark: GUID, factory, service, secret
constexpr std::string_view ends = " \t\r\n\"'<>,;()|";

bool is_hex(char letter) {
  return is_digit(letter) || (lower(letter) >= 'a' && lower(letter) <= 'f');
}

/// 8-4-4-4-12 digits, one of them not 0.
bool is_guid(std::string_view text) {
  if (text.size() != guid_size) return false;
  bool counts = false;
  for (std::size_t at = 0; at < guid_size; ++at) {
    const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (dash ? text[at] != '-' : !is_hex(text[at])) return false;
    counts = counts || (!dash && text[at] != '0');
  }
  return counts;
}

bool is_key(std::string_view rest) {
  if (rest.size() < shortest_rest) return false;
  if (rest.find_first_not_of('*') == std::string_view::npos) return true;
  return is_guid(rest.substr(0, guid_size)) && rest[guid_size] == '@';
}

}  // namespace

std::vector<Span> authentication_keys(std::string_view text) {
  std::vector<Span> found;
  for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at)) {
    const std::size_t start = at;
    at = std::min(text.find_first_of(ends, start), text.size());
    const std::string_view rest = text.substr(start + mark.size(), at - start - mark.size());
    if (!is_key(rest)) {
      at = start + mark.size();
      continue;
    }
    found.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(at)});
  }
  return found;
}

}  // namespace shirlint::text
