#include "report/json.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "report/display.h"
#include "report/places.h"
#include "report/text_run.h"
#include "text/secret.h"

namespace shirlint::report {
namespace {

using Json = nlohmann::ordered_json;

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Character c = next_character(text.substr(i));
    out += c.valid ? text.substr(i, c.size) : std::string_view("\xef\xbf\xbd");
    i += c.size;
  }
  return out;
}

Json string(std::string_view text) { return valid_utf8(text::mask(text)); }

Json string_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : string(text); }

/// JSON's bytes, with what must not be seen in a log written as \uXXXX. `#` and characters beyond
/// ASCII occur in strings only, so this needs no knowledge of where it is.
std::string encode(const Json& value, int indent) {
  const std::string raw = value.dump(indent);
  const std::string_view view = raw;
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < view.size();) {
    const Character c = next_character(view.substr(i));
    const auto code = static_cast<std::uint32_t>(c.code);
    const bool our_line_feed = c.code == '\n';
    if (c.code == '#' && command_size(view, i, false) != 0) {
      out += "\\u0023";
    } else if (is_hostile(c.code) && !our_line_feed) {
      if (code > 0xffff) {
        const std::uint32_t rest = code - 0x10000;
        out += fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10U), 0xdc00 + (rest & 0x3ffU));
      } else {
        out += fmt::format("\\u{:04x}", code);
      }
    } else {
      out += view.substr(i, c.size);
    }
    i += c.size;
  }
  return out;
}

Json location(const lint::Location& place) {
  Json out = Json::object();
  if (!place.file.empty()) out["file"] = string(place.file);
  if (place.start.line != 0) {
    out["line"] = place.start.line;
    out["column"] = place.start.column;
  }
  if (place.start.line != 0 && place.end.line != 0) {
    out["end_line"] = place.end.line;
    out["end_column"] = place.end.column;
  }
  if (!place.fact.empty()) out["fact"] = string(place.fact);
  return out;
}

Json edit(const lint::Edit& edit) {
  // With a part of it masked it would be another edit.
  if (edit.withheld || text::mask_value(edit.text) != edit.text) return {{"withheld", "secret"}};
  Json out = {{"file", string(edit.file)},
              {"start", edit.start},
              {"end", edit.end},
              {"text", valid_utf8(edit.text)}};
  if (!edit.like.empty()) out["creates"] = true;
  return out;
}

Json fix(const std::optional<lint::FixOffer>& offer) {
  if (!offer) return nullptr;
  Json out = {{"applicability", rules::to_text(offer->applicability)},
              {"title", string(offer->title)},
              {"edits", Json::array()},
              {"actions", Json::array()},
              {"restart", Json::array()}};
  for (const lint::Edit& item : offer->edits) out["edits"].push_back(edit(item));
  for (const lint::Action& action : offer->actions) {
    const bool file = action.kind == rules::to_text(rules::Operation::create_file);
    const std::string value = file ? text::mask(action.value) : text::mask_value(action.value);
    out["actions"].push_back({{"kind", string(action.kind)},
                              {"target", string(action.target)},
                              {"value", valid_utf8(value)}});
  }
  for (const std::string& service : offer->restart) out["restart"].push_back(string(service));
  return out;
}

Json finding(const lint::Finding& found) {
  Json related = Json::array();
  for (const lint::Related& item : found.related) {
    related.push_back({{"location", location(item.location)}, {"message", string(item.message)}});
  }
  return {{"code", string(found.rule->code)},
          {"name", string(found.rule->name)},
          {"severity", rules::to_text(found.severity)},
          {"message", string(found.message)},
          {"evidence", rules::to_text(found.rule->evidence)},
          {"host", string(found.host)},
          {"location", location(found.location)},
          {"related", std::move(related)},
          {"fix", fix(found.fix)},
          {"fingerprint", string(found.fingerprint)},
          {"url", string(rule_url(*found.rule))}};
}

Json error(const text::Error& error) {
  Json out = Json::object();
  if (!error.file.empty()) out["file"] = string(error.file);
  if (error.at.line != 0) {
    out["line"] = error.at.line;
    out["column"] = error.at.column;
  }
  out["message"] = string(error.message);
  return out;
}

