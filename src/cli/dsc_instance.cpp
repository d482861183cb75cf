#include "cli/dsc_instance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <vector>

#include "cli/session.h"
#include "lint/report.h"
#include "text/secret.h"
#include "text/spelling.h"

namespace shirlint::cli {
namespace {

using Json = nlohmann::ordered_json;

enum class Kind : unsigned char { text, flag, texts, severity };

struct Property {
  std::string_view name;
  Kind kind = Kind::text;
  std::string_view option;  // of check; empty: its PATH
  std::string_view meaning;
};

constexpr std::array properties = {
    Property{"path", Kind::text, "", "a config, a host folder or a folder of hosts"},
    Property{"live", Kind::flag, "--live", "true: this machine, in the place of path"},
    Property{"select", Kind::texts, "--select", "only these rules, by code or category"},
    Property{"ignore", Kind::texts, "--ignore", "not these rules"},
    Property{"exclude", Kind::texts, "--exclude", "globs of files and folders that are left out"},
    Property{"failOn", Kind::severity, "--fail-on",
             "findings from this severity on are not the desired state; default warning"},
    Property{"unsafeFixes", Kind::flag, "--unsafe-fixes",
             "true: set also applies fixes that are not safe; of a live machine, those of select"},
    Property{"site", Kind::text, "--site", "the shirlint.toml that counts"},
    Property{"rules", Kind::texts, "--rules", "folders of own rules"},
    Property{"reason", Kind::text, "--reason", "goes into the record of a run: a change number"},
    Property{"backupDir", Kind::text, "--backup-dir", "where the record and the backups go"},
};
constexpr std::array severities = {"error", "warning", "info"};
/// What comes back; a state that was given out may be given back, so these are taken and not read.
constexpr std::array<std::string_view, 4> results = {"findings", "errors", "run",
                                                     "_inDesiredState"};

Json schema_of(const Property& property) {
  Json schema;
  switch (property.kind) {
    case Kind::text:
      schema = {{"type", "string"}, {"minLength", 1}};
      break;
    case Kind::flag:
      schema = {{"type", "boolean"}};
      break;
    case Kind::texts:
      schema = {{"type", "array"}, {"items", {{"type", "string"}, {"pattern", "^[^,]+$"}}}};
      break;
    case Kind::severity:
      schema = {{"enum", severities}};
      break;
  }
  schema["description"] = property.meaning;
  return schema;
}

bool is_word(const Json& value) {
  return value.is_string() && !value.get_ref<const std::string&>().empty();
}

bool fits(const Json& value, Kind kind) {
  switch (kind) {
    case Kind::text:
      return is_word(value);
    case Kind::flag:
      return value.is_boolean();
    case Kind::texts:
      return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& item) {
               return is_word(item) &&
                      item.get_ref<const std::string&>().find(',') == std::string::npos;
             });
    case Kind::severity:
      return value.is_string() && std::find(severities.begin(), severities.end(),
                                            value.get<std::string>()) != severities.end();
  }
  return false;
}

std::string_view wanted(Kind kind) {
  switch (kind) {
    case Kind::text:
      return "a text";
    case Kind::flag:
      return "true or false";
    case Kind::texts:
      return "a list of texts without commas";
    case Kind::severity:
      break;
  }
  return "error, warning or info";
}

std::string unknown_property(const std::string& name) {
  std::vector<std::string_view> known;
  known.reserve(properties.size());
  for (const Property& property : properties) known.push_back(property.name);
  return fmt::format("the instance has no property '{}'{}", name, text::did_you_mean(name, known));
}

const CommandSpec* check_command() {
  const auto commands = command_table();
  return &*std::find_if(commands.begin(), commands.end(),
                        [](const CommandSpec& command) { return command.name == "check"; });
}

void set(Arguments& arguments, const Property& property, const Json& value) {
  std::vector<std::string> values;
  if (value.is_boolean()) {
    if (!value.get<bool>()) return;
    values.emplace_back("true");
  } else if (value.is_array()) {
    for (const Json& item : value) values.push_back(item.get<std::string>());
    if (values.empty()) return;
  } else {
    values.push_back(value.get<std::string>());
  }
  if (property.option.empty()) {
    arguments.positional = std::move(values);
  } else {
    arguments.values[std::string(property.option)] = std::move(values);
  }
}

/// Is the finding one that keeps the instance from the desired state? A run without findings from
/// --fail-on on exits with 0.
bool counts(const Json& finding, const Json& instance) {
  const std::string least = instance.value("failOn", "warning");
  const auto rank = [](std::string_view severity) {
    return std::find(severities.begin(), severities.end(), severity) - severities.begin();
  };
  return rank(finding.value("severity", "error")) <= rank(least);
}

