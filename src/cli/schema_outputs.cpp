#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <vector>

#include "cli/json_schema.h"
#include "cli/schemas.h"
#include "report/json.h"
#include "state/schema.h"

namespace shirlint::cli {
namespace {

/// One member of an object that we print. `type`: "text", "text|null", "integer", "integer|null",
/// "flag", "texts", "names" (texts by name), "a|b|c" (one of these), "object" and "list" (of
/// objects, whose members stand behind "path."), "=name" (a shape below) and "=name|null".
/// A path that ends in "?" is not always there.
struct Row {
  std::string_view path;
  std::string_view type;
  std::string_view meaning;
};

using Rows = std::span<const Row>;

constexpr auto location_rows =
    std::to_array<Row>({{"file?", "text", "path, seen from where the tool was started"},
                        {"line?", "integer", "from 1"},
                        {"column?", "integer", "from 1, in code points"},
                        {"end_line?", "integer", "where it ends"},
                        {"end_column?", "integer", "exclusive"},
                        {"fact?", "text", "path of the node in its tree"}});

constexpr auto finding_rows = std::to_array<Row>(
    {{"code", "text", "the rule"},
     {"name", "text", "its name"},
     {"severity", "error|warning|info", "how bad it is here"},
     {"message", "text", "what will happen and what to do"},
     {"evidence", "documented|source|reported|inferred", "how sure it is"},
     {"host", "text", "name of the host"},
     {"location", "=location", "the place at fault"},
     {"related", "list", "other places"},
     {"related.location", "=location", "where"},
     {"related.message", "text", "what it has to do with it"},
     {"fix", "=fix|null", "what would make it go away"},
     {"fingerprint", "text", "the same for the same finding elsewhere, or in other lines"},
     {"url", "text", "where to read more"}});

constexpr auto fix_rows = std::to_array<Row>(
    {{"applicability", "safe|unsafe|manual", "who may apply it"},
     {"title", "text", "what it does"},
     {"edits", "list", "replacements of bytes"},
     {"edits.file?", "text", "the file"},
     {"edits.start?", "integer", "first byte on disk"},
     {"edits.end?", "integer", "behind the last"},
     {"edits.text?", "text", "the new text"},
     {"edits.creates?", "flag", "the file is made by it"},
     {"edits.withheld?", "secret", "instead of all of these: it would show a secret"},
     {"actions", "list", "on the machine"},
     {"actions.kind", "text", "operation of a rule's fix"},
     {"actions.target", "text", "what is changed"},
     {"actions.value", "text", "to what, or the exact command"},
     {"restart", "texts", "services to restart afterwards"}});

constexpr auto error_rows = std::to_array<Row>({{"file?", "text", "the file"},
                                                {"line?", "integer", "from 1"},
                                                {"column?", "integer", "from 1"},
                                                {"message", "text", "what could not be done"}});

constexpr auto unknown_rows = std::to_array<Row>({{"code", "text", "a rule that was not judged"},
                                                  {"host", "text", "of this host"},
                                                  {"needs", "text", "what it needs to know"},
                                                  {"reason", "text", "why that is not known"}});

constexpr auto summary_rows =
    std::to_array<Row>({{"hosts", "integer", "looked at"},
                        {"files", "integer", "looked at"},
                        {"error", "integer", "findings"},
                        {"warning", "integer", "findings"},
                        {"info", "integer", "findings"},
                        {"unknown", "integer", "rules not judged"},
                        {"suppressed", "integer", "findings"},
                        {"fixed", "integer", "findings"},
                        {"fixable", "integer", "findings with a fix that is not manual"}});

constexpr auto head_rows =
    std::to_array<Row>({{"tool", "object", "who wrote it"},
                        {"tool.name", "text", "shirlint"},
                        {"tool.version", "text", "its version"},
                        {"tool.rules", "integer", "rules that were asked"},
                        {"tool.old_tables?", "list", "reference tables older than 180 days"},
                        {"tool.old_tables.name", "text", "of the table"},
                        {"tool.old_tables.as_of", "text", "when it was looked up"},
                        {"tool.old_tables.days", "integer", "how long ago"},
                        {"date", "text", "the day of the judgement"}});

constexpr auto content_rows =
    std::to_array<Row>({{"hosts", "list", "what was looked at"},
                        {"hosts.name", "text", "name of the host"},
                        {"hosts.path", "text", "its folder"},
                        {"hosts.product", "text|null", "adf, purview, ..."},
                        {"hosts.group", "text|null", "the nodes of one runtime share it"},
                        {"hosts.files", "list", "its configs"},
                        {"hosts.files.path", "text", "the file"},
                        {"hosts.files.role", "text", "diahost, diawp, ..."},
                        {"hosts.files.sha256", "text", "of its bytes"},
                        {"findings", "=finding[]", "ordered by host, file, place, code"},
                        {"unknown", "=unknown[]", "neither passed nor failed"},
                        {"suppressed", "list", "findings that somebody answers for"},
                        {"suppressed.finding", "=finding", "which"},
                        {"suppressed.by", "text", "by what"},
                        {"suppressed.reason", "text", "why"},
                        {"suppressed.expires", "text|null", "the last day on which it counts"},
                        {"errors", "=error[]", "what could not be done"}});

constexpr auto run_rows =
    std::to_array<Row>({{"id", "text", "what undo takes"},
                        {"when", "text", "in UTC"},
                        {"who", "text", "the user"},
                        {"reason", "text|null", "--reason"},
                        {"undoes", "text|null", "the run that this one took back"},
                        {"fixed", "texts", "codes"},
                        {"files", "list", "what was written"},
                        {"files.path", "text", "the file"},
                        {"files.before", "text|null", "SHA-256; null: there was none"},
                        {"files.after", "text|null", "SHA-256; null: there is none"},
                        {"files.backup", "text|null", "where the old bytes are kept"},
                        {"restart", "texts", "services to restart"},
                        {"restarted", "texts", "services that were restarted and stayed up"},
                        {"undo", "text|null", "the command that takes it back"},
                        {"note", "text|null", "what else there is to say"},
                        {"proof", "texts", "what was proved before it was written"}});

constexpr auto fixing_rows =
    std::to_array<Row>({{"runs?", "=run[]", "applications of fixes"},
                        {"refused?", "list", "plans that were dropped whole"},
                        {"refused.host", "text", "name of the host"},
                        {"refused.path", "text", "its folder"},
                        {"refused.codes", "texts", "the rules"},
                        {"refused.files", "texts", "the files"},
                        {"refused.reason", "text", "why"},
                        {"unapplied?", "list", "fixes that were dropped"},
                        {"unapplied.code", "text", "the rule"},
                        {"unapplied.location", "=location", "the place"},
                        {"unapplied.reason", "text", "why"},
                        {"unapplied.refuted", "flag", "the proof found it wrong"}});

constexpr auto baseline_rows =
    std::to_array<Row>({{"baseline?", "object", "with --baseline or --write-baseline"},
                        {"baseline.file", "text", "its file"},
                        {"baseline.matched", "integer", "findings that it knew"},
                        {"baseline.stale", "list", "what it knows and was not found"},
                        {"baseline.stale.code", "text", "the rule"},
                        {"baseline.stale.fingerprint", "text", "of the finding"},
                        {"baseline.stale.count", "integer", "how many"},
                        {"baseline.stale.host", "text", "where it was"},
                        {"baseline.stale.file", "text", "where it was"},
                        {"baseline.written", "flag", "this run made the file"},
                        {"baseline.pruned", "flag", "this run took out what is stale"}});

constexpr auto sum_rows = std::to_array<Row>({{"summary", "=summary", "counts"}});
constexpr auto errors_rows = std::to_array<Row>({{"errors", "=error[]", "what could not be done"}});
constexpr auto plan_rows = std::to_array<Row>({{"plan", "text", "the plan's file"}});

constexpr auto route_rows = std::to_array<Row>(
    {{"config", "text", "the file"},
     {"moment", "ok|process-start|config-init|section-read|request", "the earliest that hurts"},
     {"error", "text|null", ".NET's own innermost text"},
     {"proxy", "=proxy|null", "null when the moment is not ok"},
     {"assumed", "texts", "facts that no host.toml told"},
     {"routes", "list", "one for each URL"},
     {"routes.url", "text", "as asked for"},
     {"routes.via", "text", "a proxy's URL, direct, system, script or unknown"},
     {"routes.reason", "text", "why"},
     {"routes.file", "text|null", "the file that decides"},
     {"routes.line", "integer|null", "its line"}});

constexpr auto proxy_rows = std::to_array<Row>(
    {{"mode", "explicit|direct|system|system-manual|script|module", "kind of proxy"},
     {"address", "text|null", "its URL"}});

constexpr auto triage_rows =
    std::to_array<Row>({{"tool", "object", "who wrote it"},
                        {"tool.name", "text", "shirlint"},
                        {"tool.version", "text", "its version"},
                        {"inputs", "texts", "what was read"},
                        {"hosts", "texts", "hosts that were asked"},
                        {"known", "list", "errors with a known cause"},
                        {"known.id", "text", "the signature"},
                        {"known.text", "text", "the passage"},
                        {"known.values", "names", "what stood in its holes"},
                        {"known.count", "integer", "how often"},
                        {"known.places", "list", "where"},
                        {"known.places.input", "text", "which input"},
                        {"known.places.line", "integer", "from 1"},
                        {"known.evidence", "documented|source|reported|inferred", "how sure it is"},
                        {"known.cause", "text", "why it happens"},
                        {"known.remedy", "text", "what to do"},
                        {"known.wrong_advice", "text|null", "published advice that is wrong"},
                        {"known.source", "text", "what it rests on"},
                        {"known.rules", "texts", "rules that look for the cause"},
                        {"known.verdict", "text", "what the host's own findings say"},
                        {"known.findings", "list", "of these rules on the host"},
                        {"known.findings.code", "text", "the rule"},
                        {"known.findings.severity", "error|warning|info", "how bad it is"},
                        {"known.findings.message", "text", "what will happen"},
                        {"known.findings.host", "text", "name of the host"},
                        {"known.findings.location", "=location", "the place"},
                        {"known.unknown", "=unknown[]", "rules that were not judged"}});

constexpr auto rules_rows = std::to_array<Row>(
    {{"rules", "list", "in the order of their codes"},
     {"rules.code", "text", "public and never reused"},
     {"rules.name", "text", "words joined by hyphens"},
     {"rules.title", "text", "the fault in one line"},
     {"rules.severity", "error|warning|info", "how bad it is"},
     {"rules.evidence", "documented|source|reported|inferred", "how sure it is"},
     {"rules.scope", "config|host|group|script", "what is asked once"},
     {"rules.status", "stable|preview|deprecated", "preview: asked only when selected"},
     {"rules.redirect", "text|null", "the rule that reports this"},
     {"rules.fix", "safe|unsafe|manual|none", "the most that a fix of it may be"},
     {"rules.sources", "texts", "addresses of what it rests on"}});

constexpr auto kept_rows = std::to_array<Row>(
    {{"findings", "list", "what does not fail"},
     {"findings.host", "text", "name of the host"},
     {"findings.file", "text", "its file"},
     {"findings.code", "text", "the rule"},
     {"findings.fingerprint", "text", "of the finding"},
     {"findings.count", "integer", "how many"},
     {"hosts", "list", "what the hosts were like"},
     {"hosts.host", "text", "name of the host"},
     {"hosts.version?", "text", "of the runtime"},
     {"hosts.configs", "list", "its configs"},
     {"hosts.configs.role", "text", "diahost, diawp, ..."},
     {"hosts.configs.proxy?", "text", "kind of proxy"},
     {"hosts.configs.address?", "text", "the proxy, secrets masked"},
     {"hosts.configs.configured?", "flag", "it has a defaultProxy that sets something"},
     {"hosts.configs.settings?", "names", "of <runtime>"}});

struct Shape {
  std::string_view name;
  Rows rows;
};

constexpr std::array shapes = {Shape{"location", location_rows}, Shape{"finding", finding_rows},
                               Shape{"fix", fix_rows},           Shape{"error", error_rows},
                               Shape{"unknown", unknown_rows},   Shape{"summary", summary_rows},
                               Shape{"run", run_rows},           Shape{"proxy", proxy_rows}};

std::vector<Row> rows_of(std::string_view name) {
  std::vector<Row> out;
  const auto add = [&](std::initializer_list<Rows> parts) {
    for (const Rows& part : parts) out.insert(out.end(), part.begin(), part.end());
  };
  if (name == "check") add({head_rows, content_rows, fixing_rows, baseline_rows, sum_rows});
  if (name == "host-report") add({head_rows, content_rows, fixing_rows, sum_rows});
  if (name == "summary") add({head_rows, errors_rows, fixing_rows, baseline_rows, sum_rows});
  if (name == "apply") add({head_rows, plan_rows, errors_rows, fixing_rows});
  if (name == "route") add({route_rows});
  if (name == "triage") add({triage_rows});
  if (name == "rules") add({rules_rows});
  if (name == "baseline") add({kept_rows});
  return out;
}

std::string object_of(Rows rows, const std::string& prefix, std::vector<std::string_view>& used);

std::string reference(std::string_view type, std::vector<std::string_view>& used) {
  const auto ends_in = [&](std::string_view end) {
    return type.size() > end.size() && type.substr(type.size() - end.size()) == end;
  };
  std::string_view name = type.substr(1);
  if (ends_in("[]")) name.remove_suffix(2);
  if (ends_in("|null")) name.remove_suffix(5);
  used.push_back(name);
  std::string ref = fmt::format(R"({{"$ref": "#/$defs/{}"}})", name);
  if (ends_in("[]")) return words::list_of(ref);
  if (ends_in("|null")) return fmt::format(R"({{"oneOf": [{{"type": "null"}}, {}]}})", ref);
  return ref;
}

std::string value_of(const Row& row, Rows rows, const std::string& path,
                     std::vector<std::string_view>& used) {
  if (row.type == "text") return words::text(row.meaning);
  if (row.type == "integer") return words::integer(row.meaning);
  if (row.type == "flag") return words::flag(row.meaning);
  if (row.type == "texts") return words::texts(row.meaning);
  if (row.type == "names") return words::texts_by_name(row.meaning);
  if (row.type == "object") return object_of(rows, path + ".", used);
  if (row.type == "list") return words::list_of(object_of(rows, path + ".", used));
  if (row.type.front() == '=') return reference(row.type, used);
  if (row.type == "text|null" || row.type == "integer|null") {
    return fmt::format(R"({{"type": ["{}", "null"], "description": {}}})",
                       row.type == "text|null" ? "string" : "integer",
                       report::json_string(row.meaning));
  }
  return words::choice(state::split_choices(row.type), row.meaning);
}

std::string object_of(Rows rows, const std::string& prefix, std::vector<std::string_view>& used) {
  std::vector<words::Property> properties;
  std::vector<std::string_view> required;
  for (const Row& row : rows) {
    if (row.path.substr(0, prefix.size()) != prefix) continue;
    std::string_view name = row.path.substr(prefix.size());
    if (name.find('.') != std::string_view::npos) continue;
    const bool optional = name.back() == '?';
    if (optional) name.remove_suffix(1);
    if (!optional) required.push_back(name);
    properties.push_back(
        {std::string(name), value_of(row, rows, prefix + std::string(name), used)});
  }
  return words::object(properties, required, true);
}

/// The shapes that `used` names, and those that they name.
std::string definitions(std::vector<std::string_view> used) {
  std::vector<words::Property> out;
  for (std::size_t at = 0; at < used.size(); ++at) {
    const std::string_view name = used[at];
    if (std::find(used.begin(), used.begin() + static_cast<std::ptrdiff_t>(at), name) !=
        used.begin() + static_cast<std::ptrdiff_t>(at)) {
      continue;
    }
    for (const Shape& shape : shapes) {
      if (shape.name != name) continue;
      out.push_back({std::string(name), object_of(shape.rows, "", used)});
    }
  }
  std::vector<std::string> lines;
  lines.reserve(out.size());
  for (const words::Property& item : out) {
    lines.push_back(fmt::format("{}: {}", report::json_string(item.name), item.type));
  }
  return out.empty() ? std::string() : fmt::format("\"$defs\": {{{}}},", fmt::join(lines, ",\n "));
}

}  // namespace

std::string output_schema(std::string_view name) {
  std::vector<Row> rows = rows_of(name);
  if (rows.empty()) return {};
  const std::string id = fmt::format("shirlint.{}/1", name);
  rows.insert(rows.begin(), {"schema", id, "the format"});
  std::vector<std::string_view> used;
  const std::string object = object_of(rows, "", used);
  return words::document(fmt::format("shirlint: JSON of {}", id), object, definitions(used));
}

}  // namespace shirlint::cli
