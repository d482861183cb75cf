#include "report/triage.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/display.h"
#include "report/json_writer.h"
#include "report/text_parts.h"
#include "report/wrap.h"

namespace shirlint::report {
namespace {

using triage::Diagnosis;
using triage::Verdict;

constexpr std::size_t places_shown = 5;
constexpr std::size_t longest_passage = 400;  // bytes, for people

std::string shortened(const std::string& text) {
  if (text.size() <= longest_passage) return text;
  std::size_t end = longest_passage;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end) + " ...";
}

std::string places_of(const Diagnosis& item) {
  std::string text;
  std::string_view input;
  const std::size_t shown = std::min(item.places.size(), places_shown);
  for (std::size_t at = 0; at < shown; ++at) {
    const triage::Place& place = item.places[at];
    if (at != 0) text += ", ";
    text += place.input == input ? fmt::to_string(place.line)
                                 : fmt::format("{}:{}", visible(place.input), place.line);
    input = place.input;
  }
  return item.count > shown ? fmt::format("{} ({} times)", text, item.count) : text;
}

std::string_view how_sure(rules::Evidence evidence) {
  switch (evidence) {
    case rules::Evidence::reported:
      return "Users report: ";
    case rules::Evidence::inferred:
      return "Likely: ";
    case rules::Evidence::documented:
    case rules::Evidence::source:
      break;
  }
  return "";
}

void write_verdict(const Diagnosis& item, Pen& pen) {
  for (const lint::Finding& finding : item.findings) {
    const std::string place = place_text(finding.location, finding.host);
    pen.paragraph(body_indent, severity_style(finding.severity), "is there ",
                  fmt::format("{} {}: {}", finding.rule->code, place, finding.message));
  }
  std::vector<std::pair<std::string, std::string>> missing;  // what is not known, for which rules
  for (const lint::Unknown& unknown : item.unknown) {
    const std::string what = fmt::format("{} ({})", unknown.needs, unknown.reason);
    auto same = std::find_if(missing.begin(), missing.end(),
                             [&](const auto& other) { return other.first == what; });
    if (same == missing.end()) same = missing.insert(missing.end(), {what, ""});
    if (same->second.find(unknown.rule->code) != std::string::npos) continue;
    same->second += (same->second.empty() ? "" : ", ") + std::string(unknown.rule->code);
  }
  for (const auto& [what, codes] : missing) {
    pen.paragraph(body_indent, Style::yellow, "unknown  ", fmt::format("{}, for {}", what, codes));
  }
  if (item.verdict == Verdict::absent) {
    pen.paragraph(body_indent, Style::green, "not here ",
                  "no rule that looks for it finds anything on this host");
  }
}

void write_item(const Diagnosis& item, Pen& pen) {
  const triage::Signature& known = *item.signature;
  for (const std::string& line : wrap(shortened(item.passage), pen.width())) {
    pen.put(Style::bold, line).end_line();
  }
  pen.put(Style::blue, "  --> ").put(places_of(item)).end_line();
  pen.paragraph(body_indent, Style::plain, "cause    ",
                fmt::format("{}{}", how_sure(known.evidence), filled(item, known.cause)));
  pen.paragraph(body_indent, Style::green, "to do    ", filled(item, known.remedy));
  if (!known.wrong.empty()) {
    pen.paragraph(body_indent, Style::yellow, "beware   ", filled(item, known.wrong));
  }
  if (!known.rules.empty()) {
    pen.paragraph(body_indent, Style::dim, "rules    ",
                  fmt::format("{}", fmt::join(known.rules, ", ")));
  }
  pen.paragraph(body_indent, Style::dim, "source   ", known.source);
  write_verdict(item, pen);
  pen.end_line();
}

void write_end(const triage::Answer& answer, Pen& pen) {
  if (answer.items.empty()) {
    pen.paragraph("", Style::plain, "",
                  "Nothing in it is known to shirlint. Give it more of the text: the whole message "
                  "with what stands below it, or the log around it. 'shirlint check FOLDER' looks "
                  "for causes on the host itself.");
    return;
  }
  pen.put(Style::bold, counted(answer.items.size(), "known error")).end_line();
  const bool checked =
      std::any_of(answer.items.begin(), answer.items.end(),
                  [](const Diagnosis& item) { return !item.signature->rules.empty(); });
  if (answer.hosts.empty() && checked) {
    pen.paragraph("", Style::plain, "",
                  "With --host FOLDER the rules named here are asked, and which cause is really "
                  "there is told.");
  }
}

void write_finding_json(const lint::Finding& finding, JsonWriter& json) {
  json.begin_object();
  json.member("code", finding.rule->code);
  json.member("severity", rules::to_text(finding.severity));
  json.member("message", finding.message);
  json.member("host", finding.host);
  json.key("location").begin_object();
  const lint::Location& place = finding.location;
  if (!place.file.empty()) json.member("file", place.file);
  if (place.start.line != 0) {
    json.key("line").number(place.start.line);
    json.key("column").number(place.start.column);
  }
  if (!place.fact.empty()) json.member("fact", place.fact);
  json.end_object();
  json.end_object();
}

template <class Items>
void write_texts(std::string_view name, const Items& items, JsonWriter& json) {
  json.key(name).begin_array();
  for (const auto& item : items) json.text(item);
  json.end_array();
}

void write_verdict_json(const Diagnosis& item, JsonWriter& json) {
  json.member("verdict", to_text(item.verdict));
  json.key("findings").begin_array();
  for (const lint::Finding& finding : item.findings) write_finding_json(finding, json);
  json.end_array();
  json.key("unknown").begin_array();
  for (const lint::Unknown& unknown : item.unknown) {
    json.begin_object();
    json.member("code", unknown.rule->code);
    json.member("host", unknown.host);
    json.member("needs", unknown.needs);
    json.member("reason", unknown.reason);
    json.end_object();
  }
  json.end_array();
}

void write_item_json(const Diagnosis& item, JsonWriter& json) {
  const triage::Signature& known = *item.signature;
  json.begin_object();
  json.member("id", known.id);
  json.member("text", item.passage);
  json.key("values").begin_object();
  for (const auto& [name, value] : item.values) json.member(name, value);
  json.end_object();
  json.key("count").number(item.count);
  json.key("places").begin_array();
  for (const triage::Place& place : item.places) {
    json.begin_object();
    json.member("input", place.input);
    json.key("line").number(place.line);
    json.end_object();
  }
  json.end_array();
  json.member("evidence", rules::to_text(known.evidence));
  json.member("cause", filled(item, known.cause));
  json.member("remedy", filled(item, known.remedy));
  if (known.wrong.empty()) {
    json.key("wrong_advice").null();
  } else {
    json.member("wrong_advice", filled(item, known.wrong));
  }
  json.member("source", known.source);
  write_texts("rules", known.rules, json);
  write_verdict_json(item, json);
  json.end_object();
}

}  // namespace

void write_triage_text(const triage::Answer& answer, const TextOptions& options, Sink& sink) {
  Pen pen(sink, options);
  for (const Diagnosis& item : answer.items) write_item(item, pen);
  write_end(answer, pen);
}

void write_triage_json(const triage::Answer& answer, std::string_view version, Sink& sink) {
  JsonWriter json(sink);
  json.begin_object();
  json.member("schema", "shirlint.triage/1");
  json.key("tool").begin_object();
  json.member("name", "shirlint");
  json.member("version", version);
  json.end_object();
  write_texts("inputs", answer.inputs, json);
  write_texts("hosts", answer.hosts, json);
  json.key("known").begin_array();
  for (const Diagnosis& item : answer.items) write_item_json(item, json);
  json.end_array();
  json.end_object();
}

}  // namespace shirlint::report