Json host(const lint::HostReport& host) {
  Json files = Json::array();
  for (const lint::FileReport& file : host.files) {
    files.push_back({{"path", string(file.path)},
                     {"role", string(file.role)},
                     {"sha256", string(file.sha256)}});
  }
  Json out = {{"name", string(host.name)},
              {"path", string(host.path)},
              {"product", string_or_null(host.product)},
              {"group", string_or_null(host.group)},
              {"files", std::move(files)}};
  if (!host.date.empty()) out["date"] = string(host.date);
  return out;
}

/// The day of the judgement: its own of a host that checked itself.
std::string_view day_of(const lint::HostReport& host, std::string_view date) {
  return host.date.empty() ? date : std::string_view(host.date);
}

Json summary(const lint::Summary& sums) {
  return {{"hosts", sums.hosts},           {"files", sums.files}, {"error", sums.error},
          {"warning", sums.warning},       {"info", sums.info},   {"unknown", sums.unknown},
          {"suppressed", sums.suppressed}, {"fixed", sums.fixed}, {"fixable", sums.fixable}};
}

Json head(std::string_view schema, const lint::ToolInfo& tool, std::string_view date) {
  Json about = {{"name", "shirlint"}, {"version", string(tool.version)}, {"rules", tool.rules}};
  for (const shir::OldTable& table : tool.old_tables) {
    about["old_tables"].push_back(
        {{"name", string(table.name)}, {"as_of", string(table.as_of)}, {"days", table.days}});
  }
  return {{"schema", schema}, {"tool", std::move(about)}, {"date", string(date)}};
}

/// The lists of the contract's object, filled host by host.
class Lists {
 public:
  void add(const lint::HostReport& report) {
    hosts_.push_back(host(report));
    add_contents(report);
  }

  void add_contents(const lint::HostReport& report) {
    for (const lint::Finding& found : report.findings) findings_.push_back(finding(found));
    for (const lint::Unknown& item : report.unknown) {
      unknown_.push_back({{"code", string(item.rule->code)},
                          {"host", string(item.host)},
                          {"needs", string(item.needs)},
                          {"reason", string(item.reason)}});
    }
    for (const lint::Suppressed& item : report.suppressed) {
      suppressed_.push_back({{"finding", finding(item.finding)},
                             {"by", string(item.by)},
                             {"reason", string(item.reason)},
                             {"expires", string_or_null(item.expires)}});
    }
    add(report.errors);
  }

  void add(const std::vector<text::Error>& errors) {
    for (const text::Error& item : errors) errors_.push_back(error(item));
  }

  void move_into(Json& object) {
    object["hosts"] = std::move(hosts_);
    object["findings"] = std::move(findings_);
    object["unknown"] = std::move(unknown_);
    object["suppressed"] = std::move(suppressed_);
    object["errors"] = std::move(errors_);
  }

 private:
  Json hosts_ = Json::array();
  Json findings_ = Json::array();
  Json unknown_ = Json::array();
  Json suppressed_ = Json::array();
  Json errors_ = Json::array();
};

Json strings(const std::vector<std::string>& items) {
  Json out = Json::array();
  for (const std::string& item : items) out.push_back(string(item));
  return out;
}

Json run(const lint::RunReport& item) {
  Json files = Json::array();
  for (const lint::RunReport::File& file : item.files) {
    files.push_back({{"path", string(file.path)},
                     {"before", string_or_null(file.before)},
                     {"after", string_or_null(file.after)},
                     {"backup", string_or_null(file.backup)}});
  }
  return {{"id", string(item.id)},
          {"when", string(item.when)},
          {"who", string(item.who)},
          {"reason", string_or_null(item.reason)},
          {"undoes", string_or_null(item.undoes)},
          {"fixed", strings(item.fixed)},
          {"files", std::move(files)},
          {"restart", strings(item.restart)},
          {"restarted", strings(item.restarted)},
          {"undo", string_or_null(item.undo)},
          {"note", string_or_null(note_of(item))},
          {"proof", strings(item.proof)}};
}

