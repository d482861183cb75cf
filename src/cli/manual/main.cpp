// Build tool: prints the manual page. Usage: shirlint_manual DAY
#include <cstdio>
#include <exception>

#include "cli/manual.h"
#include "report/sink.h"

int main(int count, char** arguments) {
  if (count != 2) {
    static_cast<void>(std::fputs("usage: shirlint_manual DAY\n", stderr));
    return 2;
  }
  try {
    shirlint::report::Sink out(stdout);
    out.machine(shirlint::cli::manual_page(SHIRLINT_VERSION, arguments[1]));
    return out.finish() == shirlint::report::SinkState::failed ? 1 : 0;
  } catch (const std::exception& error) {
    static_cast<void>(std::fputs(error.what(), stderr));
    return 1;
  }
}
