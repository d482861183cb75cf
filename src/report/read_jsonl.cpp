#include "report/read_jsonl.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "io/reader.h"
#include "text/date.h"

namespace shirlint::report {
namespace {

using Json = nlohmann::json;

constexpr std::size_t depth_limit = 32;  // we write 6 levels
constexpr std::size_t text_limit = std::size_t{64} * 1024;
constexpr std::size_t bytes_limit = std::size_t{1024} * 1024;  // of an edit: it may be a whole file

constexpr std::array severities = {rules::Severity::info, rules::Severity::warning,
                                   rules::Severity::error};
constexpr std::array evidences = {rules::Evidence::documented, rules::Evidence::source,
                                  rules::Evidence::reported, rules::Evidence::inferred};
constexpr std::array applicabilities = {rules::Applicability::manual, rules::Applicability::unsafe,
                                        rules::Applicability::safe};

/// Brackets outside strings; the parser below has no bound of its own.
bool is_deep(std::string_view line) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (in_string && c == '\\') {
      ++at;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '[' || c == '{')) {
      if (++depth > depth_limit) return true;
    } else if (!in_string && (c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

bool is_code(std::string_view code) {
  const std::size_t letters = code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return letters != std::string_view::npos && letters > 0 && code.size() <= 16 &&
         code.find_first_not_of("0123456789", letters) == std::string_view::npos;
}

/// The members of one object. The first that is not what it must be is told in `wrong`; from then
/// on all are empty, and whoever reads lists stops.
class Members {
 public:
  Members(const Json& object, std::string place, std::string& wrong)
      : object_(object), place_(std::move(place)), wrong_(wrong) {
    if (!object.is_object()) refuse(place_, "is no object");
  }

  [[nodiscard]] std::string text(const char* name, std::size_t limit = text_limit) const {
    const Json* value = find(name);
    if (value == nullptr || !value->is_string()) {
      refuse(path(name), value == nullptr ? "is missing" : "is no text");
      return {};
    }
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() <= limit) return text;
    refuse(path(name), fmt::format("is longer than {} bytes", limit));
    return {};
  }

  /// Empty for null and for one that is missing.
  [[nodiscard]] std::string text_if_any(const char* name) const {
    const Json* value = find(name);
    return value == nullptr || value->is_null() ? std::string() : text(name);
  }

  /// 0 for one that is missing.
  [[nodiscard]] std::uint32_t number_if_any(const char* name) const {
    const Json* value = find(name);
    if (value == nullptr) return 0;
    if (value->is_number_unsigned() &&
        value->get<std::uint64_t>() <= std::numeric_limits<std::uint32_t>::max()) {
      return value->get<std::uint32_t>();
    }
    refuse(path(name), "is no number of a place");
    return 0;
  }

  template <class Values>
  [[nodiscard]] typename Values::value_type one_of(const char* name, const Values& values) const {
    const std::string given = text(name);
    for (const auto value : values) {
      if (rules::to_text(value) == given) return value;
    }
    refuse(path(name), "is none of the words that it can be");
    return values.front();
  }

  [[nodiscard]] Members object(const char* name) const {
    const Json* value = find(name);
    return {value == nullptr ? nothing() : *value, path(name), wrong_};
  }

  [[nodiscard]] bool has(const char* name) const {
    const Json* value = find(name);
    return value != nullptr && !value->is_null();
  }

  /// `take(Members)` for each object of a list.
  template <class Take>
  void each(const char* name, Take take) const {
    const Json* value = list(name);
    for (std::size_t at = 0; value != nullptr && at < value->size() && wrong_.empty(); ++at) {
      const Members item((*value)[at], fmt::format("{}[{}]", path(name), at), wrong_);
      if (wrong_.empty()) take(item);
    }
  }

  [[nodiscard]] std::vector<std::string> texts(const char* name) const {
    std::vector<std::string> out;
    const Json* value = list(name);
    for (std::size_t at = 0; value != nullptr && at < value->size() && wrong_.empty(); ++at) {
      const Json& item = (*value)[at];
      if (item.is_string() && item.get_ref<const std::string&>().size() <= text_limit) {
        out.push_back(item.get<std::string>());
      } else {
        refuse(fmt::format("{}[{}]", path(name), at), "is no text, or a very long one");
      }
    }
    return out;
  }

  void refuse(const std::string& what, std::string_view why) const {
    if (wrong_.empty()) wrong_ = fmt::format("'{}' {}", what.empty() ? "report" : what, why);
  }
  [[nodiscard]] std::string path(const char* name) const {
    return place_.empty() ? std::string(name) : fmt::format("{}.{}", place_, name);
  }

 private:
  static const Json& nothing() {
    static const Json value;
    return value;
  }

  [[nodiscard]] const Json* find(const char* name) const {
    if (!wrong_.empty() || !object_.is_object()) return nullptr;
    const auto at = object_.find(name);
    return at == object_.end() ? nullptr : &*at;
  }

  [[nodiscard]] const Json* list(const char* name) const {
    const Json* value = find(name);
    if (value != nullptr && value->is_array()) return value;
    refuse(path(name), value == nullptr ? "is missing" : "is no list");
    return nullptr;
  }

  const Json& object_;
  std::string place_;
  std::string& wrong_;
};

lint::Location location(const Members& in) {
  lint::Location out;
  out.file = in.text_if_any("file");
  out.start = {in.number_if_any("line"), in.number_if_any("column")};
  out.end = {in.number_if_any("end_line"), in.number_if_any("end_column")};
  out.fact = in.text_if_any("fact");
  return out;
}

lint::Edit edit(const Members& in) {
  lint::Edit out;
  if (in.has("withheld")) {
    out.withheld = true;
    return out;
  }
  out.file = in.text("file");
  out.start = in.number_if_any("start");
  out.end = in.number_if_any("end");
  out.text = in.text("text", bytes_limit);
  if (out.end < out.start) in.refuse(in.path("end"), "lies before its start");
  if (in.has("creates")) out.like = out.file;
  return out;
}

lint::FixOffer fix(const Members& in) {
  lint::FixOffer out;
  out.applicability = in.one_of("applicability", applicabilities);
  out.title = in.text("title");
  in.each("edits", [&](const Members& item) { out.edits.push_back(edit(item)); });
  in.each("actions", [&](const Members& item) {
    out.actions.push_back(
        {item.text("kind"), item.text("target"), item.text("value", bytes_limit)});
  });
  out.restart = in.texts("restart");
  return out;
}

std::string code(const Members& in) {
  std::string out = in.text("code");
  if (!is_code(out)) in.refuse(in.path("code"), "is no code of a rule");
  return out;
}

lint::Finding finding(const Members& in, NamedRules& rules) {
  lint::Finding out;
  RuleWords words;
  words.code = code(in);
  words.name = in.text("name");
  words.url = in.text_if_any("url");
  words.evidence = in.one_of("evidence", evidences);
  words.severity = in.one_of("severity", severities);
  out.severity = words.severity;
  out.message = in.text("message");
  out.host = in.text("host");
  out.location = location(in.object("location"));
  in.each("related", [&](const Members& item) {
    out.related.push_back({location(item.object("location")), item.text("message")});
  });
  if (in.has("fix")) out.fix = fix(in.object("fix"));
  out.fingerprint = in.text("fingerprint");
  out.rule = &rules.rule(words);
  return out;
}

text::Error error(const Members& in) {
  return {in.text("message"),
          in.text_if_any("file"),
          {in.number_if_any("line"), in.number_if_any("column")}};
}

void read_host(const Members& in, lint::HostReport& out) {
  out.name = in.text("name");
  out.path = in.text("path");
  out.product = in.text_if_any("product");
  out.group = in.text_if_any("group");
  out.snapshot = !out.group.empty();  // nothing else tells a group's name
  in.each("files", [&](const Members& file) {
    out.files.push_back({file.text("path"), file.text("role"), file.text("sha256")});
  });
  if (out.name.empty()) in.refuse(in.path("name"), "is empty");
}

void read_contents(const Members& in, NamedRules& rules, ReadLine& out) {
  std::size_t hosts = 0;
  in.each("hosts", [&](const Members& item) {
    if (++hosts > 1) item.refuse("hosts", "holds more than one host");
    read_host(item, out.report);
  });
  if (hosts == 0) out.kind = ReadLine::Kind::group;
  in.each("findings",
          [&](const Members& item) { out.report.findings.push_back(finding(item, rules)); });
  in.each("unknown", [&](const Members& item) {
    RuleWords words;
    words.code = code(item);
    lint::Unknown unknown{nullptr, item.text("host"), item.text("needs"), item.text("reason")};
    unknown.rule = &rules.rule(words);
    out.report.unknown.push_back(std::move(unknown));
  });
  in.each("suppressed", [&](const Members& item) {
    out.report.suppressed.push_back({finding(item.object("finding"), rules), item.text("by"),
                                     item.text("reason"), item.text_if_any("expires")});
  });
  in.each("errors", [&](const Members& item) { out.report.errors.push_back(error(item)); });
}

/// What is said of a host must be said of this one.
bool speaks_of_others(const lint::HostReport& report) {
  const auto other = [&](const auto& item) { return item.host != report.name; };
  return std::any_of(report.findings.begin(), report.findings.end(), other) ||
         std::any_of(report.unknown.begin(), report.unknown.end(), other) ||
         std::any_of(report.suppressed.begin(), report.suppressed.end(),
                     [&](const lint::Suppressed& item) { return other(item.finding); });
}

/// A sentence about a schema that is not read here.
std::string foreign(const std::string& schema, std::string_view known) {
  const std::string_view family = known.substr(0, known.find('/') + 1);
  if (schema.compare(0, family.size(), family) == 0) {
    return fmt::format("is in another version of the format ({}); this shirlint reads {}",
                       schema.substr(0, 64), known);
  }
  return {};
}

std::string schema_error(const std::string& schema) {
  for (const std::string_view known : {"shirlint.host-report/1", "shirlint.summary/1"}) {
    if (std::string sentence = foreign(schema, known); !sentence.empty()) return sentence;
  }
  return fmt::format("is no line of a report: its schema is '{}'; check --format jsonl writes one",
                     schema.substr(0, 64));
}

}  // namespace

NamedRules::NamedRules(std::span<const rules::Rule* const> known) {
  for (const rules::Rule* rule : known) known_.emplace(rule->code, rule);
}

const rules::Rule& NamedRules::rule(const RuleWords& words) {
  const std::scoped_lock lock(mutex_);
  if (const auto at = known_.find(words.code); at != known_.end()) {
    asked_.emplace(at->first, at->second);
    return *at->second;
  }
  Key key{words.code, words.name, words.url, words.evidence};
  const auto [at, added] = made_.try_emplace(std::move(key));
  Made& made = at->second;
  if (added) {
    made.words = words;
    made.source = made.words.url;
    made.rule.code = made.words.code;
    made.rule.name = made.words.name;
    made.rule.title = made.words.name.empty() ? made.words.code : made.words.name;
    made.rule.evidence = words.evidence;
    made.rule.severity = words.severity;
    if (!made.source.empty()) made.rule.sources = {&made.source, 1};
  }
  return made.rule;
}

std::vector<const rules::Rule*> NamedRules::seen() const {
  const std::scoped_lock lock(mutex_);
  std::map<std::string_view, const rules::Rule*> by_code = asked_;
  // Those with a name come behind that of an unknown, which has none.
  for (const auto& [key, made] : made_) by_code[made.rule.code] = &made.rule;
  std::vector<const rules::Rule*> out;
  out.reserve(by_code.size());
  for (const auto& [code, rule] : by_code) out.push_back(rule);
  return out;
}

text::Result<ReadLine> read_jsonl_line(std::string_view line, NamedRules& rules) {
  if (line.size() > io::file_limit) {
    return text::fail(fmt::format("is longer than {} MiB", io::file_limit >> 20U));
  }
  if (is_deep(line)) return text::fail(fmt::format("is nested deeper than {} levels", depth_limit));
  const Json json = Json::parse(line.begin(), line.end(), nullptr, false);
  if (!json.is_object()) {
    return text::fail("is no JSON object; check --format jsonl writes one a line");
  }
  std::string wrong;
  const Members in(json, "", wrong);
  const std::string schema = in.text("schema");
  ReadLine out;
  if (wrong.empty() && schema == "shirlint.summary/1") {
    out.kind = ReadLine::Kind::summary;
    in.each("errors", [&](const Members& item) { out.errors.push_back(error(item)); });
    out.hosts = in.object("summary").number_if_any("hosts");
  } else if (wrong.empty() && schema == "shirlint.host-report/1") {
    read_contents(in, rules, out);
  } else if (wrong.empty()) {
    return text::fail(schema_error(schema));
  }
  out.date = in.text("date");
  if (!text::parse_day(out.date)) in.refuse("date", "is no day");
  if (!wrong.empty()) return text::fail("is no report: " + wrong);
  if (out.kind == ReadLine::Kind::host && speaks_of_others(out.report)) {
    return text::fail("is no report: it names another host than its own in a finding");
  }
  out.report.date = out.date;
  return out;
}

}  // namespace shirlint::report
