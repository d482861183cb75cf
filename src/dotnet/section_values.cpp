#include "dotnet/section_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <limits>
#include <vector>

#include "dotnet/net.h"
#include "dotnet/values.h"
#include "text/ascii.h"

namespace shirlint::dotnet {
namespace {

/// What a converter says, before the property's name is put in front.
struct Raw {
  std::optional<std::string> error;
  std::optional<std::string> range_error;
  ErrorCause cause = ErrorCause::bad_value;
  std::string parsed;
  std::optional<Uri> uri;
};

Raw refuse(ErrorCause cause, std::string error) {
  Raw raw;
  raw.cause = cause;
  raw.error = std::move(error);
  return raw;
}

Raw accept(std::string parsed) {
  Raw raw;
  raw.parsed = std::move(parsed);
  return raw;
}

template <class Use>
void for_each_name(std::string_view names, Use use) {
  while (!names.empty()) {
    const std::size_t end = names.find('|');
    use(names.substr(0, end));
    if (end == std::string_view::npos) return;
    names.remove_prefix(end + 1);
  }
}

Raw convert_boolean(std::string_view value) {
  const auto converted = parse_bool(value);
  if (!converted) return refuse(ErrorCause::bad_boolean, converted.error());
  return accept(*converted ? "true" : "false");
}

const EnumType& tri_state_type(std::string_view name) {
  if (name == "BypassOnLocalValues") return bypass_on_local_values();
  return name == "AutoDetectValues" ? auto_detect_values() : use_system_default_values();
}

/// Numbers other than -1, 0 and 1 are stored. bypassonlocal and autoDetect then count as given and
/// not as True; usesystemdefault is only ever compared with True and False.
Raw convert_loose_enum(const AttributeSchema& schema, std::string_view value) {
  const auto converted = parse_enum(value, tri_state_type(schema.type));
  if (!converted) return refuse(ErrorCause::bad_enum, converted.error());
  const bool neither = *converted != enum_true && *converted != enum_false;
  if (*converted == enum_unspecified || (neither && schema.name == "usesystemdefault")) {
    return accept("unspecified");
  }
  return accept(*converted == enum_true ? "true" : "false");
}

Raw convert_strict_enum(const AttributeSchema& schema, std::string_view value) {
  EnumType type;
  type.name = schema.type;
  for_each_name(schema.enum_names, [&](std::string_view name) {
    type.names.push_back({name, static_cast<std::int32_t>(type.names.size())});
  });
  const auto converted = parse_generic_enum(value, type);
  if (!converted) return refuse(ErrorCause::bad_enum, converted.error());
  return accept(std::string(value));
}

Raw convert_known_word(const AttributeSchema& schema, std::string_view value) {
  bool known = false;
  for_each_name(schema.enum_names, [&](std::string_view name) {
    known = known || text::equal_ignoring_case(name, value);
  });
  if (known) return accept(std::string(value));
  return refuse(ErrorCause::bad_enum,
                fmt::format("{} cannot convert from System.String.", schema.type));
}

std::string out_of_bounds(std::string_view lowest, std::string_view highest,
                          std::string_view actual) {
  // ArgumentOutOfRangeException puts these two lines behind its text.
  return fmt::format(
      "Argument must be between {} and {}.\r\nParameter name: value\r\nActual value "
      "was {}.",
      lowest, highest, actual);
}

std::optional<std::string> check_int_range(ValueRange range, std::int64_t number) {
  const std::string actual = fmt::to_string(number);
  if (range == ValueRange::timeout && number < -1) {
    return "Timeout can be only be set to 'System.Threading.Timeout.Infinite' or a value > 0.";
  }
  if (range == ValueRange::not_negative && number < 0) {
    return out_of_bounds("0", "2147483647", actual);
  }
  if (range == ValueRange::port && (number < 1 || number > 65535)) {
    return "The value must be inside the range 1-65535.";
  }
  constexpr std::int64_t largest = std::numeric_limits<std::uint32_t>::max();
  if (range == ValueRange::unsigned_32 && (number < 0 || number > largest)) {
    return out_of_bounds("0", "4294967295", actual);
  }
  return std::nullopt;
}

Raw convert_int32(const AttributeSchema& schema, std::string_view value) {
  const auto converted = parse_int32(value);
  if (!converted) return refuse(ErrorCause::bad_integer, converted.error());
  Raw raw = accept(fmt::to_string(*converted));
  raw.range_error = check_int_range(schema.range, *converted);
  return raw;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) {
    text.remove_prefix(1);
  }
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
    text.remove_suffix(1);
  }
  return text;
}

Raw convert_int64(const AttributeSchema& schema, std::string_view value) {
  const std::string_view digits = trim(value);
  std::int64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) {
    return refuse(ErrorCause::bad_integer,
                  fmt::format("{} is not a valid value for Int64.", value));
  }
  Raw raw = accept(fmt::to_string(number));
  raw.range_error = check_int_range(schema.range, number);
  return raw;
}

enum class SpanFault : unsigned char { none, format, overflow };

