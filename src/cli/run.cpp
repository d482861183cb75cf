#include <array>
#include <string_view>

#include "cli/commands.h"
#include "cli/trusted_files.h"

namespace shirlint::cli {
namespace {

struct Command {
  std::string_view name;
  int (*run)(const Arguments&, Session&);
};

constexpr std::array commands = {
    Command{"check", run_check},
    Command{"collect", run_collect},
    Command{"plan", run_plan},
    Command{"apply", run_apply},
    Command{"undo", run_undo},
    Command{"route", run_route},
    Command{"compare", run_compare},
    Command{"rules list", run_rules_list},
    Command{"rules show", run_rules_show},
    Command{"rules test", run_rules_test},
    Command{"rules tree", run_rules_tree},
    Command{"rules schema", run_rules_schema},
    Command{"triage", run_triage},
    Command{"dsc get", run_dsc},
    Command{"dsc test", run_dsc},
    Command{"dsc set", run_dsc},
    Command{"dsc schema", run_dsc_schema},
    Command{"completion", run_completion},
};

}  // namespace

int run(int count, const char* const* arguments, Session& session) {
  const text::Result<Arguments> parsed = parse_arguments(count, arguments);
  if (!parsed) {
    complain(session, parsed.error());
    return exit_trouble;
  }
  if (parsed->command == nullptr) {
    session.out.text(parsed->positional.front());
    return session.out.finish() == report::SinkState::failed ? exit_trouble : exit_ok;
  }
  if (const auto trusted = check_trusted_files(*parsed, session); !trusted) {
    complain(session, trusted.error());
    return exit_trouble;
  }
  for (const Command& command : commands) {
    if (command.name != parsed->command->name) continue;
    const int code = command.run(*parsed, session);
    return session.out.finish() == report::SinkState::failed ? exit_trouble : code;
  }
  return exit_trouble;
}

}  // namespace shirlint::cli
