#include "cli/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/version.h"
#include "text/spelling.h"

namespace shirlint::cli {
namespace {

std::string overview() {
  std::string text =
      "shirlint tells what .NET, Java and Windows will do with a Self-Hosted Integration Runtime\n"
      "host, and why.\n\nUsage: shirlint COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n";
  for (const CommandSpec& command : command_table()) {
    text += fmt::format("  {:<14}{}\n", command.name, command.summary);
  }
  return text +
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
    text += fmt::format("  {:<24}{}\n", option_words(option), option.help);
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

/// Options and arguments in any order: "--name value", "--name=value", "-n value"; behind "--"
/// there are arguments only. A value may begin with a dash. The first thing wrong is told, but help
/// goes before it.
class OptionReader {
 public:
  OptionReader(const CommandSpec& command, const std::vector<std::string>& words)
      : command_(command), words_(words) {
    parsed_.command = &command;
  }

  text::Result<Arguments> run() {
    bool options_may_come = true;
    while (at_ < words_.size()) {
      const std::string& word = words_[at_++];
      if (!options_may_come || word.size() < 2 || word[0] != '-') {
        argument(word);
      } else if (word == "--") {
        options_may_come = false;
      } else if (word == "--help" || word == "-h") {
        return help(help_of(command_));
      } else {
        option(word);
      }
    }
    if (error_) return tl::unexpected(std::move(*error_));
    return std::move(parsed_);
  }

 private:
  void argument(const std::string& word) {
    if (command_.positional.empty()) {
      refuse(text::fail(fmt::format("'{}' takes no argument '{}'", command_.name, word)));
    }
    parsed_.positional.push_back(word);
  }

  void option(const std::string& word) {
    const std::size_t equals = word.find('=');
    const OptionSpec* const spec = known_option(std::string_view(word).substr(0, equals));
    if (spec == nullptr) {
      refuse(unknown_option(command_, word));
      return;
    }
    std::vector<std::string>& values = parsed_.values[std::string(spec->name)];
    if (spec->arity != Arity::many) values.clear();
    if (equals != std::string::npos) {
      if (spec->arity == Arity::flag) {
        refuse(text::fail(fmt::format("'{}' takes no value", spec->name)));
      }
      values.push_back(word.substr(equals + 1));
    } else if (spec->arity == Arity::flag) {
      values.emplace_back();
    } else if (spec->optional_value) {
      values.emplace_back("all");
    } else if (at_ < words_.size()) {
      values.push_back(words_[at_++]);
    } else {
      refuse(text::fail(fmt::format("'{}' needs a value: {} {}", word, word, spec->value)));
    }
  }

  [[nodiscard]] const OptionSpec* known_option(std::string_view given) const {
    for (const std::string_view name : command_.options) {
      const OptionSpec* const spec = find_option(name);
      if (name == given || (!spec->letter.empty() && spec->letter == given)) return spec;
    }
    return nullptr;
  }

  void refuse(tl::unexpected<text::Error> error) {
    if (!error_) error_ = std::move(error.value());
  }

  const CommandSpec& command_;
  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  Arguments parsed_;
  std::optional<text::Error> error_;
};

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
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    return help(overview());
  }
  if (words[0] == "--version") return help(version_text());
  std::size_t used = 0;
  const CommandSpec* command = find_command(words, used);
  if (command == nullptr) return unknown_command(words);
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(used));
  return OptionReader(*command, words).run();
}

}  // namespace shirlint::cli
