// Paths in <location path> and configSource.
#include <fmt/format.h>

#include "dotnet/loader_parts.h"

namespace shirlint::dotnet::loader {
namespace {

/// What String.Trim takes away, as far as it may stand in a path.
bool is_trimmed(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Does the relative path leave the folder of the config?
bool climbs_out(std::string_view path) {
  int depth = 0;
  while (!path.empty()) {
    const std::size_t slash = path.find('\\');
    const std::string_view part = path.substr(0, slash);
    if (part == "..") {
      if (--depth < 0) return true;
    } else if (!part.empty() && part != ".") {
      ++depth;
    }
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return false;
}

}  // namespace

std::string check_location_path(std::string_view path, bool& here) {
  here = path.empty() || path == ".";
  if (here) return {};
  constexpr std::string_view start =
      "<location> path attribute must be a relative virtual path.  It ";
  constexpr std::string_view edges = R"(\./)";
  if (is_trimmed(path.front()) || edges.find(path.front()) != std::string_view::npos) {
    return fmt::format(R"({}cannot start with any of ' ' '.' '/' or '\\'.)", start);
  }
  if (is_trimmed(path.back()) || edges.find(path.back()) != std::string_view::npos) {
    return fmt::format(R"({}cannot end with any of ' ' '.' '/' or '\\'.)", start);
  }
  if (path.find_first_of(R"(\?:*"<>|)") != std::string_view::npos) {
    return fmt::format(R"({}cannot contain any of '?' ':' '\\' '*' '"' '<' '>' or '|'.)", start);
  }
  return {};
}

std::string check_config_source(std::string_view path) {
  constexpr std::string_view format = "The configSource attribute must be a relative physical path";
  if (path.empty() || is_trimmed(path.front()) || is_trimmed(path.back())) {
    return fmt::format("{}.", format);
  }
  if (path.find('/') != std::string_view::npos) {
    return fmt::format("{}, so the '/' character is not allowed.", format);
  }
  const bool rooted = path.front() == '\\' || (path.size() > 1 && path[1] == ':');
  if (rooted) return fmt::format("{}.", format);
  if (climbs_out(path)) {
    return fmt::format(
        "The configSource attribute is invalid.: The configSource '{}' is invalid. It must refer "
        "to a file in the same directory or in a subdirectory as the configuration file.",
        path);
  }
  return {};
}

}  // namespace shirlint::dotnet::loader
