// Text as a terminal or a pipeline's log may show it: which characters may pass, how the others are
// written, how many columns each takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace shirlint::report {

/// One step through bytes that may be anything. A byte that is not UTF-8 is a character of its own
/// with `valid` false and the byte as its code.
struct Character {
  char32_t code = 0;
  std::uint8_t size = 0;
  bool valid = false;
};

/// The character at the start of `rest`, which must not be empty.
[[nodiscard]] Character next_character(std::string_view rest);

/// Never to be sent to a terminal or a log as it is: controls (C0, DEL, C1), bidi marks and what
/// takes no space. The latter also because .NET's culture-aware `IndexOf`, with which both pipeline
/// agents look for commands, steps over it. A line feed and a tab are hostile here too: whoever
/// lets them pass says so.
[[nodiscard]] bool is_hostile(char32_t code);

/// White space as .NET's `String.TrimStart` takes it away in front of a `::command`.
[[nodiscard]] bool is_blank(char32_t code);

/// Blank, but not to be told from a plain blank by eye.
[[nodiscard]] bool is_odd_blank(char32_t code);

/// Columns on a terminal: 0 (combining), 1, or 2 (East Asian wide, emoji).
[[nodiscard]] std::size_t column_width(char32_t code);

/// `\u{202e}`, or `\x{ff}` for a byte that is not UTF-8.
[[nodiscard]] std::string escape(const Character& character);

/// `text`, with secrets masked, hostile characters, odd blanks and invalid bytes escaped; line
/// feeds and tabs stay, a carriage return in front of a line feed goes. Doing it twice changes
/// nothing.
[[nodiscard]] std::string visible(std::string_view text);

/// The same on one line: a line feed or a tab is a blank.
[[nodiscard]] std::string visible_line(std::string_view text);

/// Columns of a text that is visible already.
[[nodiscard]] std::size_t text_width(std::string_view text);

/// How many bytes at `text[at]` must be written otherwise, lest a pipeline take them for a command;
/// 0 when they may stay. `line_start`: nothing but blanks in front of it in its line.
/// Sources: Azure Pipelines agent, Command.cs (`##vso[` anywhere in a line); GitHub runner,
/// ActionCommand.cs (`##[` anywhere, `::` first in a line).
[[nodiscard]] std::size_t command_size(std::string_view text, std::size_t at, bool line_start);

}  // namespace shirlint::report
