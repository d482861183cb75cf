#include "cli/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/version.h"
#include "text/spelling.h"

namespace shirlint::cli {
namespace {

/// Of the commands whose names begin with `start`: "rules " or all.
std::string command_lines(std::string_view start) {
  std::string text;
  for (const CommandSpec& command : command_table()) {
    if (command.name.substr(0, start.size()) != start) continue;
    text += fmt::format("  {:<14}{}\n", command.name, command.summary);
  }
  return text;
}

/// What `rules --help` tells; empty for what is no first word of several commands.
std::string overview_of(const std::string& first) {
  const std::string lines = command_lines(first + " ");
  if (lines.empty()) return {};
  return fmt::format(
      "Usage: shirlint {} COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n{}\n"
      "'shirlint {} COMMAND --help' tells more, with examples.\n",
      first, lines, first);
}

std::string overview() {
  const std::string text =
      "shirlint tells what .NET, Java and Windows will do with a Self-Hosted Integration Runtime\n"
      "host, and why.\n\nUsage: shirlint COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n";
  return text + command_lines({}) +
         "\n'shirlint COMMAND --help' tells more; 'shirlint --version' the version.\n"
         "Exit codes: 0 nothing to complain of, 1 findings are left, 2 something could not be "
         "done.\n";
}

std::string help_of(const CommandSpec& command) {
  std::string text = fmt::format("Usage: {}\n\n{}.\n\n", usage_of(command), command.summary);
  if (!command.positional.empty()) {
    text += fmt::format("  {:<24}{}\n\n", command.positional, command.positional_help);
  }
  text += "Options:\n";
  for (const std::string_view name : command.options) {
    const OptionSpec& option = *find_option(name);
    text += fmt::format("  {:<23} {}\n", option_words(option), option.help);
  }
  return text + fmt::format("  {:<24}{}\n\nExamples:\n{}", "--help", "this text", command.examples);
}

Arguments help(std::string text) { return {nullptr, {std::move(text)}, {}}; }

/// The command named by the first one or two words, and how many words that took.
const CommandSpec* find_command(const std::vector<std::string>& words, std::size_t& used) {
  for (std::size_t take = std::min<std::size_t>(2, words.size()); take >= 1; --take) {
    const std::string name = take == 2 ? words[0] + " " + words[1] : words[0];
    const auto commands = command_table();
    const auto at = std::find_if(commands.begin(), commands.end(),
                                 [&](const CommandSpec& command) { return command.name == name; });
    if (at != commands.end()) {
      used = take;
      return &*at;
    }
  }
  return nullptr;
}

tl::unexpected<text::Error> unknown_command(const std::vector<std::string>& words) {
  std::vector<std::string_view> names;
  std::string under;
  for (const CommandSpec& command : command_table()) {
    names.push_back(command.name);
    if (command.name.substr(0, words[0].size() + 1) == words[0] + " ") {
      under += fmt::format("{}'{}'", under.empty() ? "" : ", ", command.name);
    }
  }
  if (!under.empty()) return text::fail(fmt::format("'{}' is {}", words[0], under));
  std::string given = words[0];
  std::string_view near = text::nearest(given, names);
  if (near.empty() && words.size() > 1) near = text::nearest(given + " " + words[1], names);
  if (near.empty()) {
    return text::fail(fmt::format("there is no command '{}'; 'shirlint --help' lists them", given));
  }
  return text::fail(fmt::format("there is no command '{}'; did you mean '{}'?", given, near));
}

tl::unexpected<text::Error> unknown_option(const CommandSpec& command, const std::string& given) {
  const std::string bare = given.substr(0, given.find('='));
  const std::string_view near = text::nearest(bare, command.options);
  if (near.empty()) {
    return text::fail(fmt::format("'{}' knows no option '{}'; 'shirlint {} --help' lists them",
                                  command.name, bare, command.name));
  }
  return text::fail(
      fmt::format("'{}' knows no option '{}'; did you mean '{}'?", command.name, bare, near));
}

bool is_given(const std::vector<std::string>& words, std::string_view option) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return word.substr(0, option.size()) == option &&
           (word.size() == option.size() || word[option.size()] == '=');
  });
}

