// What the JSON that we print is made of: the rows that schema_outputs.cpp makes schemas from.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace shirlint::cli {

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

inline constexpr auto location_rows =
    std::to_array<Row>({{"file?", "text", "path, seen from where the tool was started"},
                        {"line?", "integer", "from 1"},
                        {"column?", "integer", "from 1, in code points"},
                        {"end_line?", "integer", "where it ends"},
                        {"end_column?", "integer", "exclusive"},
                        {"fact?", "text", "path of the node in its tree"}});

inline constexpr auto finding_rows = std::to_array<Row>(
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

inline constexpr auto fix_rows = std::to_array<Row>(
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

inline constexpr auto error_rows =
    std::to_array<Row>({{"file?", "text", "the file"},
                        {"line?", "integer", "from 1"},
                        {"column?", "integer", "from 1"},
                        {"message", "text", "what could not be done"}});

inline constexpr auto unknown_rows =
    std::to_array<Row>({{"code", "text", "a rule that was not judged"},
                        {"host", "text", "of this host"},
                        {"needs", "text", "what it needs to know"},
                        {"reason", "text", "why that is not known"}});

inline constexpr auto summary_rows =
    std::to_array<Row>({{"hosts", "integer", "looked at"},
                        {"files", "integer", "looked at"},
                        {"error", "integer", "findings"},
                        {"warning", "integer", "findings"},
                        {"info", "integer", "findings"},
                        {"unknown", "integer", "rules not judged"},
                        {"suppressed", "integer", "findings"},
                        {"fixed", "integer", "findings"},
                        {"fixable", "integer", "findings with a fix that is not manual"}});

inline constexpr auto head_rows =
    std::to_array<Row>({{"tool", "object", "who wrote it"},
                        {"tool.name", "text", "shirlint"},
                        {"tool.version", "text", "its version"},
                        {"tool.rules", "integer", "rules that were asked"},
                        {"tool.old_tables?", "list", "reference tables older than 180 days"},
                        {"tool.old_tables.name", "text", "of the table"},
                        {"tool.old_tables.as_of", "text", "when it was looked up"},
                        {"tool.old_tables.days", "integer", "how long ago"},
                        {"date", "text", "the day of the judgement"}});

inline constexpr auto content_rows =
    std::to_array<Row>({{"hosts", "list", "what was looked at"},
                        {"hosts.name", "text", "name of the host"},
                        {"hosts.path", "text", "its folder"},
                        {"hosts.product", "text|null", "adf, purview, ..."},
                        {"hosts.group", "text|null", "the nodes of one runtime share it"},
                        {"hosts.files", "list", "its configs"},
                        {"hosts.files.path", "text", "the file"},
                        {"hosts.files.role", "text", "diahost, diawp, ..."},
                        {"hosts.files.sha256", "text", "of its bytes"},
                        {"hosts.date?", "text", "--from-reports: the day it was judged"},
                        {"findings", "=finding[]", "ordered by host, file, place, code"},
                        {"unknown", "=unknown[]", "neither passed nor failed"},
                        {"suppressed", "list", "findings that somebody answers for"},
                        {"suppressed.finding", "=finding", "which"},
                        {"suppressed.by", "text", "by what"},
                        {"suppressed.reason", "text", "why"},
                        {"suppressed.expires", "text|null", "the last day on which it counts"},
                        {"errors", "=error[]", "what could not be done"}});

inline constexpr auto run_rows =
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

inline constexpr auto fixing_rows =
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

inline constexpr auto baseline_rows =
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

inline constexpr auto sum_rows = std::to_array<Row>({{"summary", "=summary", "counts"}});
inline constexpr auto errors_rows =
    std::to_array<Row>({{"errors", "=error[]", "what could not be done"}});
inline constexpr auto plan_rows = std::to_array<Row>({{"plan", "text", "the plan's file"}});

inline constexpr auto route_rows = std::to_array<Row>(
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

inline constexpr auto proxy_rows = std::to_array<Row>(
    {{"mode", "explicit|direct|system|system-manual|script|module", "kind of proxy"},
     {"address", "text|null", "its URL"}});

inline constexpr auto triage_rows =
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

inline constexpr auto rules_rows = std::to_array<Row>(
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

inline constexpr auto kept_rows = std::to_array<Row>(
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

inline constexpr auto told_rows =
    std::to_array<Row>({{"state", "known|absent", "what this host tells"},
                        {"value", "text|null", "null when it is absent"},
                        {"file", "text|null", "where it stands"},
                        {"line", "integer|null", "from 1"},
                        {"column", "integer|null", "from 1"}});

inline constexpr auto difference_rows = std::to_array<Row>(
    {{"area", "loads|proxy|routes|java|roots|tls|state|config|verdict", "what it is about"},
     {"fact", "text", "its name in host.toml, or in a tree"},
     {"what", "text", "the same for people"},
     {"good", "=told", "what GOOD tells"},
     {"bad", "=told", "what BAD tells"},
     {"items", "texts", "what it is so for, such as URLs"},
     {"meaning", "text|null", "what follows from it"},
     {"equal", "text|null", "what would make both equal"},
     {"causes", "list", "findings that it explains"},
     {"causes.code", "text", "the rule"},
     {"causes.severity", "error|warning|info", "how bad it is"},
     {"causes.host", "good|bad", "whose finding"},
     {"causes.title", "text", "the fault in one line"},
     {"causes.message", "text", "what will happen and what to do"},
     {"checked_by", "texts", "rules whose words `meaning` has"},
     {"minor", "flag", "one of many of its kind, which hardly ever count"}});

inline constexpr auto compare_rows =
    std::to_array<Row>({{"hosts", "object", "who is compared"},
                        {"hosts.good", "=compared", "GOOD"},
                        {"hosts.bad", "=compared", "BAD"},
                        {"differences", "=difference[]", "effective values first"},
                        {"own", "=difference[]", "what belongs to one machine"},
                        {"unknown", "list", "what one of the hosts does not tell"},
                        {"unknown.fact", "text", "its name"},
                        {"unknown.host", "good|bad", "who does not tell it"},
                        {"unknown.reason", "text", "why"},
                        {"errors", "list", "what could not be done"},
                        {"errors.file", "text|null", "the file"},
                        {"errors.line", "integer|null", "from 1"},
                        {"errors.column", "integer|null", "from 1"},
                        {"errors.message", "text", "what went wrong"},
                        {"summary", "object", "counts"},
                        {"summary.differences", "integer", "of them"},
                        {"summary.causes", "integer", "differences that BAD fails for"},
                        {"summary.own", "integer", "of them"},
                        {"summary.unknown", "integer", "of them"}});

inline constexpr auto compared_rows = std::to_array<Row>({{"name", "text", "name of the host"},
                                                          {"path", "text|null", "its folder"},
                                                          {"live", "flag", "it is this machine"}});

}  // namespace shirlint::cli
