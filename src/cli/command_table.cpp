#include "cli/command_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shirlint::cli {
namespace {

constexpr std::array options = {
    OptionSpec{"--format",
               Arity::many,
               "FORMAT[:FILE]",
               "text (default) or json; of check also concise, jsonl, sarif, junit, github, azure, "
               "gitlab, markdown and html, and several: --format text --format sarif:out.sarif",
               false,
               {},
               "text concise json jsonl sarif junit github azure gitlab markdown html"},
    OptionSpec{"--select", Arity::many, "CODES", "only these rules: PRX009, PRX, PRX,BYP001"},
    OptionSpec{"--ignore", Arity::many, "CODES", "not these rules"},
    OptionSpec{"--rules", Arity::many, "FOLDER", "adds the rules of a folder (codes begin with X)"},
    OptionSpec{"--no-builtin-rules", Arity::flag, "", "leaves the built-in rules out"},
    OptionSpec{"--site", Arity::one, "FILE", "the site file: what this organisation intends"},
    OptionSpec{"--date", Arity::one, "DAY", "judges as on this day (2026-11-22)"},
    OptionSpec{"--fail-on",
               Arity::one,
               "LEVEL",
               "error, warning (default), info or never: what makes the exit code 1",
               false,
               {},
               "error warning info never"},
    OptionSpec{"--strict", Arity::many, "CATEGORY",
               "what cannot be judged fails too; with =JAV,CRT only in these categories", true},
    OptionSpec{"--role", Arity::one, "ROLE",
               "what the files are (diahost, diawp, ..., fragment), whatever their names"},
    OptionSpec{"--exclude", Arity::many, "GLOB", "leaves paths out of the search of a folder"},
    OptionSpec{"--values", Arity::one, "FILE", "TOML with the values of deployment tokens"},
    OptionSpec{"--no-tokens", Arity::flag, "",
               "deployment tokens are taken as values; one left over is a finding"},
    OptionSpec{"--live", Arity::flag, "", "checks this machine (Windows only)"},
    OptionSpec{"--probe", Arity::flag, "",
               "tries the service's endpoints from this machine, as the config sends them"},
    OptionSpec{"--from-reports", Arity::one, "FOLDER",
               "merges reports (jsonl) of hosts that checked themselves, instead of checking"},
    OptionSpec{"--jobs", Arity::one, "N", "threads; default: one for each core"},
    OptionSpec{"--verbose", Arity::flag, "", "lists info findings and every rule not judged"},
    OptionSpec{"--quiet", Arity::flag, "", "only findings at or above --fail-on"},
    OptionSpec{"--statistics", Arity::flag, "", "counts by rule instead of findings"},
    OptionSpec{"--fix", Arity::flag, "", "applies the fixes that are safe"},
    OptionSpec{"--unsafe-fixes", Arity::flag, "", "applies the others too; look at --diff first"},
    OptionSpec{"--restart-service", Arity::one, "when-idle",
               "restarts the service after the fix, and takes the fix back unless it stays up a "
               "minute; =when-idle waits first until no copy runs, half an hour at most",
               true},
    OptionSpec{"--diff", Arity::flag, "", "shows what --fix would change, and writes nothing"},
    OptionSpec{"--what-if", Arity::flag, "", "tells what would be, and writes nothing"},
    OptionSpec{"--add-suppressions", Arity::flag, "",
               "writes comments that silence what is found from --fail-on on; --reason says why"},
    OptionSpec{
        "--output", Arity::one, "PATH",
        "where it goes: a plan to a file (default: standard output), collect to a new folder",
        false, "-o"},
    OptionSpec{"--fragment", Arity::one, "FILE",
               "plans to put this system.net or defaultProxy into the configs (of --role only)"},
    OptionSpec{"--reason", Arity::one, "TEXT", "goes into the run's record: a change number"},
    OptionSpec{"--backup-dir", Arity::one, "FOLDER",
               "where records and backups are kept; default: the user's state folder"},
    OptionSpec{"--no-backup", Arity::flag, "", "keeps neither once the run is over (hooks)"},
    OptionSpec{"--keep-backups", Arity::one, "N", "removes the oldest runs, so that N are left"},
    OptionSpec{"--list", Arity::flag, "", "lists the runs"},
    OptionSpec{"--purge", Arity::flag, "", "deletes the run's backups: it cannot be undone then"},
    OptionSpec{"--baseline", Arity::one, "FILE",
               "findings that FILE knows do not fail; what has changed since does (still fixed by "
               "--fix)"},
    OptionSpec{"--write-baseline", Arity::one, "FILE",
               "makes FILE of all findings there are, which then do not fail"},
    OptionSpec{"--prune-baseline", Arity::flag, "",
               "takes out of the baseline's file what is not found any more"},
    OptionSpec{"--color",
               Arity::one,
               "WHEN",
               "auto (default), always or never",
               false,
               {},
               "auto always never"},
    OptionSpec{"--mutate", Arity::many, "HOST",
               "puts known faults into a golden host, one at a time, and lists those that no rule "
               "notices; 1 below 90%"},
    OptionSpec{"--state", Arity::one, "FILE",
               "the host.toml to use; default: the one beside CONFIG"},
    OptionSpec{"--host", Arity::one, "FOLDER",
               "asks this host too, and tells which of the causes is really there"},
    OptionSpec{"--endpoints", Arity::flag, "",
               "asks for the names that the runtime must reach too"},
    OptionSpec{"--cloud",
               Arity::one,
               "CLOUD",
               "--endpoints: public (default), government or china",
               false,
               {},
               "public government china"},
    OptionSpec{"--product", Arity::one, "PRODUCT",
               "--endpoints: adf, synapse, purview, ...; default: by host.toml or the files"},
    OptionSpec{"--factory", Arity::one, "NAME", "--endpoints: the data factory"},
    OptionSpec{"--region", Arity::one, "REGION", "--endpoints: its region (westeurope)"},
    OptionSpec{"--account", Arity::one, "NAME", "--endpoints: the Purview account"},
    OptionSpec{"--storage", Arity::one, "NAME", "--endpoints: Purview's managed storage account"},
};

constexpr std::array<std::string_view, 33> check_options = {"--format",
                                                            "--select",
                                                            "--ignore",
                                                            "--rules",
                                                            "--no-builtin-rules",
                                                            "--site",
                                                            "--date",
                                                            "--fail-on",
                                                            "--strict",
                                                            "--role",
                                                            "--exclude",
                                                            "--values",
                                                            "--no-tokens",
                                                            "--live",
                                                            "--probe",
                                                            "--from-reports",
                                                            "--jobs",
                                                            "--verbose",
                                                            "--quiet",
                                                            "--statistics",
                                                            "--fix",
                                                            "--unsafe-fixes",
                                                            "--restart-service",
                                                            "--diff",
                                                            "--reason",
                                                            "--backup-dir",
                                                            "--no-backup",
                                                            "--keep-backups",
                                                            "--baseline",
                                                            "--write-baseline",
                                                            "--prune-baseline",
                                                            "--color",
                                                            "--add-suppressions"};
constexpr std::array<std::string_view, 3> collect_options = {"--output", "--probe", "--site"};
constexpr std::array<std::string_view, 15> plan_options = {
    "--output", "--fragment", "--unsafe-fixes",     "--select", "--ignore",
    "--rules",  "--site",     "--no-builtin-rules", "--date",   "--role",
    "--values", "--exclude",  "--no-tokens",        "--live",   "--jobs"};
constexpr std::array<std::string_view, 19> apply_options = {"--diff",         "--restart-service",
                                                            "--format",       "--reason",
                                                            "--backup-dir",   "--no-backup",
                                                            "--keep-backups", "--select",
                                                            "--ignore",       "--rules",
                                                            "--site",         "--date",
                                                            "--role",         "--values",
                                                            "--exclude",      "--no-builtin-rules",
                                                            "--no-tokens",    "--live",
                                                            "--color"};
constexpr std::array<std::string_view, 5> undo_options = {"--list", "--purge", "--reason",
                                                          "--backup-dir", "--color"};
constexpr std::array<std::string_view, 3> rules_options = {"--rules", "--no-builtin-rules",
                                                           "--color"};
constexpr std::array<std::string_view, 4> list_options = {"--format", "--rules",
                                                          "--no-builtin-rules", "--color"};
constexpr std::array<std::string_view, 1> completion_options = {"--color"};
constexpr std::array<std::string_view, 6> test_options = {
    "--mutate", "--rules", "--no-builtin-rules", "--site", "--date", "--color"};
constexpr std::array<std::string_view, 1> schema_options = {"--color"};
constexpr std::array<std::string_view, 11> tree_options = {
    "--format", "--baseline", "--rules",     "--no-builtin-rules", "--site", "--date",
    "--role",   "--values",   "--no-tokens", "--exclude",          "--color"};

constexpr std::array<std::string_view, 14> route_options = {
    "--format", "--state",   "--role",    "--values", "--no-tokens", "--site",    "--endpoints",
    "--cloud",  "--product", "--factory", "--region", "--account",   "--storage", "--color"};

constexpr std::array<std::string_view, 9> compare_options = {
    "--live", "--format", "--verbose", "--rules", "--no-builtin-rules",
    "--site", "--values", "--date",    "--color"};

constexpr std::array<std::string_view, 8> triage_options = {
    "--host", "--live", "--format", "--rules", "--no-builtin-rules", "--site", "--date", "--color"};

constexpr std::array<std::string_view, 1> dsc_options = {"--color"};
constexpr std::array<std::string_view, 2> dsc_set_options = {"--what-if", "--color"};

constexpr std::array commands = {
    CommandSpec{"check", "lints configs, host folders and golden repositories", "PATH",
                "a config file, a fragment, a host folder or any folder; default: this one",
                check_options,
                "  shirlint check hosts/node-01\n"
                "  shirlint check --format json golden/ > report.json\n"
                "  shirlint check --format azure --format markdown:summary.md golden/\n"
                "  shirlint check --select PRX,BYP --fail-on error diahost.exe.config\n"
                "  shirlint check --write-baseline baseline.json golden/\n"
                "  shirlint check --baseline baseline.json --prune-baseline golden/\n"
                "  shirlint check --live\n"
                "  shirlint check --live --probe --site shirlint.toml\n"
                "  shirlint check --live --fix --restart-service=when-idle\n"
                "  shirlint check --from-reports reports/ --format html:fleet.html\n"},
    CommandSpec{"collect", "takes this machine's state and configs away, secrets masked", "", "",
                collect_options,
                "  shirlint collect -o node-01\n"
                "  shirlint collect -o node-01 --probe --site shirlint.toml\n"},
    CommandSpec{"plan", "writes down what --fix would do, for review; apply does it", "PATH",
                "as for check", plan_options,
                "  shirlint plan collected/node-01 -o node-01.toml\n"
                "  shirlint plan --unsafe-fixes --select PRX hosts/ -o plan.toml\n"
                "  shirlint plan --live --unsafe-fixes --select JAV008 -o node-01.toml\n"
                "  shirlint plan --fragment golden/system.net.xml node-01 -o plan.toml\n"},
    CommandSpec{"apply", "does what a plan says, exactly, or nothing", "FILE",
                "the plan; PATH: the host, default: where the plan was made", apply_options,
                "  shirlint apply plan.toml --diff\n"
                "  shirlint apply plan.toml --reason CHG-4711\n"
                "  shirlint apply node-01.toml 'C:/Program Files/Microsoft Integration "
                "Runtime/5.0'\n",
                "FILE [PATH...]"},
    CommandSpec{"undo", "takes a run of fixes back, exactly", "RUN",
                "the run's id; default: the last one that was not taken back", undo_options,
                "  shirlint undo\n"
                "  shirlint undo --list\n"
                "  shirlint undo --purge 20261122-090000\n",
                "[RUN]"},
    CommandSpec{"route", "tells what .NET does with a config and where each URL goes", "CONFIG",
                "a config or fragment; each URL is an http or https URL", route_options,
                "  shirlint route diahost.exe.config https://contoso.com/\n"
                "  shirlint route diahost.exe.config --endpoints --factory adf-prod --region "
                "westeurope\n",
                "CONFIG [URL...]"},
    CommandSpec{"compare", "tells why one host works and the other does not", "GOOD BAD",
                "a host folder, a host.toml or a config of the host; --live in the place of one of "
                "them is this machine",
                compare_options,
                "  shirlint compare hosts/node-01 hosts/node-02\n"
                "  shirlint compare collected/node-01 --live\n"
                "  shirlint compare --format json node-01 node-02 > differences.json\n",
                "GOOD BAD"},
    CommandSpec{"triage", "names the known causes of errors in logs or in a copied sentence",
                "FILE",
                "a log, an exported event log (XML), an error text in quotes, or - for standard "
                "input (default)",
                triage_options,
                "  shirlint triage gateway.log\n"
                "  shirlint triage \"The remote name could not be resolved\"\n"
                "  wevtutil qe \"Integration Runtime\" /f:RenderedXml | shirlint triage\n"
                "  shirlint triage events.xml --host collected/node-01\n"
                "  shirlint triage --live\n"},
    CommandSpec{"rules list", "lists the rules", "", "", list_options,
                "  shirlint rules list\n  shirlint rules list --format json\n"
                "  shirlint rules list --rules my-rules/ --format markdown > rules.md\n"},
    CommandSpec{"rules show", "shows the page of a rule", "CODE", "PRX009", rules_options,
                "  shirlint rules show PRX009\n"},
    CommandSpec{"rules test", "runs the rules' own examples, and mutants of the rules", "FOLDER",
                "a folder of rules; default: the built-in ones", test_options,
                "  shirlint rules test\n  shirlint rules test my-rules/\n"
                "  shirlint rules test --mutate hosts/node-01\n"},
    CommandSpec{"rules tree", "shows the trees that rules see for an input", "PATH",
                "as for check; without one: the names that exist", tree_options,
                "  shirlint rules tree\n  shirlint rules tree hosts/node-01\n"},
    CommandSpec{"dsc get", "DSC v3: what is found, for the instance on standard input", "", "",
                dsc_options, "  echo '{\"path\": \"hosts/node-01\"}' | shirlint dsc get\n"},
    CommandSpec{"dsc test", "DSC v3: is nothing found?", "", "", dsc_options,
                "  echo '{\"live\": true}' | shirlint dsc test\n"},
    CommandSpec{"dsc set", "DSC v3: applies the fixes that are safe", "", "", dsc_set_options,
                "  echo '{\"path\": \"hosts/node-01\"}' | shirlint dsc set --what-if\n"},
    CommandSpec{"dsc schema", "DSC v3: prints the JSON Schema of an instance", "", "", dsc_options,
                "  shirlint dsc schema\n"},
    CommandSpec{
        "rules schema", "prints the JSON Schema of a file that one writes, or of our JSON", "NAME",
        "rule (default), host (host.toml), site (shirlint.toml), or of output: check, "
        "host-report and summary (jsonl), apply, route, compare, triage, rules, baseline",
        schema_options,
        "  shirlint rules schema > rule.schema.json\n"
        "  shirlint rules schema site > shirlint.schema.json\n",
        "[NAME]",
        "rule host site check host-report summary apply route compare triage rules baseline"},
    CommandSpec{"completion", "prints completions for a shell", "SHELL",
                "bash, zsh, fish or powershell", completion_options,
                "  shirlint completion bash > /etc/bash_completion.d/shirlint\n"
                "  shirlint completion zsh > ~/.zfunc/_shirlint\n"
                "  shirlint completion fish > ~/.config/fish/completions/shirlint.fish\n"
                "  shirlint completion powershell | Out-String | Invoke-Expression\n",
                "SHELL", "bash zsh fish powershell"},
};

}  // namespace

std::span<const OptionSpec> option_table() { return options; }
std::span<const CommandSpec> command_table() { return commands; }

const OptionSpec* find_option(std::string_view name) {
  const auto* const at =
      std::find_if(options.begin(), options.end(),
                   [&](const OptionSpec& option) { return option.name == name; });
  return at == options.end() ? nullptr : &*at;
}

std::string option_words(const OptionSpec& option) {
  std::string words(option.letter);
  if (!words.empty()) words += ", ";
  words += option.name;
  if (option.value.empty()) return words;
  return words + (option.optional_value ? fmt::format("[={}]", option.value)
                                        : fmt::format(" {}", option.value));
}

std::string usage_of(const CommandSpec& command) {
  std::string words = fmt::format("shirlint {} [OPTION...]", command.name);
  if (!command.usage.empty()) {
    words += fmt::format(" {}", command.usage);
  } else if (!command.positional.empty()) {
    words += fmt::format(" [{}...]", command.positional);
  }
  return words;
}

}  // namespace shirlint::cli
