// Scripts taken apart, in a form that a test can show: a line a command, its words in brackets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runbook/document.h"
#include "runbook/script.h"

namespace shirlint::runbook {

using Lines = std::vector<std::string>;

/// "[Start-Service] [$name*]": a star stands behind a word that is not literal.
inline std::string words_of(const Command& command) {
  std::string out;
  for (const Word& word : command.words) {
    if (!out.empty()) out += ' ';
    out += "[" + word.text + (word.literal ? "" : "*") + "]";
  }
  for (const Word& file : command.redirects) out += " > [" + file.text + "]";
  return out;
}

inline Lines commands_of(const Script& script) {
  Lines lines;
  for (const Command& command : script.commands) lines.push_back(words_of(command));
  return lines;
}

inline Script powershell(std::string_view text) { return read_script(text, Kind::powershell); }
inline Script batch(std::string_view text) { return read_script(text, Kind::batch); }
inline Script markdown(std::string_view text) { return read_script(text, Kind::markdown); }

}  // namespace shirlint::runbook
