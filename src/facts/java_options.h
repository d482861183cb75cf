// What Java makes of _JAVA_OPTIONS and JAVA_TOOL_OPTIONS. Sources: HotSpot's arguments.cpp
// (parse_options_buffer, atomull, parse_memory_size), tried with OpenJDK 17.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shirlint::facts {

/// Why Java does not start with them; `none`: it does.
enum class JavaOptionFault : std::uint8_t { none, quote, hyphen, size, order };
[[nodiscard]] std::string_view to_text(JavaOptionFault fault);

struct JavaOptions {
  JavaOptionFault fault = JavaOptionFault::none;  // the first that there is
  std::string option;                             // at fault, without its quotes
  std::optional<std::int64_t> heap_mib;           // the largest heap, rounded up
  std::string repaired;  // the text with GB, MB, KB as one letter; empty where that is not enough
};

/// White space parts options, quotes ('...' and "...") keep it; of several sizes the last counts.
[[nodiscard]] JavaOptions read_java_options(std::string_view text);

}  // namespace shirlint::facts
