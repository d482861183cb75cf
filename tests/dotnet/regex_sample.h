// One generated pattern, and which constructs of .NET's dialect stand in it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shirlint::dotnet::test {

enum class Construct : std::uint8_t {
  literal,
  dot,
  set,
  negated_set,
  subtraction,
  posix_name,
  class_escape,
  category,
  block,
  octal,
  hex,
  unicode_escape,
  control,
  named_escape,
  anchor,
  boundary,
  contiguous,
  line_options,
  capture,
  named,
  numbered,
  balancing,
  noncapturing,
  atomic,
  lookahead,
  negative_lookahead,
  lookbehind,
  negative_lookbehind,
  condition_number,
  condition_name,
  condition_expression,
  back_number,
  back_name,
  back_old,
  star,
  plus,
  optional,
  counted,
  lazy,
  inline_options,
  option_group,
  comment,
  explicit_capture,
  white_space_mode,
  non_ascii,
  host_like,
  mutated,
  soup,
  count
};

constexpr std::array<std::string_view, static_cast<std::size_t>(Construct::count)> construct_names =
    {"literal",
     "dot",
     "set",
     "negated set",
     "subtraction",
     "[:name:]",
     "\\d \\w \\s",
     "\\p{category}",
     "\\p{IsBlock}",
     "octal",
     "\\x",
     "\\u",
     "\\c",
     "\\n \\t ...",
     "^ $ \\A \\Z \\z",
     "\\b \\B",
     "\\G",
     "(?m) (?s)",
     "(...)",
     "(?<name>)",
     "(?<2>)",
     "(?<a-b>)",
     "(?:)",
     "(?>)",
     "(?=)",
     "(?!)",
     "(?<=)",
     "(?<!)",
     "(?(1))",
     "(?(name))",
     "(?(expression))",
     "\\1",
     "\\k<name>",
     "\\<name>",
     "*",
     "+",
     "?",
     "{n,m}",
     "lazy",
     "(?i)",
     "(?i:)",
     "(?#)",
     "(?n)",
     "(?x)",
     "non-ASCII",
     "host-like",
     "mutated",
     "token soup"};

struct Sample {
  std::string pattern;
  std::vector<std::string> subjects;
  std::array<bool, static_cast<std::size_t>(Construct::count)> used{};
};

}  // namespace shirlint::dotnet::test
