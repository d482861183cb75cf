// The words of net.h, as the $net tree has them.
#include <array>

#include "dotnet/net.h"

namespace shirlint::dotnet {
namespace {

template <class Enum, std::size_t Size>
std::string_view pick(const std::array<std::string_view, Size>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view to_text(Certainty value) {
  constexpr std::array<std::string_view, 3> names = {"false", "true", "unknown"};
  return pick(names, value);
}

std::string_view to_text(TriState value) {
  constexpr std::array<std::string_view, 4> names = {"unspecified", "false", "true", "unknown"};
  return pick(names, value);
}

std::string_view to_text(AddressFault fault) {
  constexpr std::array<std::string_view, 8> names = {"none", "empty", "no-scheme", "scheme",
                                                     "port", "host",  "format",    "not-absolute"};
  return pick(names, fault);
}

std::string_view to_text(WhiteSpace where) {
  constexpr std::array<std::string_view, 5> names = {"none", "leading", "trailing", "inner",
                                                     "after-port"};
  return pick(names, where);
}

std::string_view to_text(BypassOperation value) {
  constexpr std::array<std::string_view, 3> names = {"add", "remove", "clear"};
  return pick(names, value);
}

std::string_view to_text(BypassVerdict value) {
  constexpr std::array<std::string_view, 4> names = {"valid", "invalid", "not-judged", "unknown"};
  return pick(names, value);
}

std::string_view to_text(BypassForm value) {
  constexpr std::array<std::string_view, 9> names = {"empty",       "literal-host", "literal-ipv4",
                                                     "wildcard",    "cidr",         "list",
                                                     "local-token", "placeholder",  "regex"};
  return pick(names, value);
}

std::string_view to_text(NeverBecause value) {
  constexpr std::array<std::string_view, 10> names = {
      "",     "anchor", "path",        "default-port", "trailing-slash",
      "cidr", "list",   "local-token", "private-link", "other"};
  return pick(names, value);
}

std::string_view to_text(ProxyMode mode) {
  constexpr std::array<std::string_view, 7> names = {
      "explicit", "direct", "system", "system-manual", "script", "module", "unknown"};
  return pick(names, mode);
}

std::string_view to_text(BypassSource source) {
  constexpr std::array<std::string_view, 3> names = {"none", "file", "system"};
  return pick(names, source);
}

std::string masked_text(const Uri& uri) {
  if (uri.user_info.empty()) return uri.text;
  const std::size_t start = uri.text.find("://");
  const std::size_t at = uri.text.find('@');
  // Whatever a URI without the usual shape has between its marks, it does not get out.
  if (start == std::string::npos || at == std::string::npos || at < start) return "***";
  const std::size_t end_of_authority = uri.text.find('/', start + 3);
  const std::size_t last = uri.text.rfind('@', end_of_authority);
  return uri.text.substr(0, start + 3) + "***" + uri.text.substr(last);
}

}  // namespace shirlint::dotnet
