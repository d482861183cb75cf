#include <cstdio>
#include <exception>

#include "cli/commands.h"
#include "io/disk_reader.h"
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
    return cli::run(count, arguments, session);
  } catch (const std::exception& error) {
    // Memory ran out, or a library broke its word; nothing below throws on purpose.
    static_cast<void>(std::fputs("shirlint: stopped by an unexpected error: ", stderr));
    static_cast<void>(std::fputs(error.what(), stderr));
    static_cast<void>(std::fputs("\n", stderr));
    return 2;
  }
}
