#include "cli/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/command_table.h"
#include "cli/commands.h"
#include "rules/builtin_pack.h"
#include "text/spelling.h"

namespace shirlint::cli {
namespace {

constexpr std::string_view program = "shirlint";

bool is_file(std::string_view value) {
  return value == "FILE" || value == "FOLDER" || value == "PATH" || value == "CONFIG";
}

/// `rules` and `list` of "rules list"; the second is empty for most.
std::pair<std::string_view, std::string_view> words_of(const CommandSpec& command) {
  const std::size_t blank = command.name.find(' ');
  if (blank == std::string_view::npos) return {command.name, {}};
  return {command.name.substr(0, blank), command.name.substr(blank + 1)};
}

/// What the scripts are made of: the table, and what may stand for a value.
class Words {
 public:
  explicit Words(const std::vector<std::string>& codes)
      : codes_(fmt::format("{}", fmt::join(codes, " "))) {}

  [[nodiscard]] std::string_view choices(const OptionSpec& option) const {
    return option.value == "CODES" ? codes_ : option.choices;
  }
  [[nodiscard]] std::string_view choices(const CommandSpec& command) const {
    return command.positional == "CODE" ? codes_ : command.choices;
  }

  /// The first words of all commands, each once.
  [[nodiscard]] static std::vector<std::string_view> first_words() {
    std::vector<std::string_view> out;
    for (const CommandSpec& command : command_table()) {
      const std::string_view first = words_of(command).first;
      if (out.empty() || out.back() != first) out.push_back(first);
    }
    return out;
  }

  /// The second words below a first one; none for a command of one word.
  [[nodiscard]] static std::vector<std::string_view> second_words(std::string_view first) {
    std::vector<std::string_view> out;
    for (const CommandSpec& command : command_table()) {
      const auto words = words_of(command);
      if (words.first == first && !words.second.empty()) out.push_back(words.second);
    }
    return out;
  }

 private:
  std::string codes_;
};

std::string bash(const Words& words) {
  std::string values;
  for (const OptionSpec& option : option_table()) {
    // `--strict CATEGORY` is two arguments: its value stands behind an equals sign only.
    if (option.arity == Arity::flag || option.optional_value) continue;
    const std::string names = option.letter.empty()
                                  ? std::string(option.name)
                                  : fmt::format("{} | {}", option.letter, option.name);
    const std::string_view choices = words.choices(option);
    const std::string answer = !choices.empty()
                                   ? fmt::format("_shirlint_words '{}' \"$word\"", choices)
                               : is_file(option.value) ? "_shirlint_files \"$word\""
                                                       : ":";
    values += fmt::format("    {}) {}; return ;;\n", names, answer);
  }
  std::string commands;
  for (const CommandSpec& command : command_table()) {
    const std::string_view choices = words.choices(command);
    const std::string answer = !choices.empty()
                                   ? fmt::format("_shirlint_words '{}' \"$word\"", choices)
                               : is_file(command.positional) ? "_shirlint_files \"$word\""
                                                             : ":";
    commands += fmt::format("    '{}') options='{} --help'; [[ $word == -* ]] || {} ;;\n",
                            command.name, fmt::join(command.options, " "), answer);
  }
  std::string groups;
  for (const std::string_view first : Words::first_words()) {
    const auto second = Words::second_words(first);
    if (second.empty()) continue;
    groups += fmt::format(
        "  if [ \"$command\" = {0} ]; then\n    if [ \"$COMP_CWORD\" -eq 2 ]; then "
        "_shirlint_words '{1}' \"$word\"; return; fi\n    command=\"{0} ${{COMP_WORDS[2]}}\"\n"
        "  fi\n",
        first, fmt::join(second, " "));
  }
  return fmt::format(R"(# bash completion for {0}; made by '{0} completion bash'
_shirlint_words() {{ mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2"); }}
_shirlint_files() {{
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
}}
_shirlint() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} options=
  local command=${{COMP_WORDS[1]}}
  COMPREPLY=()
  # bash makes three words of --color=auto
  if [ "$before" = = ]; then before=${{COMP_WORDS[COMP_CWORD - 2]}}
  elif [ "$word" = = ]; then word=
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    _shirlint_words '{1} --help --version' "$word"
    return
  fi
{2}  case $before in
{3}  esac
  case $command in
{4}  esac
  if [[ $word == -* ]]; then _shirlint_words "$options" "$word"; fi
}}
complete -F _shirlint {0}
)",
                     program, fmt::join(Words::first_words(), " "), groups, values, commands);
}

/// Text between single quotes, for a shell in which a quote inside is written as `escaped`.
std::string quoted(std::string_view text, std::string_view escaped) {
  std::string out = "'";
  for (const char letter : text) {
    if (letter == '\'') {
      out += escaped;
    } else {
      out += letter;
    }
  }
  return out + "'";
}

