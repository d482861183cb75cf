// What the pipelines' agents do with a line of a job's output: whoever runs our tool in a pipeline
// hands them each line. Written after the agents' sources, to ask whether a line is a command.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/display.h"

namespace shirlint::testing {

// Both agents look for their prefix with String.IndexOf or StartsWith of the current culture, which
// do not see characters without a weight. The common ones, listed apart from display.cpp's table.
inline bool has_no_weight(char32_t code) {
  return code < 0x09 || (code > 0x0d && code < 0x20) || (code >= 0x7f && code < 0xa0) ||
         code == 0xad || code == 0x34f || code == 0x61c || (code >= 0x200b && code <= 0x200f) ||
         (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
         (code >= 0xfe00 && code <= 0xfe0f) || code == 0xfeff ||
         (code >= 0xe0000 && code < 0xe1000);
}

inline std::string as_a_culture_sees_it(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    const report::Character c = report::next_character(line.substr(i));
    if (!has_no_weight(c.code) || report::is_blank(c.code)) out += line.substr(i, c.size);
    i += c.size;
  }
  return out;
}

inline std::string_view trim_start(std::string_view line) {
  while (!line.empty()) {
    const report::Character c = report::next_character(line);
    if (!c.valid || !report::is_blank(c.code)) break;
    line.remove_prefix(c.size);
  }
  return line;
}

inline std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

/// What stands between `prefix` and the next `]`.
inline std::string_view bracketed(std::string_view line, std::string_view prefix) {
  const std::size_t start = line.find(prefix);
  if (start == std::string_view::npos) return {};
  const std::size_t end = line.find(']', start);
  if (end == std::string_view::npos) return {};
  return line.substr(start + prefix.size(), end - start - prefix.size());
}

/// Azure Pipelines (agent, Command.cs): "task.setvariable" where the line holds
/// `##vso[area.event ...]`, else empty.
inline std::string azure_command(std::string_view raw) {
  const std::string line = as_a_culture_sees_it(raw);
  const std::string_view name = first_word(bracketed(line, "##vso["));
  const std::size_t dot = name.find('.');
  const bool two_parts = dot != std::string_view::npos && dot != 0 && dot + 1 < name.size();
  return two_parts ? std::string(name) : std::string();
}

/// GitHub Actions (runner, ActionCommand.cs): "error" for `::error ...::` first in the line or
/// `##[error]` anywhere in it, else empty. Stricter than the runner: any name counts, registered
/// or not.
inline std::string github_command(std::string_view raw) {
  const std::string line = as_a_culture_sees_it(raw);
  const std::string_view trimmed = trim_start(line);
  if (trimmed.substr(0, 2) == "::") {
    const std::size_t end = trimmed.find("::", 2);
    if (end != std::string_view::npos) return std::string(first_word(trimmed.substr(2, end - 2)));
  }
  return std::string(first_word(bracketed(line, "##[")));
}

/// A command as the agent understands it.
struct AgentCommand {
  std::string name;
  std::map<std::string, std::string> properties;
  std::string data;
};

inline std::string replaced(std::string text,
                            const std::vector<std::pair<std::string, std::string>>& pairs) {
  for (const auto& [from, to] : pairs) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

/// "a=b;c=d" as both agents split it: empty parts are dropped, the first "=" divides.
template <class Unescape>
std::map<std::string, std::string> properties_in(std::string_view text, char separator,
                                                 Unescape unescape) {
  std::map<std::string, std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view pair = text.substr(0, end);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && equals + 1 < pair.size()) {
      out[std::string(pair.substr(0, equals))] = unescape(std::string(pair.substr(equals + 1)));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// Azure Pipelines, Command.TryParse and Unescape.
inline std::optional<AgentCommand> parse_azure(std::string_view line) {
  const auto unescape = [](std::string text) {
    return replaced(std::move(text),
                    {{"%3B", ";"}, {"%0D", "\r"}, {"%0A", "\n"}, {"%5D", "]"}, {"%AZP25", "%"}});
  };
  if (azure_command(line).empty()) return std::nullopt;
  const std::size_t start = line.find("##vso[") + 6;
  const std::size_t end = line.find(']', start);
  const std::string_view info = line.substr(start, end - start);
  AgentCommand command;
  command.name = std::string(first_word(info));
  command.properties =
      properties_in(info.substr(std::min(command.name.size() + 1, info.size())), ';', unescape);
  command.data = unescape(std::string(line.substr(end + 1)));
  return command;
}

/// GitHub, ActionCommand.TryParseV2.
inline std::optional<AgentCommand> parse_github(std::string_view line) {
  const std::string_view trimmed = trim_start(line);
  if (trimmed.substr(0, 2) != "::") return std::nullopt;
  const std::size_t end = trimmed.find("::", 2);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view info = trimmed.substr(2, end - 2);
  AgentCommand command;
  command.name = std::string(first_word(info));
  command.properties = properties_in(
      info.substr(std::min(command.name.size() + 1, info.size())), ',', [](std::string text) {
        return replaced(std::move(text),
                        {{"%0D", "\r"}, {"%0A", "\n"}, {"%3A", ":"}, {"%2C", ","}, {"%25", "%"}});
      });
  command.data =
      replaced(std::string(trimmed.substr(end + 2)), {{"%0D", "\r"}, {"%0A", "\n"}, {"%25", "%"}});
  return command;
}

/// Each line of `output` as .NET's StreamReader splits it (CR, LF or both), with what the agents
/// would do; empty when nothing is a command.
inline std::vector<std::string> commands_in(std::string_view output) {
  std::vector<std::string> out;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find_first_of("\r\n"), output.size());
    const std::string_view line = output.substr(0, end);
    for (const std::string& command : {azure_command(line), github_command(line)}) {
      if (!command.empty()) out.push_back(command + " <- " + std::string(line));
    }
    output.remove_prefix(std::min(end + 1, output.size()));
  }
  return out;
}

}  // namespace shirlint::testing
