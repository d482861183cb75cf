// Every command and option, once: parsing, --help, and (with the packages) the man page and the
// completions are made from this table.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace shirlint::cli {

enum class Arity : unsigned char { flag, one, many };  // many: may be repeated

struct OptionSpec {
  std::string_view name;  // "--format"
  Arity arity = Arity::flag;
  std::string_view value;  // "FORMAT[:FILE]" for help
  std::string_view help;
  bool optional_value = false;    // `--strict` and `--strict=JAV,CRT`
  std::string_view letter = {};   // "-o": the same in short
  std::string_view choices = {};  // "auto always never": what completions offer for the value
};

struct CommandSpec {
  std::string_view name;  // "check", "rules list"
  std::string_view summary;
  std::string_view positional;  // "PATH", "" for none
  std::string_view positional_help;
  std::span<const std::string_view> options;  // names into `option_table`
  std::string_view examples;
  std::string_view usage = {};    // in the place of "[PATH...]"
  std::string_view choices = {};  // "bash zsh": what completions offer for the positional
};

[[nodiscard]] std::span<const OptionSpec> option_table();
[[nodiscard]] std::span<const CommandSpec> command_table();
[[nodiscard]] const OptionSpec* find_option(std::string_view name);

/// "-o, --output FILE": an option as help and the man page name it.
[[nodiscard]] std::string option_words(const OptionSpec& option);
/// "shirlint check [OPTION...] [PATH...]"
[[nodiscard]] std::string usage_of(const CommandSpec& command);

}  // namespace shirlint::cli
