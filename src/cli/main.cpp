#include <cstdio>
#include <exception>

#include "cli/commands.h"
#include "io/disk_reader.h"
#include "io/disk_store.h"
#include "io/system.h"

int main(int count, char** arguments) {
  using namespace shirlint;
  try {
    const io::DiskReader reader;
    report::Sink out(stdout);
    report::Sink errors(stderr);
    cli::Session session{reader,
                         out,
                         errors,
                         io::today(),
                         io::output_is_terminal(),
                         io::terminal_width(),
                         !io::environment("NO_COLOR").value_or("").empty()};
    io::DiskStore store;
    session.store = &store;
    session.state.xdg_state_home = io::environment("XDG_STATE_HOME").value_or("");
    session.state.home = io::environment("HOME").value_or("");
    session.now = io::now();
    session.user = io::user_name();
    return cli::run(count, arguments, session);
  } catch (const std::exception& error) {
    // Memory ran out, or a library broke its word; nothing below throws on purpose.
    static_cast<void>(std::fputs("shirlint: stopped by an unexpected error: ", stderr));
    static_cast<void>(std::fputs(error.what(), stderr));
    static_cast<void>(std::fputs("\n", stderr));
    return 2;
  }
}
