#include "report/sarif_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/base64.h"
#include "text/secret.h"

namespace shirlint::report {
namespace {

std::string joined(std::initializer_list<std::string_view> parts, std::string_view between) {
  std::string out;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

/// GitHub orders alerts by it. Sources: how sure a statement is.
std::string_view precision(rules::Evidence evidence) {
  switch (evidence) {
    case rules::Evidence::documented:
    case rules::Evidence::source:
      return "very-high";
    case rules::Evidence::reported:
      return "high";
    case rules::Evidence::inferred:
      break;
  }
  return "medium";
}

std::string_view problem_severity(rules::Severity severity) {
  return severity == rules::Severity::info ? "recommendation" : rules::to_text(severity);
}

void write_rule(const rules::Rule& rule, JsonWriter& json) {
  const std::string sees = rule.symptom.empty() ? "" : fmt::format("You see: {}", rule.symptom);
  const std::string help =
      joined({rule.why.empty() ? rule.title : rule.why, sees, rule.remedy}, "\n\n");
  json.begin_object();
  json.member("id", rule.code);
  json.member("name", rule.name);
  json.key("shortDescription");
  write_sarif_message(rule.title, json);
  json.key("fullDescription");
  write_sarif_message(rule.why.empty() ? rule.title : rule.why, json);
  json.key("help");
  write_sarif_message(help, json);
  if (!rule_url(rule).empty()) json.member("helpUri", rule_url(rule));
  json.key("defaultConfiguration").begin_object();
  json.member("level", sarif_level(rule.severity));
  json.end_object();
  json.key("properties").begin_object();
  json.key("tags").begin_array();
  json.text(rule.code.substr(0, rule.code.find_first_of("0123456789")));
  json.text(rules::to_text(rule.evidence));
  json.end_array();
  json.member("precision", precision(rule.evidence));
  json.member("problem.severity", problem_severity(rule.severity));
  json.end_object();
  json.end_object();
}

void write_region(text::Position start, text::Position end, JsonWriter& json) {
  json.begin_object();
  json.key("startLine").number(std::max(start.line, 1U));
  if (start.line != 0) json.key("startColumn").number(start.column);
  if (start.line != 0 && end.line != 0) {
    json.key("endLine").number(end.line);
    json.key("endColumn").number(end.column);
  }
  json.end_object();
}

void write_replacement(const lint::Edit& edit, JsonWriter& json) {
  const bool as_text = edit.from.line != 0;
  json.begin_object();
  json.key("deletedRegion");
  if (as_text) {
    write_region(edit.from, edit.to, json);
  } else {
    json.begin_object();
    json.key("byteOffset").number(edit.start);
    json.key("byteLength").number(edit.end - edit.start);
    json.end_object();
  }
  json.key("insertedContent").begin_object();
  if (as_text) {
    json.member("text", edit.text);
  } else {
    json.member("binary", text::to_base64(edit.bytes));
  }
  json.end_object();
  json.end_object();
}

/// "contoso" of "https://dev.azure.com/contoso/" and of "https://contoso.visualstudio.com/".
std::string organization(std::string_view uri) {
  const std::size_t scheme = uri.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view rest = uri.substr(scheme + 3);
  const std::string_view host = rest.substr(0, rest.find('/'));
  constexpr std::string_view old = ".visualstudio.com";
  if (host.size() > old.size() && host.substr(host.size() - old.size()) == old) {
    return std::string(host.substr(0, host.size() - old.size()));
  }
  rest.remove_prefix(std::min(host.size() + 1, rest.size()));
  return std::string(rest.substr(0, rest.find('/')));
}

}  // namespace

std::string_view sarif_level(rules::Severity severity) {
  return severity == rules::Severity::info ? "note" : rules::to_text(severity);
}

void write_sarif_message(std::string_view text, JsonWriter& json) {
  json.begin_object();
  json.member("text", text);
  json.end_object();
}

void write_sarif_tool(const FormatSettings& settings, JsonWriter& json) {
  json.begin_object();
  json.key("driver").begin_object();
  json.member("name", "shirlint");
  json.member("fullName", "shirlint: what .NET, Java and Windows will do with a SHIR host");
  json.member("version", settings.tool.version);
  json.member("semanticVersion", settings.tool.version);
  // Wanted by Microsoft's validator; what the tool is about, as it has no page of its own.
  json.member(
      "informationUri",
      "https://learn.microsoft.com/azure/data-factory/create-self-hosted-integration-runtime");
  json.key("rules").begin_array();
  for (const rules::Rule* rule : settings.rules) write_rule(*rule, json);
  json.end_array();
  json.end_object();
  json.end_object();
}

void write_sarif_automation(const Pipeline& pipeline, std::string_view date, JsonWriter& json) {
  const std::string owner = organization(pipeline.collection_uri);
  const auto present = {std::string_view(owner),
                        std::string_view(pipeline.project_id),
                        std::string_view(pipeline.definition_id),
                        std::string_view(pipeline.definition_name),
                        std::string_view(pipeline.phase_id),
                        std::string_view(pipeline.phase_name),
                        std::string_view(pipeline.branch),
                        std::string_view(pipeline.build_id)};
  const bool azure = std::none_of(present.begin(), present.end(),
                                  [](std::string_view value) { return value.empty(); });
  json.begin_object();
  if (!azure) {
    json.member("id", fmt::format("shirlint/{}", date));
    json.end_object();
    return;
  }
  const std::string prefix = "azuredevops/pipeline/build/";
  json.member("id", prefix + fmt::format("{}/{}/{}/{}/{}/{}", owner, pipeline.project_id,
                                         pipeline.definition_id, pipeline.phase_id, pipeline.branch,
                                         pipeline.build_id));
  json.key("properties").begin_object();
  json.member(prefix + "buildDefinitionId", pipeline.definition_id);
  json.member(prefix + "buildDefinitionName", pipeline.definition_name);
  json.member(prefix + "phaseId", pipeline.phase_id);
  json.member(prefix + "phaseName", pipeline.phase_name);
  json.end_object();
  json.end_object();
}

bool has_sarif_fix(const lint::Finding& finding) {
  if (!finding.fix || finding.fix->edits.empty() ||
      finding.fix->applicability == rules::Applicability::manual) {
    return false;
  }
  return std::none_of(finding.fix->edits.begin(), finding.fix->edits.end(),
                      [](const lint::Edit& edit) {
                        return edit.withheld || text::mask(edit.text) != edit.text ||
                               text::mask_value(edit.text) != edit.text;
                      });
}

void write_sarif_fix(const lint::FixOffer& fix, const Places& places, JsonWriter& json) {
  json.begin_object();
  json.key("description");
  write_sarif_message(fmt::format("{} ({})", fix.title, rules::to_text(fix.applicability)), json);
  json.key("artifactChanges").begin_array();
  for (auto edit = fix.edits.begin(); edit != fix.edits.end();) {
    const std::string& file = edit->file;
    json.begin_object();
    json.key("artifactLocation").begin_object();
    json.member("uri", places.uri(file));
    json.end_object();
    json.key("replacements").begin_array();
    for (; edit != fix.edits.end() && edit->file == file; ++edit) write_replacement(*edit, json);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_sarif_place(const lint::Location& place, const std::string& file, const Places& places,
                       JsonWriter& json) {
  json.begin_object();
  json.key("artifactLocation").begin_object();
  json.member("uri", places.uri(file));
  json.end_object();
  json.key("region");
  write_region(place.start, place.end, json);
  json.end_object();
}

}  // namespace shirlint::report