Json short_finding(const Json& finding) {
  const Json& place = finding.at("location");
  const Json fix = finding.value("fix", Json());
  return {{"code", finding.at("code")},
          {"severity", finding.at("severity")},
          {"message", finding.at("message")},
          {"host", finding.at("host")},
          {"file", place.value("file", Json())},
          {"line", place.value("line", Json())},
          {"fix", fix.is_object() ? fix.value("applicability", Json()) : Json()}};
}

/// "node-01/diahost.exe.config: sentence"
std::string sentence_of(const Json& error) {
  const Json file = error.value("file", Json());
  const std::string message = error.at("message").get<std::string>();
  return file.is_string() ? fmt::format("{}: {}", file.get<std::string>(), message) : message;
}

Json masked(const Json& value) {
  if (value.is_string()) return text::mask(value.get<std::string>());
  if (!value.is_array()) return value;
  Json out = Json::array();
  for (const Json& item : value) out.push_back(masked(item));
  return out;
}

std::string line(const Json& value) {
  return value.dump(-1, ' ', true, Json::error_handler_t::replace);
}

}  // namespace

std::string dsc_schema() {
  Json fields;
  for (const Property& property : properties) {
    fields[std::string(property.name)] = schema_of(property);
  }
  fields["findings"] = {{"type", "array"},
                        {"readOnly", true},
                        {"items", {{"type", "object"}}},
                        {"description", "what is found from failOn on; desired: none"}};
  fields["errors"] = {{"type", "array"},
                      {"readOnly", true},
                      {"items", {{"type", "string"}}},
                      {"description", "what could not be read, judged or written"}};
  fields["run"] = {{"type", "string"},
                   {"readOnly", true},
                   {"description", "what set has done; shirlint undo RUN takes it back"}};
  fields["_inDesiredState"] = {{"type", {"boolean", "null"}}, {"readOnly", true}};
  const Json one_of = {{{"required", {"path"}}},
                       {{"required", {"live"}}, {"properties", {{"live", {{"const", true}}}}}}};
  return line({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
               {"title", "shirlint on a Self-Hosted Integration Runtime"},
               {"type", "object"},
               {"additionalProperties", false},
               {"oneOf", one_of},
               {"properties", fields}});
}

text::Result<Arguments> read_dsc_instance(std::string_view json) {
  const Json instance = Json::parse(json.begin(), json.end(), nullptr, false);
  if (!instance.is_object()) return text::fail("the instance is no JSON object");
  Arguments arguments;
  arguments.command = check_command();
  for (const auto& item : instance.items()) {
    const std::string& name = item.key();
    const Json& value = item.value();
    if (std::find(results.begin(), results.end(), name) != results.end()) continue;
    const auto property = std::find_if(properties.begin(), properties.end(),
                                       [&](const Property& one) { return one.name == name; });
    if (property == properties.end()) return text::fail(unknown_property(name));
    if (!fits(value, property->kind)) {
      return text::fail(fmt::format("'{}' must be {}", name, wanted(property->kind)));
    }
    set(arguments, *property, value);
  }
  if (arguments.positional.empty() != arguments.has("--live")) {
    return text::fail("the instance needs a path, or live = true, and not both");
  }
  arguments.values["--format"] = {"json"};
  return arguments;
}

DscState dsc_state(std::string_view instance, std::string_view report, int exit_code,
                   bool with_verdict) {
  const Json asked = Json::parse(instance.begin(), instance.end(), nullptr, false);
  const Json found = Json::parse(report.begin(), report.end(), nullptr, false);
  Json state = Json::object();
  for (const Property& property : properties) {
    const std::string name(property.name);
    if (asked.contains(name)) state[name] = masked(asked.at(name));
  }
  state["findings"] = Json::array();
  state["errors"] = Json::array();
  DscState out;
  if (found.is_object()) {
    for (const Json& finding : found.at("findings")) {
      if (counts(finding, asked)) state["findings"].push_back(short_finding(finding));
    }
    for (const Json& error : found.at("errors")) state["errors"].push_back(sentence_of(error));
    for (const Json& run : found.value("runs", Json::array())) state["run"] = run.at("id");
    out.changed = found.at("summary").at("fixed") != 0 || state.contains("run");
  }
  out.in_desired_state = exit_code == exit_ok;
  if (with_verdict) state["_inDesiredState"] = out.in_desired_state;
  out.state = line(state);
  return out;
}

}  // namespace shirlint::cli