/// What zsh's _arguments takes for syntax is escaped.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '[' || letter == ']' || letter == ':' || letter == '\\') out += '\\';
    out += letter;
  }
  return out;
}

std::string zsh_value(std::string_view value, std::string_view choices) {
  if (!choices.empty()) return fmt::format(":{}:({})", value, choices);
  return fmt::format(":{}:{}", value, is_file(value) ? "_files" : " ");
}

std::string zsh_arguments(const CommandSpec& command, const Words& words) {
  constexpr std::string_view escaped = R"('\'')";
  std::string out = "_arguments -s -S";
  for (const std::string_view name : command.options) {
    const OptionSpec& option = *find_option(name);
    const std::string_view many = option.arity == Arity::many ? "*" : "";
    const std::string_view equals = option.arity == Arity::flag ? ""
                                    : option.optional_value     ? "=-"
                                                                : "=";
    std::string value;
    if (option.arity != Arity::flag) {
      value = (option.optional_value ? ":" : "") + zsh_value(option.value, words.choices(option));
    }
    out += " \\\n        " +
           quoted(fmt::format("{}{}{}[{}]{}", many, name, equals, zsh_text(option.help), value),
                  escaped);
  }
  out += " \\\n        '--help[this text]'";
  if (!command.positional.empty()) {
    out += " \\\n        " +
           quoted("*" + zsh_value(command.positional, words.choices(command)), escaped);
  }
  return out;
}

std::string zsh(const Words& words) {
  constexpr std::string_view escaped = R"('\'')";
  std::string firsts;
  std::string cases;
  for (const std::string_view first : Words::first_words()) {
    const auto seconds = Words::second_words(first);
    std::string summary = fmt::format("{}", fmt::join(seconds, ", "));
    std::string inner;
    std::string names;
    for (const CommandSpec& command : command_table()) {
      const auto own = words_of(command);
      if (own.first != first) continue;
      if (own.second.empty()) {
        summary = command.summary;
        cases += fmt::format("      {})\n        {} ;;\n", first, zsh_arguments(command, words));
        continue;
      }
      names += " " + quoted(fmt::format("{}:{}", own.second, zsh_text(command.summary)), escaped);
      inner +=
          fmt::format("        {})\n        {} ;;\n", own.second, zsh_arguments(command, words));
    }
    firsts += " " + quoted(fmt::format("{}:{}", first, zsh_text(summary)), escaped);
    if (seconds.empty()) continue;
    cases += fmt::format(
        "      {0})\n        if (( CURRENT == 2 )); then\n          commands=({1})\n"
        "          _describe -t commands command commands\n        else\n          shift words; "
        "(( CURRENT-- ))\n          case $words[1] in\n{2}          esac\n        fi ;;\n",
        first, names, inner);
  }
  return fmt::format(R"(#compdef {0}
# zsh completion for {0}; made by '{0} completion zsh'
_shirlint() {{
  local -a commands line
  local state
  _arguments -C '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      commands=({1})
      _describe -t commands command commands ;;
    argument)
      case $line[1] in
{2}      esac ;;
  esac
}}
if [ "$funcstack[1]" = _shirlint ]; then _shirlint "$@"; else compdef _shirlint {0}; fi
)",
                     program, firsts, cases);
}

std::string fish(const Words& words) {
  constexpr std::string_view escaped = R"(\')";
  std::string out = fmt::format(
      "# fish completion for {0}; made by '{0} completion fish'\ncomplete -c {0} -f\n", program);
  for (const CommandSpec& command : command_table()) {
    const auto [first, second] = words_of(command);
    std::string seen = fmt::format("__fish_seen_subcommand_from {}", first);
    if (second.empty()) {
      out += fmt::format("complete -c {} -n __fish_use_subcommand -a {} -d {}\n", program, first,
                         quoted(command.summary, escaped));
    } else {
      const auto seconds = Words::second_words(first);
      if (second == seconds.front()) {
        out += fmt::format("complete -c {} -n __fish_use_subcommand -a {} -d '{}'\n", program,
                           first, fmt::join(seconds, ", "));
      }
      out += fmt::format(
          "complete -c {} -n '{}; and not __fish_seen_subcommand_from {}' -a {} -d {}\n", program,
          seen, fmt::join(seconds, " "), second, quoted(command.summary, escaped));
      seen += fmt::format("; and __fish_seen_subcommand_from {}", second);
    }
    for (const std::string_view name : command.options) {
      const OptionSpec& option = *find_option(name);
      const std::string_view choices = words.choices(option);
      std::string takes;
      if (option.arity != Arity::flag && !option.optional_value) {
        takes = !choices.empty()        ? fmt::format(" -x -a '{}'", choices)
                : is_file(option.value) ? " -r -F"
                                        : " -x";
      }
      const std::string letter =
          option.letter.empty() ? "" : fmt::format(" -s {}", option.letter.substr(1));
      out += fmt::format("complete -c {} -n '{}' -l {}{}{} -d {}\n", program, seen, name.substr(2),
                         letter, takes, quoted(option.help, escaped));
    }
    const std::string_view choices = words.choices(command);
    if (!choices.empty()) {
      out += fmt::format("complete -c {} -n '{}' -a '{}'\n", program, seen, choices);
    } else if (is_file(command.positional)) {
      out += fmt::format("complete -c {} -n '{}' -F\n", program, seen);
    }
  }
  return out;
}

