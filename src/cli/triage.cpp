#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/check_setup.h"
#include "cli/commands.h"
#include "report/triage.h"
#include "rules/builtin_pack.h"
#include "state/live/collectors.h"
#include "state/live/event_logs.h"
#include "triage/diagnosis.h"
#include "triage/folded.h"

namespace shirlint::cli {
namespace {

text::Result<std::string> input_text(const Session& session) {
  if (!session.input) return text::fail("there is no standard input");
  if (session.typing) {
    complain(session,
             {"paste the error text, then end it with Ctrl+D (on Windows: Ctrl+Z, Enter)", {}, {}});
  }
  return session.input(triage::input_limit);
}

/// As "C:/a", "/a", "./a", with slashes of either kind: an error text seldom begins so.
bool begins_like_path(std::string_view word) {
  const std::size_t dots = word.starts_with("..") ? 2 : word.starts_with('.') ? 1 : 0;
  const std::size_t drive = word.size() > 1 && word[1] == ':' ? 2 : 0;
  const std::size_t slash = std::max(dots, drive);
  return slash < word.size() && (word[slash] == '/' || word[slash] == '\\');
}

/// A word that names no file is an error text if it is a sentence. One that is no name for a file
/// at all, since it is too long or, on Windows, has a colon in it, looks like something out of
/// reach.
bool is_error_text(std::string_view word, io::Kind kind) {
  const bool sentence = word.find_first_of(" \t\r\n") != word.npos;
  return sentence &&
         (kind == io::Kind::missing || (kind == io::Kind::other && !begins_like_path(word)));
}

text::Result<triage::Input> read_input(const std::string& word, const Session& session) {
  const std::string path = portable_path(word);
  const io::Kind kind = word == "-" ? io::Kind::other : session.reader.kind(path);
  std::string name = path;
  text::Result<std::string> bytes = std::string();
  if (word == "-") {
    name = "standard input";
    bytes = input_text(session);
  } else if (kind == io::Kind::folder) {
    return text::fail("this is a folder; name the logs in it, or a host with --host FOLDER", path);
  } else if (is_error_text(word, kind)) {
    name = "the given text";
    bytes = word;
  } else if (kind == io::Kind::missing) {
    return text::fail("there is no such file; an error text is given in quotes", path);
  } else {
    bytes = session.reader.read(path, triage::input_limit);
  }
  if (!bytes) return tl::unexpected<text::Error>(bytes.error());
  auto readable = triage::readable(*std::move(bytes), name);
  if (!readable) return tl::unexpected<text::Error>(readable.error());
  return triage::Input{name, *std::move(readable)};
}

/// Own signatures come behind the built-in ones, whose place those of the same id take.
std::vector<shir::DataTable> signature_tables(const Arguments& arguments,
                                              const RuleChoice& choice) {
  std::vector<shir::DataTable> tables;
  if (!arguments.has("--no-builtin-rules")) {
    for (const shir::DataTable& table : rules::builtin_signatures()) tables.push_back(table);
  }
  for (const auto& folder : choice.folders) {
    for (const shir::LoadedTable& loaded : folder->signatures) tables.push_back(loaded.table());
  }
  return tables;
}

/// Complains itself, and then it is false: the host could not be asked, or not all of it.
bool ask_host(triage::Answer& answer, const CheckSetup& setup, const Session& session) {
  std::vector<text::Error> errors = setup.discovery.errors;
  if (errors.empty() && setup.discovery.hosts.empty()) {
    errors.push_back({"--host names a folder that holds no host", {}, {}});
  }
  lint::CheckContext context = setup.context;
  const std::vector<std::string_view> codes = codes_of(answer);
  context.rules.erase(std::remove_if(context.rules.begin(), context.rules.end(),
                                     [&](const rules::Rule* rule) {
                                       return !std::binary_search(codes.begin(), codes.end(),
                                                                  rule->code);
                                     }),
                      context.rules.end());
  context.hashes = false;
  lint::HostChecker checker(context);
  for (const lint::HostSource& source : setup.discovery.hosts) {
    const lint::HostReport report = checker.check(source, session.reader);
    errors.insert(errors.end(), report.errors.begin(), report.errors.end());
    triage::ask_host(answer, report);
  }
  for (const text::Error& error : errors) complain(session, error);
  return errors.empty();
}

void write(const triage::Answer& answer, std::string_view format, const Arguments& arguments,
           Session& session) {
  if (format == "json") {
    report::write_triage_json(answer, SHIRLINT_VERSION, session.out);
    return;
  }
  report::write_triage_text(answer, text_options(arguments, session), session.out);
}

/// Somebody at the keyboard of an integration runtime's machine who names nothing means the
/// machine.
bool means_this_machine(const Arguments& arguments, const Session& session) {
  if (arguments.has("--live")) return true;
  return arguments.positional.empty() && !arguments.has("--host") && session.typing &&
         session.machine != nullptr && state::live::find_runtime(*session.machine).has_value();
}

std::string usage(const Arguments& arguments) {
  if (std::string wrong = text_or_json_usage(arguments); !wrong.empty()) return wrong;
  if (!arguments.has("--live")) return {};
  if (!arguments.positional.empty())
    return "--live reads this machine's own logs and takes no FILE";
  return arguments.has("--host") ? "--live is this machine and takes no --host" : "";
}

constexpr std::uint32_t last_hour = 3600;  // seconds

/// The last hour of this machine's logs.
std::vector<triage::Input> read_logs(const Session& session, std::vector<text::Error>& errors) {
  std::vector<triage::Input> inputs;
  if (session.machine == nullptr) return inputs;
  auto recent = state::live::recent_logs(session.machine, last_hour);
  for (const std::string& sentence : recent.unread) errors.push_back({sentence, {}, {}});
  for (state::live::RecentLog& log : recent.logs) {
    inputs.push_back({fmt::format("event log {}, last hour", log.name), std::move(log.xml)});
  }
  return inputs;
}

std::vector<triage::Input> read_inputs(const Arguments& arguments, const Session& session,
                                       std::vector<text::Error>& errors) {
  std::vector<triage::Input> inputs;
  const std::vector<std::string> standard_input = {"-"};
  for (const std::string& word :
       arguments.positional.empty() ? standard_input : arguments.positional) {
    auto input = read_input(word, session);
    if (input) {
      inputs.push_back(*std::move(input));
    } else {
      errors.push_back(input.error());
    }
  }
  return inputs;
}

}  // namespace

int run_triage(const Arguments& arguments, Session& session) {
  if (const std::string wrong = usage(arguments); !wrong.empty()) {
    complain(session, {wrong, {}, {}});
    return exit_trouble;
  }
  const bool live = means_this_machine(arguments, session);
  Arguments of_host = arguments;
  if (live) {
    of_host.values["--live"] = {"true"};
  } else {
    of_host.positional = {arguments.one("--host")};
  }
  std::unique_ptr<CheckSetup> setup;
  RuleChoice choice;
  if (live || arguments.has("--host")) {
    setup = set_up_check(of_host, session);
    if (!setup) return exit_trouble;
  } else {
    choice = choose_rules(arguments, session.reader);
  }
  std::vector<text::Error> errors = setup ? setup->errors : choice.errors;
  const auto tables = signature_tables(arguments, setup ? setup->choice : choice);
  const triage::Signatures signatures = triage::read_signatures(tables);
  errors.insert(errors.end(), signatures.errors.begin(), signatures.errors.end());

  const std::vector<triage::Input> inputs =
      live ? read_logs(session, errors) : read_inputs(arguments, session, errors);
  for (const text::Error& error : errors) complain(session, error);
  if (inputs.empty()) return exit_trouble;
  triage::Answer answer = triage::diagnose(inputs, signatures.items);
  const bool asked = !setup || answer.items.empty() || ask_host(answer, *setup, session);
  write(answer, arguments.one("--format", "text"), arguments, session);
  if (!errors.empty() || !asked) return exit_trouble;
  return answer.items.empty() ? exit_findings : exit_ok;
}

}  // namespace shirlint::cli