void add_runs(const lint::Report& report, Json& object) {
  Json runs = Json::array();
  for (const lint::RunReport& item : report.runs) runs.push_back(run(item));
  object["runs"] = std::move(runs);
  if (!report.refused.empty()) {
    Json refused = Json::array();
    for (const lint::RefusedPlan& item : report.refused) {
      refused.push_back({{"host", string(item.host)},
                         {"path", string(item.path)},
                         {"codes", strings(item.codes)},
                         {"files", strings(item.files)},
                         {"reason", string(item.reason)}});
    }
    object["refused"] = std::move(refused);
  }
  if (report.unapplied.empty()) return;
  Json unapplied = Json::array();
  for (const lint::UnappliedFix& item : report.unapplied) {
    unapplied.push_back({{"code", string(item.code)},
                         {"location", location(item.location)},
                         {"reason", string(item.reason)},
                         {"refuted", !item.refuted.empty()}});
  }
  object["unapplied"] = std::move(unapplied);
}

void add_baseline(const lint::Report& report, Json& object) {
  if (!report.baseline) return;
  const lint::BaselineReport& baseline = *report.baseline;
  Json stale = Json::array();
  for (const lint::KnownFinding& item : baseline.stale) {
    stale.push_back({{"code", string(item.code)},
                     {"fingerprint", string(item.fingerprint)},
                     {"count", item.count},
                     {"host", string(item.host)},
                     {"file", string(item.file)}});
  }
  using Change = lint::BaselineReport::Change;
  object["baseline"] = {{"file", string(baseline.file)},
                        {"matched", baseline.matched},
                        {"stale", std::move(stale)},
                        {"written", baseline.change == Change::written},
                        {"pruned", baseline.change == Change::pruned}};
}

void write(const Json& object, int indent, Sink& sink) {
  sink.machine(encode(object, indent));
  sink.machine("\n");
}

}  // namespace

void write_json(const lint::Report& report, Sink& sink) {
  Json out = head("shirlint.check/1", report.tool, report.date);
  Lists lists;
  for (const lint::HostReport& item : report.hosts) lists.add(item);
  lists.add(report.errors);
  lists.move_into(out);
  add_runs(report, out);
  add_baseline(report, out);
  out["summary"] = summary(report.summary);
  write(out, 2, sink);
}

void write_apply_json(const lint::Report& report, std::string_view plan, Sink& sink) {
  Json out = head("shirlint.apply/1", report.tool, report.date);
  out["plan"] = string(plan);
  Json errors = Json::array();
  for (const text::Error& item : report.errors) errors.push_back(error(item));
  out["errors"] = std::move(errors);
  add_runs(report, out);
  write(out, 2, sink);
}

void write_jsonl_host(const lint::ToolInfo& tool, std::string_view date,
                      const lint::HostReport& host, Sink& sink) {
  Json out = head("shirlint.host-report/1", tool, day_of(host, date));
  Lists lists;
  lists.add(host);
  lists.move_into(out);
  out["runs"] = Json::array();
  lint::Summary sums;
  lint::count(sums, host);
  out["summary"] = summary(sums);
  write(out, -1, sink);
}

void write_jsonl_group(const lint::ToolInfo& tool, std::string_view date,
                       const lint::HostReport& group, Sink& sink) {
  Json out = head("shirlint.host-report/1", tool, day_of(group, date));
  Lists lists;
  lists.add_contents(group);
  lists.move_into(out);
  out["runs"] = Json::array();
  lint::Summary sums;
  lint::count(sums, group.findings, group.unknown);
  out["summary"] = summary(sums);
  write(out, -1, sink);
}

void write_jsonl_summary(const lint::Report& report, Sink& sink) {
  Json out = head("shirlint.summary/1", report.tool, report.date);
  Json errors = Json::array();
  for (const text::Error& item : report.errors) errors.push_back(error(item));
  out["errors"] = std::move(errors);
  if (!report.runs.empty() || !report.unapplied.empty() || !report.refused.empty()) {
    add_runs(report, out);
  }
  add_baseline(report, out);
  out["summary"] = summary(report.summary);
  write(out, -1, sink);
}

void write_jsonl(const lint::Report& report, Sink& sink) {
  for (const lint::HostReport& host : report.hosts) {
    write_jsonl_host(report.tool, report.date, host, sink);
  }
  write_jsonl_summary(report, sink);
}

std::string json_string(std::string_view text) { return encode(string(text), -1); }

}  // namespace shirlint::report
