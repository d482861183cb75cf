// What a command line amounts to, as far as its words are literal: which program it runs with which
// arguments, and which file it writes.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runbook/script.h"

namespace shirlint::runbook {

/// What variables hold, by their names in lower case: the file name that their value ends in, in
/// lower case; empty when assignments disagree or tell none.
using FileNames = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] FileNames file_names_of(const Script& script);

/// "dmgcmd.exe" of "$folder\dmgcmd.exe", in lower case; empty when it is not literal.
[[nodiscard]] std::string file_name_of(const Word& word, const FileNames& variables);

/// A program as it is started: by itself, or through Start-Process or cmd's `start`.
struct Call {
  std::string program;          // in lower case, without folder and ".exe"; empty: not known
  std::string path;             // as it is written
  std::vector<Word> before;     // words up to the program, itself included
  std::vector<Word> arguments;  // of Start-Process: each word of its argument list
};
[[nodiscard]] Call call_of(const Command& command, const FileNames& variables,
                           std::string_view text);

/// A file that a command writes.
struct Write {
  Word path;
  std::string file;  // its name in lower case
  std::string how;   // "set-content", "add-content", "out-file", "redirection", "save", "method"
  std::string encoding;  // what -Encoding says, in lower case; empty: it is not there
};
[[nodiscard]] std::vector<Write> writes_of(const Command& command, const FileNames& variables);

}  // namespace shirlint::runbook