std::string powershell_list(std::string_view blanks) {
  std::string out = "@(";
  for (std::size_t from = 0; from < blanks.size();) {
    const std::size_t end = std::min(blanks.find(' ', from), blanks.size());
    out += fmt::format("{}'{}'", from == 0 ? "" : ", ", blanks.substr(from, end - from));
    from = end + 1;
  }
  return out + ")";
}

std::string powershell(const Words& words) {
  std::string commands;
  for (const CommandSpec& command : command_table()) {
    commands +=
        fmt::format("    '{}' = {}\n", command.name,
                    powershell_list(fmt::format("{} --help{}{}", fmt::join(command.options, " "),
                                                words.choices(command).empty() ? "" : " ",
                                                words.choices(command))));
  }
  std::string values;
  for (const OptionSpec& option : option_table()) {
    const std::string_view choices = words.choices(option);
    if (choices.empty()) continue;
    values += fmt::format("    '{}' = {}\n", option.name, powershell_list(choices));
  }
  std::string groups;
  for (const std::string_view first : Words::first_words()) {
    const auto seconds = Words::second_words(first);
    if (seconds.empty()) continue;
    groups += fmt::format("    '{}' = {}\n", first,
                          powershell_list(fmt::format("{}", fmt::join(seconds, " "))));
  }
  return fmt::format(
      R"ps(# PowerShell completion for {0}; made by '{0} completion powershell'
# In $PROFILE:  {0} completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName {0} -ScriptBlock {{
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{{
{1}  }}
  $values = @{{
{2}  }}
  $groups = @{{
{3}  }}
  $first = {4}
  $given = @($commandAst.CommandElements |
      Where-Object {{ $_.Extent.EndOffset -lt $cursorPosition }} | ForEach-Object {{ "$_" }})
  $before = $given[-1]
  $name = if ($given.Count -gt 1) {{ $given[1] }} else {{ '' }}
  if ($groups.ContainsKey($name) -and $given.Count -gt 2) {{ $name = "$name $($given[2])" }}
  $offers = if ($given.Count -le 1) {{ $first }}
    elseif ($values.ContainsKey($before)) {{ $values[$before] }}
    elseif ($groups.ContainsKey($name)) {{ $groups[$name] }}
    elseif ($commands.ContainsKey($name)) {{ $commands[$name] }}
    else {{ @() }}
  $offers | Where-Object {{ $_ -like "$wordToComplete*" }} | ForEach-Object {{
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }}
}}
)ps",
      program, commands, values, groups,
      powershell_list(fmt::format("{} --help --version", fmt::join(Words::first_words(), " "))));
}

struct Shell {
  std::string_view name;
  std::string (*script)(const Words&);
};
constexpr std::array shells = {Shell{"bash", bash}, Shell{"zsh", zsh}, Shell{"fish", fish},
                               Shell{"powershell", powershell}};

}  // namespace

text::Result<std::string> completion_script(std::string_view shell,
                                            const std::vector<std::string>& codes) {
  std::vector<std::string_view> names;
  for (const Shell& known : shells) {
    if (known.name == shell) return known.script(Words(codes));
    names.push_back(known.name);
  }
  return text::fail(fmt::format("there are completions for {}, not for '{}'{}",
                                fmt::join(names, ", "), shell, text::did_you_mean(shell, names)));
}

int run_completion(const Arguments& arguments, Session& session) {
  if (arguments.positional.size() != 1) {
    complain(session, {"'completion' needs one shell: bash, zsh, fish or powershell", "", {}});
    return exit_trouble;
  }
  std::vector<std::string> codes;
  for (const rules::Rule& rule : rules::builtin_rules()) codes.emplace_back(rule.code);
  const auto script = completion_script(arguments.positional.front(), codes);
  if (!script) {
    complain(session, script.error());
    return exit_trouble;
  }
  session.out.machine(*script);
  return exit_ok;
}

}  // namespace shirlint::cli
