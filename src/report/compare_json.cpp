#include "report/compare_json.h"

#include <algorithm>
#include <string_view>

#include "report/json_writer.h"

namespace shirlint::report {
namespace {

using compare::Difference;
using compare::Side;

void text_or_null(JsonWriter& json, std::string_view key, std::string_view value) {
  json.key(key);
  value.empty() ? json.null() : json.text(value);
}

void number_or_null(JsonWriter& json, std::string_view key, std::uint32_t value) {
  json.key(key);
  value == 0 ? json.null() : json.number(value);
}

void write_hosts(const compare::Comparison& comparison, JsonWriter& json) {
  json.key("hosts").begin_object();
  for (const Side side : {Side::good, Side::bad}) {
    const compare::ComparedHost& host = comparison.hosts.at(static_cast<std::size_t>(side));
    json.key(compare::to_text(side)).begin_object();
    json.member("name", host.name);
    text_or_null(json, "path", host.path);
    json.key("live").boolean(host.live);
    json.end_object();
  }
  json.end_object();
}

void write_told(const compare::Told& told, JsonWriter& json) {
  const bool known = told.knowledge == state::Knowledge::known;
  json.begin_object();
  json.member("state", known ? "known" : "absent");
  json.key("value");
  known ? json.text(told.value) : json.null();
  text_or_null(json, "file", told.place.file);
  number_or_null(json, "line", told.place.start.line);
  number_or_null(json, "column", told.place.start.column);
  json.end_object();
}

void write_difference(const Difference& difference, JsonWriter& json) {
  json.begin_object();
  json.member("area", compare::to_text(difference.area));
  json.member("fact", difference.fact);
  json.member("what", difference.what);
  for (const Side side : {Side::good, Side::bad}) {
    json.key(compare::to_text(side));
    write_told(difference.at(side), json);
  }
  json.key("items").begin_array();
  for (const std::string& item : difference.items) json.text(item);
  json.end_array();
  text_or_null(json, "meaning", difference.meaning);
  text_or_null(json, "equal", difference.equal);
  json.key("causes").begin_array();
  for (const compare::Cause& cause : difference.causes) {
    json.begin_object();
    json.member("code", cause.rule->code);
    json.member("severity", rules::to_text(cause.severity));
    json.member("host", compare::to_text(cause.side));
    json.member("title", cause.rule->title);
    json.member("message", cause.message);
    json.end_object();
  }
  json.end_array();
  json.key("checked_by").begin_array();
  for (const std::string_view code : difference.checked_by) json.text(code);
  json.end_array();
  json.key("minor").boolean(difference.minor);
  json.end_object();
}

void write_list(std::string_view key, const std::vector<Difference>& list, JsonWriter& json) {
  json.key(key).begin_array();
  for (const Difference& difference : list) write_difference(difference, json);
  json.end_array();
}

void write_errors(const std::vector<text::Error>& errors, JsonWriter& json) {
  json.key("errors").begin_array();
  for (const text::Error& error : errors) {
    json.begin_object();
    text_or_null(json, "file", error.file);
    number_or_null(json, "line", error.at.line);
    number_or_null(json, "column", error.at.column);
    json.member("message", error.message);
    json.end_object();
  }
  json.end_array();
}

std::size_t causes_of_bad(const compare::Comparison& comparison) {
  const auto fails = [](const Difference& difference) {
    return std::any_of(difference.causes.begin(), difference.causes.end(),
                       [](const compare::Cause& cause) { return cause.side == Side::bad; });
  };
  return static_cast<std::size_t>(
      std::count_if(comparison.differences.begin(), comparison.differences.end(), fails));
}

}  // namespace

void write_compare_json(const compare::Comparison& comparison,
                        const std::vector<text::Error>& errors, Sink& sink) {
  JsonWriter json(sink);
  json.begin_object();
  json.member("schema", "shirlint.compare/1");
  write_hosts(comparison, json);
  write_list("differences", comparison.differences, json);
  write_list("own", comparison.own, json);
  json.key("unknown").begin_array();
  for (const compare::Gap& gap : comparison.gaps) {
    json.begin_object();
    json.member("fact", gap.fact);
    json.member("host", compare::to_text(gap.side));
    json.member("reason", gap.reason);
    json.end_object();
  }
  json.end_array();
  write_errors(errors, json);
  json.key("summary").begin_object();
  json.key("differences").number(comparison.differences.size());
  json.key("causes").number(causes_of_bad(comparison));
  json.key("own").number(comparison.own.size());
  json.key("unknown").number(comparison.gaps.size());
  json.end_object();
  json.end_object();
}

}  // namespace shirlint::report
