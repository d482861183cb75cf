#include "cli/json_schema.h"

#include <fmt/format.h>

#include "report/json.h"

namespace shirlint::cli::words {
namespace {

std::string of_type(std::string_view type, std::string_view meaning) {
  return fmt::format(R"({{"type": "{}", "description": {}}})", type, report::json_string(meaning));
}

std::string quoted(const std::vector<std::string_view>& values) {
  std::vector<std::string> out;
  out.reserve(values.size());
  for (const std::string_view value : values) out.push_back(report::json_string(value));
  return fmt::format("{}", fmt::join(out, ", "));
}

}  // namespace

std::string text(std::string_view meaning) { return of_type("string", meaning); }
std::string integer(std::string_view meaning) { return of_type("integer", meaning); }
std::string flag(std::string_view meaning) { return of_type("boolean", meaning); }

std::string texts(std::string_view meaning) {
  return fmt::format(R"({{"type": "array", "items": {{"type": "string"}}, "description": {}}})",
                     report::json_string(meaning));
}

std::string texts_by_name(std::string_view meaning) {
  return fmt::format(
      R"({{"type": "object", "additionalProperties": {{"type": "string"}}, "description": {}}})",
      report::json_string(meaning));
}

std::string choice(const std::vector<std::string_view>& values, std::string_view meaning) {
  return fmt::format(R"({{"enum": [{}], "description": {}}})", quoted(values),
                     report::json_string(meaning));
}

std::string list_of(const std::string& item) {
  return fmt::format(R"({{"type": "array", "items": {}}})", item);
}

std::string object(const std::vector<Property>& properties,
                   const std::vector<std::string_view>& required, bool open) {
  std::vector<std::string> lines;
  lines.reserve(properties.size());
  for (const Property& property : properties) {
    lines.push_back(fmt::format("{}: {}", report::json_string(property.name), property.type));
  }
  return fmt::format(R"({{"type": "object", {}"required": [{}], "properties": {{{}}}}})",
                     open ? "" : "\"additionalProperties\": false, ", quoted(required),
                     fmt::join(lines, ",\n  "));
}

std::string document(std::string_view title, const std::string& object, std::string_view more) {
  return fmt::format(
      "{{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"title\": {}, {}\n{}\n",
      report::json_string(title), more, object.substr(1));
}

}  // namespace shirlint::cli::words
