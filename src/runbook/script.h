// A script as its interpreter takes it apart: command lines and words, each with its place. Nothing
// is run, expanded or guessed: a word that holds a variable says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace shirlint::runbook {

/// `shell`: a POSIX shell, as far as pages about Azure use one (`az ... \`).
enum class Language : std::uint8_t { powershell, cmd, shell };

[[nodiscard]] std::string_view to_text(Language value);  // "powershell", "cmd", "shell"

struct Word {
  text::Span span;      // as it is written, quotes included
  std::string text;     // without quotes and escapes; variables stand as they are written
  bool literal = true;  // false: a variable, a subexpression, a script block
  bool quoted = false;  // begins with a quote
  bool joined = false;  // a comma joins it to the word before
};

/// One command line, or one expression. Those inside another one's parentheses or braces come
/// behind it.
struct Command {
  text::Span span;
  Language language = Language::powershell;
  /// Which braces it stands in: "0/2/" is inside "0/". Each function, label of a batch file and
  /// fenced block of Markdown has a root of its own, for nobody knows when it runs.
  std::string block;
  std::string comment;   // the comment lines directly above; of a first one also the prose
  std::string variable;  // what it is assigned to, lower case: "$path", "%path%"
  std::string call;      // the method whose arguments these are, lower case: "$xml.save"
  bool invoked = false;  // PowerShell: & or . stands in front
  std::vector<Word> words;
  std::vector<Word> redirects;  // files that its output is written to
};

struct Script {
  std::vector<Command> commands;  // in the order of their text
};

/// Adds what `part` of `text` holds. `root` names its outermost block, `intro` is the text above
/// it.
void read_powershell(std::string_view text, text::Span part, std::string root, std::string intro,
                     Script& script);
/// Batch files and shell scripts: line by line.
void read_lines(Language language, std::string_view text, text::Span part, std::string root,
                std::string intro, Script& script);

[[nodiscard]] inline bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r';
}

/// Where a prompt at `at` ("PS C:\>", "C:\>", "$ ") ends; `at` when there is none.
[[nodiscard]] std::size_t behind_prompt(std::string_view text, std::size_t at, std::size_t end);

}  // namespace shirlint::runbook
