#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "io/clock.h"
#include "io/disk_reader.h"
#include "io/disk_store.h"
#include "io/system.h"
#include "state/live/this_machine.h"

namespace {

std::string variable(const char* name) { return shirlint::io::environment(name).value_or(""); }

/// Azure Pipelines, GitHub Actions and GitLab each name the folder that they checked out.
shirlint::report::Pipeline pipeline_of_environment() {
  shirlint::report::Pipeline pipeline;
  for (const char* name : {"BUILD_SOURCESDIRECTORY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"}) {
    if (pipeline.root.empty()) pipeline.root = variable(name);
  }
  pipeline.collection_uri = variable("SYSTEM_COLLECTIONURI");
  pipeline.project_id = variable("SYSTEM_TEAMPROJECTID");
  pipeline.definition_id = variable("SYSTEM_DEFINITIONID");
  pipeline.definition_name = variable("BUILD_DEFINITIONNAME");
  pipeline.phase_id = variable("SYSTEM_PHASEID");
  pipeline.phase_name = variable("SYSTEM_PHASENAME");
  pipeline.branch = variable("BUILD_SOURCEBRANCH");
  pipeline.build_id = variable("BUILD_BUILDID");
  return pipeline;
}

}  // namespace

int main(int count, char** arguments) {
  using namespace shirlint;
  try {
    const io::Process process;
    const std::vector<std::string> words = process.arguments(count, arguments);
    std::vector<const char*> all;
    all.reserve(words.size());
    for (const std::string& word : words) all.push_back(word.c_str());
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
    io::SystemClock clock;
    session.store = &store;
    session.state.xdg_state_home = io::environment("XDG_STATE_HOME").value_or("");
    session.state.home = io::environment("HOME").value_or("");
    session.state.windows_folder =
        io::environment(io::has_windows_administrator_rights() ? "ProgramData" : "LOCALAPPDATA")
            .value_or("");
    session.now = io::now();
    session.user = io::user_name();
    session.pipeline = pipeline_of_environment();
    session.machine = state::live::this_machine();
    session.network = state::live::this_network();
    session.elevated = io::has_windows_administrator_rights();
    session.input = io::read_standard_input;
    session.log = io::log_event;
    session.typing = io::input_is_terminal();
    session.interrupted = io::was_interrupted;
    session.watched = io::errors_are_terminal();
    session.clock = &clock;
    return cli::run(static_cast<int>(all.size()), all.data(), session);
  } catch (const std::exception& error) {
    // Memory ran out, or a library broke its word; nothing below throws on purpose.
    static_cast<void>(std::fputs("shirlint: stopped by an unexpected error: ", stderr));
    static_cast<void>(std::fputs(error.what(), stderr));
    static_cast<void>(std::fputs("\n", stderr));
    return 2;
  }
}