struct SpanParts {
  SpanFault fault = SpanFault::none;
  bool negative = false;
  std::int64_t seconds = 0;
};

/// "d", "h:m", "h:m:s", "d.h:m[:s]" or "d:h:m:s", with a fraction of up to seven digits.
SpanParts parse_time_span(std::string_view text) {
  SpanParts span;
  text = trim(text);
  if (!text.empty() && text.front() == '-') {
    span.negative = true;
    text.remove_prefix(1);
  }
  std::vector<std::int64_t> numbers;
  std::string separators;
  while (true) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto length = static_cast<std::size_t>(read.ptr - text.data());
    if (length == 0 || text.front() == '-') return {SpanFault::format};
    if (read.ec != std::errc() || length > 8) return {SpanFault::overflow};
    numbers.push_back(number);
    text.remove_prefix(length);
    if (text.empty()) break;
    if (text.front() != ':' && text.front() != '.') return {SpanFault::format};
    separators += text.front();
    text.remove_prefix(1);
  }
  if (separators.size() >= 2 && separators.back() == '.') {  // a fraction of a second
    separators.pop_back();
    numbers.pop_back();
  }
  std::array<std::int64_t, 4> parts = {};  // days, hours, minutes, seconds
  if (separators.empty()) {
    parts[0] = numbers[0];
  } else if (separators == ":" || separators == "::") {
    std::copy(numbers.begin(), numbers.end(), parts.begin() + 1);
  } else if (separators == ".:" || separators == ".::" || separators == ":::") {
    std::copy(numbers.begin(), numbers.end(), parts.begin());
  } else {
    return {SpanFault::format};
  }
  if (parts[0] > 10675199 || parts[1] > 23 || parts[2] > 59 || parts[3] > 59) {
    return {SpanFault::overflow};
  }
  span.seconds = ((parts[0] * 24 + parts[1]) * 60 + parts[2]) * 60 + parts[3];
  if (span.negative) span.seconds = -span.seconds;
  return span;
}

std::string to_text(std::int64_t seconds) {
  const std::int64_t all = seconds < 0 ? -seconds : seconds;
  const std::string days = all >= 86400 ? fmt::format("{}.", all / 86400) : std::string();
  return fmt::format("{}{}{:02}:{:02}:{:02}", seconds < 0 ? "-" : "", days, all / 3600 % 24,
                     all / 60 % 60, all % 60);
}

Raw convert_time_span(const AttributeSchema& schema, std::string_view value) {
  const SpanParts span = parse_time_span(value);
  if (span.fault == SpanFault::format) {
    return refuse(ErrorCause::bad_value,
                  fmt::format("{} is not a valid value for TimeSpan.", value));
  }
  if (span.fault == SpanFault::overflow) {
    return refuse(ErrorCause::bad_value,
                  "The TimeSpan could not be parsed because at least one of the numeric components "
                  "is out of range or contains too many digits.");
  }
  Raw raw = accept(to_text(span.seconds));
  if (schema.range == ValueRange::positive_span && span.seconds < 0) {
    raw.range_error = "The value must be inside the range 00:00:00-10675199.02:48:05.4775807.";
  } else if (schema.range == ValueRange::listener_span &&
             (span.seconds < 0 || span.seconds > 65535)) {
    raw.range_error = out_of_bounds("0:0:0", "18:12:15", raw.parsed);
  }
  return raw;
}

Raw convert_uri(std::string_view value) {
  auto uri = parse_absolute_uri(value);
  if (!uri) return refuse(ErrorCause::bad_uri, uri.error());
  Raw raw = accept(masked_text(*uri));
  raw.uri = std::move(*uri);
  return raw;
}

Raw convert(const AttributeSchema& schema, std::string_view value) {
  switch (schema.kind) {
    case ValueKind::boolean:
      return convert_boolean(value);
    case ValueKind::loose_enum:
      return convert_loose_enum(schema, value);
    case ValueKind::strict_enum:
      return convert_strict_enum(schema, value);
    case ValueKind::known_word:
      return convert_known_word(schema, value);
    case ValueKind::int32:
      return convert_int32(schema, value);
    case ValueKind::int64:
      return convert_int64(schema, value);
    case ValueKind::absolute_uri:
      return convert_uri(value);
    case ValueKind::time_span:
      return convert_time_span(schema, value);
    case ValueKind::text:
      break;
  }
  return accept(std::string(value));
}

}  // namespace

ConvertedValue convert_value(const AttributeSchema& schema, std::string_view value) {
  Raw raw = convert(schema, value);
  ConvertedValue converted;
  converted.cause = raw.cause;
  converted.parsed = std::move(raw.parsed);
  converted.uri = std::move(raw.uri);
  if (raw.error) {
    converted.error =
        fmt::format("The value of the property '{}' cannot be parsed. The error is: {}",
                    schema.name, *raw.error);
  } else if (raw.range_error) {
    converted.error = fmt::format("The value for the property '{}' is not valid. The error is: {}",
                                  schema.name, *raw.range_error);
  }
  return converted;
}

}  // namespace shirlint::dotnet
