// The command line as values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_table.h"
#include "text/error.h"

namespace shirlint::cli {

struct Arguments {
  const CommandSpec* command = nullptr;
  std::vector<std::string> positional;
  std::map<std::string, std::vector<std::string>, std::less<>> values;  // by option name
  std::size_t live_place = 0;  // how many of `positional` stand in front of --live

  [[nodiscard]] bool has(std::string_view option) const { return values.count(option) != 0; }
  /// The last value of an option, or `otherwise`.
  [[nodiscard]] std::string one(std::string_view option, std::string_view otherwise = {}) const;
  /// All values of an option, split at commas.
  [[nodiscard]] std::vector<std::string> list(std::string_view option) const;
  [[nodiscard]] std::vector<std::string> many(std::string_view option) const;
};

/// Help that was asked for is an Arguments without command and with the text in `positional[0]`.
/// Errors: bad usage, with "did you mean".
[[nodiscard]] text::Result<Arguments> parse_arguments(int count, const char* const* arguments);

}  // namespace shirlint::cli
