// The clock, the environment, the terminal and the process itself, asked only here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "text/error.h"

namespace shirlint::io {

/// Today's date in UTC as "2026-11-22".
[[nodiscard]] std::string today();
/// This moment in UTC as "2026-11-22T09:00:00Z".
[[nodiscard]] std::string now();
/// The name of the account that runs this; its number where it has no name.
[[nodiscard]] std::string user_name();
/// An environment variable; nothing when it is not set.
[[nodiscard]] std::optional<std::string> environment(const char* name);
/// Windows: an entry of the source "shirlint" in the event log Application, as information. There
/// is no message file of that name to be installed, so the viewer shows the text as the entry's
/// data. Elsewhere: nothing. A failure is not told: what is logged has happened.
void log_event(const std::string& text);
/// Does this process have an administrator's rights, for which Windows keeps a folder of its own?
/// Elsewhere: no.
[[nodiscard]] bool has_windows_administrator_rights();

/// Made first in main, for as long as the program runs. POSIX: nothing to do. Windows: DLLs come
/// from System32 only; a missing disk asks nobody; standard output and error are bytes, which a
/// console shows as UTF-8 and with our escape sequences, and shows as before afterwards; Ctrl+C and
/// Ctrl+Break end the process at once with 130, as SIGINT does in a shell: each step of a run is
/// one that the process may die at.
class Process {
 public:
  Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  // NOLINTNEXTLINE(performance-trivially-destructible): on Windows there is something to put back
  ~Process();

  /// The command line in UTF-8, the program's name first. `arguments` are those of main.
  [[nodiscard]] std::vector<std::string> arguments(int count, char** arguments) const;
};

/// Was Ctrl+C (Windows: or Ctrl+Break) pressed since the first call of this? Before the first call
/// it ends the process at once; from then on it is only noted, and a second one ends the process.
[[nodiscard]] bool was_interrupted();

/// All of standard input, as bytes. Fails for more than `limit` bytes.
[[nodiscard]] text::Result<std::string> read_standard_input(std::size_t limit);
/// Is standard input a terminal, so that somebody types?
[[nodiscard]] bool input_is_terminal();
/// Is standard output a terminal that knows escape sequences?
[[nodiscard]] bool output_is_terminal();
/// Likewise standard error.
[[nodiscard]] bool errors_are_terminal();
/// Columns of the terminal on standard output; 80 when it is none or does not say.
[[nodiscard]] unsigned terminal_width();

}  // namespace shirlint::io
