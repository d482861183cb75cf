// Every command and option, once: parsing, --help, and (with the packages) the man page and the
// completions are made from this table.
#pragma once

#include <span>
#include <string_view>

namespace shirlint::cli {

enum class Arity : unsigned char { flag, one, many };  // many: may be repeated

struct OptionSpec {
  std::string_view name;  // "--format"
  Arity arity = Arity::flag;
  std::string_view value;  // "FORMAT[:FILE]" for help
  std::string_view help;
  bool optional_value = false;   // `--strict` and `--strict=JAV,CRT`
  std::string_view letter = {};  // "-o": the same in short
};

struct CommandSpec {
  std::string_view name;  // "check", "rules list"
  std::string_view summary;
  std::string_view positional;  // "PATH", "" for none
  std::string_view positional_help;
  std::span<const std::string_view> options;  // names into `option_table`
  std::string_view examples;
  std::string_view usage = {};  // in the place of "[PATH...]"
};

[[nodiscard]] std::span<const OptionSpec> option_table();
[[nodiscard]] std::span<const CommandSpec> command_table();
[[nodiscard]] const OptionSpec* find_option(std::string_view name);

}  // namespace shirlint::cli
