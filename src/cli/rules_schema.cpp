#include <fmt/format.h>

#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/json_schema.h"
#include "cli/schemas.h"
#include "report/json.h"
#include "rules/machine_reach.h"
#include "rules/operation_docs.h"
#include "rules/rule.h"
#include "shir/products.h"
#include "state/schema.h"
#include "text/spelling.h"

namespace shirlint::cli {
namespace {

/// What a fix and each of its further steps have in common.
std::vector<words::Property> step_properties() {
  std::vector<std::string> operations;
  for (std::uint8_t at = 0; at <= static_cast<std::uint8_t>(rules::Operation::command); ++at) {
    const auto operation = static_cast<rules::Operation>(at);
    std::string docs(rules::docs_of(operation));
    const std::string reach = rules::reach_of(operation);
    if (!reach.empty()) docs += fmt::format("; 'name' is {}, whoever wrote the rule", reach);
    operations.push_back(fmt::format(R"({{"const": {}, "description": {}}})",
                                     report::json_string(to_text(operation)),
                                     report::json_string(docs)));
  }
  const std::string done = fmt::format(R"({{"description": "what is done", "oneOf": [{}]}})",
                                       fmt::join(operations, ",\n  "));
  return {
      {"operation", done},
      {"target", words::text("XPath: the nodes to change, all of them; default $self")},
      {"name",
       words::text("attribute or element (a template), file, variable, registry value or service")},
      {"value",
       words::text("template, $target is the node to change: the new text, the XML to "
                   "insert, the role to copy from, a new file's text, or the exact command")},
      {"to",
       words::text("XPath: the node that an inserted or moved element goes to; default target")},
      {"place", words::choice({"last", "first", "before", "after"},
                              "seen from that node: its last or first child, or its neighbour")},
      {"type", words::text("type of a registry value or variable")}};
}

std::string fix_schema() {
  std::vector<words::Property> properties = step_properties();
  properties.push_back(
      {"applicability", words::choice({"manual", "unsafe", "safe"}, "the most the fix may be")});
  properties.push_back({"title", words::text("template: what the fix does, in a few words")});
  properties.push_back(
      {"when", words::text("XPath: is this fix offered? $self is the place at fault")});
  properties.push_back({"then", words::list_of(words::object(step_properties(), {"operation"}))});
  return words::object(properties, {"applicability", "operation", "title"});
}

std::string example_schema() {
  return words::object(
      {{"verdict", words::choice({"bad", "good", "unknown"}, "what the rule must say")},
       {"name", words::text("what this example shows")},
       {"config", words::text("the judged config; may begin with <system.net> or <defaultProxy>")},
       {"role", words::text("role of the config; default diahost")},
       {"peers", words::texts_by_name("the host's other configs, by role")},
       {"host", words::text("host.toml")},
       {"site", words::text("shirlint.toml")},
       {"baseline",
        words::text("JSON: what a baseline remembers of the host, as in its 'hosts'; without "
                    "it there is no --baseline")},
       {"date", words::text("the day of the check; default 2026-11-22")},
       {"marks", words::text("the exact text that the finding marks")},
       {"message", words::text("a part of the message")},
       {"fixed", words::text("the config after the fix, byte for byte")},
       {"actions",
        words::text("what the fix does to the machine, a line each: operation, name, value")},
       {"severity", words::choice({"error", "info", "warning"}, "the finding's severity")},
       {"fix", words::choice({"manual", "none", "safe", "unsafe"}, "what its fix is offered as")},
       {"live", words::flag("as on a live host: a deployment token left over is a value")},
       {"backup", words::text("the backup of the judged config that shirlint keeps; default none")},
       {"alone",
        words::flag("as a file given by name: what its folder holds besides is not known")},
       {"script", words::text("the judged script, of a rule about scripts")},
       {"file", words::text("the script's file name, whose extension tells how it is read; default "
                            "script.ps1")},
       {"node",
        words::list_of(words::object({{"host", words::text("host.toml of this node")},
                                      {"configs", words::texts_by_name("its configs, by role")}},
                                     {"host"}))},
       {"findings", R"({"type": "integer", "minimum": 1, "description": "how many, for bad"})"}},
      {"verdict", "name"});
}

std::string rule_schema() {
  const auto known = shir::roles();
  std::vector<std::string_view> roles(known.begin(), known.end());
  roles.emplace_back("transform");  // an XDT transform, known by its name
  const std::string schema = words::object(
      {{"code", R"({"type": "string", "pattern": "^[A-Z]{2,}[0-9]{3}$"})"},
       {"name", words::text("words joined by hyphens")},
       {"title", words::text("the fault in one line")},
       {"severity", words::choice({"info", "warning", "error"}, "how bad it is")},
       {"evidence",
        words::choice({"documented", "source", "reported", "inferred"}, "how sure it is")},
       {"sources", words::texts("addresses of what it rests on")},
       {"scope", words::choice({"config", "host", "group", "script"}, "what is asked once")},
       {"status", words::choice({"stable", "preview", "deprecated"},
                                "preview: asked only when selected by its code")},
       {"redirect", words::text("code of the rule that reports this; then this one asks nothing")},
       {"roles", words::list_of(words::choice(roles, "role of a config"))},
       {"products", words::texts("products it applies to; default: all")},
       {"fragments", words::flag("also asked of fragments; default true")},
       {"malformed",
        words::flag("also asked of files that .NET's XML reader refuses; default false")},
       {"why", words::text("why it matters")},
       {"symptom", words::text("what the operator will see")},
       {"remedy", words::text("what to do")},
       {"let", words::texts_by_name("names for XPath expressions, used as $name")},
       {"select", words::text("XPath: the places at fault")},
       {"when", words::text("XPath: the guard; $self is the place")},
       {"message", words::text("template with {xpath} holes: what will happen, what to do")},
       {"needs", words::texts("facts, in host.toml's words, without which it is not judged")},
       {"needs-for-pass", words::texts("facts without which it is not passed")},
       {"each",
        words::list_of(words::object({{"of", words::text("XPath: the items")},
                                      {"attributes", words::texts("what must be known of each")}},
                                     {"of", "attributes"}))},
       {"severity-when",
        words::list_of(words::object(
            {{"severity", words::choice({"error", "info", "warning"}, "the other severity")},
             {"when", words::text("XPath: when it counts; $self is the place")}},
            {"severity", "when"}))},
       {"related", words::list_of(words::object(
                       {{"select", words::text("XPath: other places")},
                        {"message", words::text("template: what they have to do with it")}},
                       {"select", "message"}))},
       {"fix", words::list_of(fix_schema())},
       {"example", words::list_of(example_schema())}},
      {"code", "name", "title", "severity", "evidence", "why", "remedy"});
  return words::document("shirlint rule", schema,
                         R"("if": {"required": ["redirect"]}, "else": {"required": )"
                         R"(["select", "message", "example"]},)");
}

}  // namespace

int run_rules_schema(const Arguments& arguments, Session& session) {
  const std::vector<std::string>& names = arguments.positional;
  if (names.size() > 1) {
    complain(session, {"'rules schema' prints one schema: give it one name", {}, {}});
    return exit_trouble;
  }
  const std::string name = names.empty() ? "rule" : names.front();
  std::string schema = name == "rule" ? rule_schema() : input_schema(name);
  if (schema.empty()) schema = output_schema(name);
  if (schema.empty()) {
    const std::vector<std::string_view> known = state::split_choices(schema_names);
    complain(session, {fmt::format("there is no schema '{}'; it is one of {}{}", name,
                                   fmt::join(known, ", "), text::did_you_mean(name, known)),
                       {},
                       {}});
    return exit_trouble;
  }
  session.out.machine(schema);
  return exit_ok;
}

}  // namespace shirlint::cli