/// CLI11 throws; its exceptions end here. It gets to know only those options that are there: making
/// all of them known costs a twentieth of a small check.
text::Result<Arguments> parse_options(const CommandSpec& command, std::vector<std::string> words) {
  Arguments parsed;
  parsed.command = &command;
  const auto live = std::find(words.begin(), words.end(), "--live");
  if (live != words.end()) {
    const auto front = parse_options(command, {words.begin(), live});
    if (front) parsed.live_place = front->positional.size();
  }
  CLI::App app;
  app.set_help_flag();
  bool wants_help = false;
  app.add_flag("--help,-h", wants_help);
  for (const std::string_view name : command.options) {
    const OptionSpec& spec = *find_option(name);
    if (!is_given(words, name) && (spec.letter.empty() || !is_given(words, spec.letter))) continue;
    const std::string key(name);
    if (!spec.letter.empty()) {
      std::replace(words.begin(), words.end(), std::string(spec.letter), key);
    }
    if (spec.arity == Arity::flag) {
      app.add_flag_callback(key, [&parsed, key] { parsed.values[key] = {""}; });
      continue;
    }
    CLI::Option* option = app.add_option_function<std::vector<std::string>>(
        key, [&parsed, key](const std::vector<std::string>& given) { parsed.values[key] = given; });
    option->expected(1)->allow_extra_args(false);
    if (spec.optional_value) std::replace(words.begin(), words.end(), key, key + "=all");
    option->multi_option_policy(spec.arity == Arity::many ? CLI::MultiOptionPolicy::TakeAll
                                                          : CLI::MultiOptionPolicy::TakeLast);
  }
  app.allow_extras();  // arguments are what is left over: CLI11 would make two of a path "[a,b]"
  try {
    std::reverse(words.begin(), words.end());
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return text::fail(error.what());
  }
  if (wants_help) return help(help_of(command));
  bool options_may_come = true;
  for (const std::string& extra : app.remaining()) {
    if (options_may_come && extra == "--") {  // CLI11 hands the mark itself back
      options_may_come = false;
      continue;
    }
    if (options_may_come && extra.size() > 1 && extra[0] == '-') {
      return unknown_option(command, extra);
    }
    if (command.positional.empty()) {
      return text::fail(fmt::format("'{}' takes no argument '{}'", command.name, extra));
    }
    parsed.positional.push_back(extra);
  }
  return parsed;
}

}  // namespace

std::string Arguments::one(std::string_view option, std::string_view otherwise) const {
  const auto at = values.find(option);
  return std::string(at == values.end() || at->second.empty() ? otherwise : at->second.back());
}

std::vector<std::string> Arguments::many(std::string_view option) const {
  const auto at = values.find(option);
  return at == values.end() ? std::vector<std::string>() : at->second;
}

std::vector<std::string> Arguments::list(std::string_view option) const {
  std::vector<std::string> items;
  for (const std::string& value : many(option)) {
    for (std::size_t from = 0; from <= value.size();) {
      const std::size_t comma = std::min(value.find(',', from), value.size());
      if (comma > from) items.push_back(value.substr(from, comma - from));
      from = comma + 1;
    }
  }
  return items;
}

text::Result<Arguments> parse_arguments(int count, const char* const* arguments) {
  std::vector<std::string> words(arguments + (count > 0 ? 1 : 0), arguments + count);
  if (words.size() > 1 && words[0] == "help") {  // help rules list: as git has it
    std::rotate(words.begin(), words.begin() + 1, words.end());
    words.back() = "--help";
  }
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    return help(overview());
  }
  if (words[0] == "--version") return help(version_text());
  std::size_t used = 0;
  const CommandSpec* command = find_command(words, used);
  if (command == nullptr && words.size() == 2 && (words[1] == "--help" || words[1] == "-h")) {
    if (std::string text = overview_of(words[0]); !text.empty()) return help(std::move(text));
  }
  if (command == nullptr) return unknown_command(words);
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(used));
  return parse_options(*command, std::move(words));
}

}  // namespace shirlint::cli
