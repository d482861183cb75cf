#include "runbook/script.h"

#include "text/ascii.h"

namespace shirlint::runbook {
std::string_view to_text(Language value) {
  switch (value) {
    case Language::powershell:
      return "powershell";
    case Language::cmd:
      return "cmd";
    case Language::shell:
      break;
  }
  return "shell";
}

std::size_t behind_prompt(std::string_view text, std::size_t at, std::size_t end) {
  const std::string_view rest = text.substr(at, end - at);
  const std::string_view line = rest.substr(0, rest.find('\n'));
  const auto is_drive = [](std::string_view path) {
    return path.size() > 2 && text::is_letter(path[0]) && path[1] == ':' && path[2] == '\\';
  };
  std::size_t mark = std::string_view::npos;
  if (line.substr(0, 2) == "PS" && line.size() > 2) {
    const std::string_view path = line.substr(line[2] == ' ' ? 3 : 2);
    if (path.substr(0, 1) == ">" || (line[2] == ' ' && is_drive(path))) mark = line.find('>');
  } else if (is_drive(line)) {
    mark = line.find('>');
    // "C:\tool.exe >file" is no prompt: that one's path goes up to its mark.
    if (mark != std::string_view::npos &&
        (line[mark - 1] == ' ' || line[mark - 1] == '"' ||
         line.substr(0, mark).find_first_of("\"|&") != std::string_view::npos)) {
      mark = std::string_view::npos;
    }
  } else if (line.substr(0, 2) == "$ ") {
    mark = 1;
  }
  if (mark == std::string_view::npos) return at;
  std::size_t next = mark + 1;
  while (next < line.size() && line[next] == ' ') ++next;
  return at + next;
}

}  // namespace shirlint::runbook
