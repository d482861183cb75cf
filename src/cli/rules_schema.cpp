#include <fmt/format.h>

#include <string>
#include <vector>

#include "cli/commands.h"
#include "report/json.h"
#include "rules/operation_docs.h"
#include "rules/rule.h"
#include "shir/products.h"

namespace shirlint::cli {
namespace {

/// `"name": {...}` of one property.
struct Property {
  std::string_view name;
  std::string type;  // the schema behind the name
};

std::string text(std::string_view meaning) {
  return fmt::format(R"({{"type": "string", "description": {}}})", report::json_string(meaning));
}

std::string flag(std::string_view meaning) {
  return fmt::format(R"({{"type": "boolean", "description": {}}})", report::json_string(meaning));
}

std::string texts(std::string_view meaning) {
  return fmt::format(R"({{"type": "array", "items": {{"type": "string"}}, "description": {}}})",
                     report::json_string(meaning));
}

std::string choice(const std::vector<std::string_view>& values, std::string_view meaning) {
  std::vector<std::string> quoted;
  quoted.reserve(values.size());
  for (const std::string_view value : values) quoted.push_back(report::json_string(value));
  return fmt::format(R"({{"enum": [{}], "description": {}}})", fmt::join(quoted, ", "),
                     report::json_string(meaning));
}

std::string object(const std::vector<Property>& properties,
                   const std::vector<std::string_view>& required) {
  std::vector<std::string> lines;
  lines.reserve(properties.size());
  for (const Property& property : properties) {
    lines.push_back(fmt::format("{}: {}", report::json_string(property.name), property.type));
  }
  std::vector<std::string> names;
  names.reserve(required.size());
  for (const std::string_view name : required) names.push_back(report::json_string(name));
  return fmt::format(
      R"({{"type": "object", "additionalProperties": false, "required": [{}], "properties": {{{}}}}})",
      fmt::join(names, ", "), fmt::join(lines, ",\n  "));
}

std::string list_of(const std::string& item) {
  return fmt::format(R"({{"type": "array", "items": {}}})", item);
}

std::string open_object(std::string_view meaning) {
  return fmt::format(
      R"({{"type": "object", "additionalProperties": {{"type": "string"}}, "description": {}}})",
      report::json_string(meaning));
}

/// What a fix and each of its further steps have in common.
std::vector<Property> step_properties() {
  std::vector<std::string> operations;
  for (std::uint8_t at = 0; at <= static_cast<std::uint8_t>(rules::Operation::command); ++at) {
    const auto operation = static_cast<rules::Operation>(at);
    operations.push_back(fmt::format(R"({{"const": {}, "description": {}}})",
                                     report::json_string(to_text(operation)),
                                     report::json_string(rules::docs_of(operation))));
  }
  const std::string done = fmt::format(R"({{"description": "what is done", "oneOf": [{}]}})",
                                       fmt::join(operations, ",\n  "));
  return {{"operation", done},
          {"target", text("XPath: the nodes to change, all of them; default $self")},
          {"name",
           text("attribute or element (a template), file, variable, registry value or service")},
          {"value", text("template, $target is the node to change: the new text, the XML to "
                         "insert, the role to copy from, a new file's text, or the exact command")},
          {"to", text("XPath: the node that an inserted or moved element goes to; default target")},
          {"place", choice({"last", "first", "before", "after"},
                           "seen from that node: its last or first child, or its neighbour")},
          {"type", text("type of a registry value or variable")}};
}

std::string fix_schema() {
  std::vector<Property> properties = step_properties();
  properties.push_back(
      {"applicability", choice({"manual", "unsafe", "safe"}, "the most the fix may be")});
  properties.push_back({"title", text("template: what the fix does, in a few words")});
  properties.push_back({"when", text("XPath: is this fix offered? $self is the place at fault")});
  properties.push_back({"then", list_of(object(step_properties(), {"operation"}))});
  return object(properties, {"applicability", "operation", "title"});
}

std::string example_schema() {
  return object(
      {{"verdict", choice({"bad", "good", "unknown"}, "what the rule must say")},
       {"name", text("what this example shows")},
       {"config", text("the judged config; may begin with <system.net> or <defaultProxy>")},
       {"role", text("role of the config; default diahost")},
       {"peers", open_object("the host's other configs, by role")},
       {"host", text("host.toml")},
       {"site", text("shirlint.toml")},
       {"baseline", text("JSON: what a baseline remembers of the host, as in its 'hosts'; without "
                         "it there is no --baseline")},
       {"date", text("the day of the check; default 2026-11-22")},
       {"marks", text("the exact text that the finding marks")},
       {"message", text("a part of the message")},
       {"fixed", text("the config after the fix, byte for byte")},
       {"actions", text("what the fix does to the machine, a line each: operation, name, value")},
       {"severity", choice({"error", "info", "warning"}, "the finding's severity")},
       {"fix", choice({"manual", "none", "safe", "unsafe"}, "what its fix is offered as")},
       {"live", flag("as on a live host: a deployment token left over is a value")},
       {"backup", text("the backup of the judged config that shirlint keeps; default none")},
       {"alone", flag("as a file given by name: what its folder holds besides is not known")},
       {"script", text("the judged script, of a rule about scripts")},
       {"file", text("the script's file name, whose extension tells how it is read; default "
                     "script.ps1")},
       {"node", list_of(object({{"host", text("host.toml of this node")},
                                {"configs", open_object("its configs, by role")}},
                               {"host"}))},
       {"findings", R"({"type": "integer", "minimum": 1, "description": "how many, for bad"})"}},
      {"verdict", "name"});
}

std::string rule_schema() {
  const auto known = shir::roles();
  std::vector<std::string_view> roles(known.begin(), known.end());
  roles.emplace_back("transform");  // an XDT transform, known by its name
  const std::string schema = object(
      {{"code", R"({"type": "string", "pattern": "^[A-Z]{2,}[0-9]{3}$"})"},
       {"name", text("words joined by hyphens")},
       {"title", text("the fault in one line")},
       {"severity", choice({"info", "warning", "error"}, "how bad it is")},
       {"evidence", choice({"documented", "source", "reported", "inferred"}, "how sure it is")},
       {"sources", texts("addresses of what it rests on")},
       {"scope", choice({"config", "host", "group", "script"}, "what is asked once")},
       {"status", choice({"stable", "preview", "deprecated"},
                         "preview: asked only when selected by its code")},
       {"redirect", text("code of the rule that reports this; then this one asks nothing")},
       {"roles", list_of(choice(roles, "role of a config"))},
       {"products", texts("products it applies to; default: all")},
       {"fragments", flag("also asked of fragments; default true")},
       {"malformed", flag("also asked of files that .NET's XML reader refuses; default false")},
       {"why", text("why it matters")},
       {"symptom", text("what the operator will see")},
       {"remedy", text("what to do")},
       {"let", open_object("names for XPath expressions, used as $name")},
       {"select", text("XPath: the places at fault")},
       {"when", text("XPath: the guard; $self is the place")},
       {"message", text("template with {xpath} holes: what will happen, what to do")},
       {"needs", texts("facts, in host.toml's words, without which it is not judged")},
       {"needs-for-pass", texts("facts without which it is not passed")},
       {"each", list_of(object({{"of", text("XPath: the items")},
                                {"attributes", texts("what must be known of each")}},
                               {"of", "attributes"}))},
       {"severity-when",
        list_of(object({{"severity", choice({"error", "info", "warning"}, "the other severity")},
                        {"when", text("XPath: when it counts; $self is the place")}},
                       {"severity", "when"}))},
       {"related", list_of(object({{"select", text("XPath: other places")},
                                   {"message", text("template: what they have to do with it")}},
                                  {"select", "message"}))},
       {"fix", list_of(fix_schema())},
       {"example", list_of(example_schema())}},
      {"code", "name", "title", "severity", "evidence", "why", "remedy"});
  return "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"title\": "
         "\"shirlint rule\", \"if\": {\"required\": [\"redirect\"]}, \"else\": {\"required\": "
         "[\"select\", \"message\", \"example\"]},\n" +
         schema.substr(1) + "\n";
}

}  // namespace

int run_rules_schema(const Arguments& /*arguments*/, Session& session) {
  session.out.machine(rule_schema());
  return exit_ok;
}

}  // namespace shirlint::cli
