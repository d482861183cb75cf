#include "cli/manual.h"

#include <fmt/format.h>

#include "cli/command_table.h"

namespace shirlint::cli {
namespace {

/// Text as man(7) prints it unchanged: a hyphen is a minus that can be copied, and neither a dot
/// nor a quote begins a request.
std::string roff(std::string_view text) {
  std::string out;
  bool at_line_start = true;
  for (const char letter : text) {
    if (at_line_start && (letter == '.' || letter == '\'')) out += "\\&";
    at_line_start = letter == '\n';
    if (letter == '-') {
      out += "\\-";
    } else if (letter == '\\') {
      out += "\\e";
    } else if (letter == '\'') {
      out += "\\(aq";
    } else {
      out += letter;
    }
  }
  return out;
}

std::string commands() {
  std::string page = ".SH COMMANDS\n";
  for (const CommandSpec& command : command_table()) {
    page += fmt::format(".SS {}\n.B {}\n.PP\n{}.\n", roff(command.name), roff(usage_of(command)),
                        roff(command.summary));
    if (!command.positional.empty()) {
      page +=
          fmt::format(".TP\n.I {}\n{}\n", roff(command.positional), roff(command.positional_help));
    }
    for (const std::string_view name : command.options) {
      const OptionSpec& option = *find_option(name);
      page += fmt::format(".TP\n.B {}\n{}\n", roff(option_words(option)), roff(option.help));
    }
    page += fmt::format(".PP\nExamples:\n.PP\n.nf\n{}.fi\n", roff(command.examples));
  }
  return page;
}

constexpr std::string_view description =
    "shirlint reads the .NET config files of a Microsoft Self-Hosted Integration Runtime host and "
    "what a snapshot (host.toml) tells of the machine, works out what .NET, Java and Windows will "
    "do with them, and says what will fail, when, with which message, and which line decides. "
    "Fixes are proved before anything is written, backed up, and can be taken back exactly.";

constexpr std::string_view closing =
    ".SH EXIT STATUS\n"
    ".TP\n0\nnothing at or above \\-\\-fail\\-on is left\n"
    ".TP\n1\nfindings are left\n"
    ".TP\n2\nsomething could not be done; what could be done is still reported\n"
    ".TP\n130\ninterrupted\n"
    ".SH ENVIRONMENT\n"
    ".TP\n.B NO_COLOR\nno colours, unless \\-\\-color asks for them\n"
    ".TP\n.B XDG_STATE_HOME\nwhere the records and backups of fixes are kept, below shirlint; "
    "default: ~/.local/state\n"
    ".SH FILES\n"
    ".TP\n.I host.toml\nthe snapshot of a host, beside its config files\n"
    ".TP\n.I shirlint.toml\nthe site file: what this organisation intends\n"
    ".SH SEE ALSO\n"
    ".BR git (1),\n.BR pre\\-commit (1)\n";

}  // namespace

std::string manual_page(std::string_view version, std::string_view day) {
  return fmt::format(
             ".TH SHIRLINT 1 \"{}\" \"shirlint {}\" \"User Commands\"\n"
             ".SH NAME\nshirlint \\- says what an integration runtime host will do, and why\n"
             ".SH SYNOPSIS\n.B shirlint\n.I COMMAND\n[\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n"
             ".SH DESCRIPTION\n{}\n",
             day, roff(version), roff(description)) +
         commands() + std::string(closing);
}

}  // namespace shirlint::cli
