#include "report/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "report/sink.h"
#include "report/text_parts.h"
#include "text/markup.h"

namespace shirlint::report {
namespace {

/// For a text and an attribute alike: a line feed stays one in both.
std::string xml(std::string_view value) { return text::escape_markup(harmless(value), "\t\n"); }

/// What is said of one rule.
struct Case {
  const rules::Rule* rule = nullptr;
  std::vector<const lint::Finding*> findings;
  std::vector<const lint::Suppressed*> suppressed;
  std::vector<const lint::Unknown*> unknown;

  [[nodiscard]] bool is_empty() const {
    return findings.empty() && suppressed.empty() && unknown.empty();
  }
};

enum class Verdict : std::uint8_t { passed, failed, skipped };

Verdict verdict(const Case& item, const lint::Failing& failing) {
  const auto fails = [&](const auto* said) { return failing.fails(*said); };
  if (std::any_of(item.findings.begin(), item.findings.end(), fails) ||
      std::any_of(item.unknown.begin(), item.unknown.end(), fails)) {
    return Verdict::failed;
  }
  return item.findings.empty() && !item.unknown.empty() ? Verdict::skipped : Verdict::passed;
}

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Could the rule have found something there?
bool concerns(const rules::Rule& rule, const lint::HostReport& host) {
  if (rule.scope == rules::Scope::group || rule.scope == rules::Scope::script) return false;
  if (!rule.products.empty() && !host.product.empty() && !contains(rule.products, host.product)) {
    return false;
  }
  return std::any_of(host.files.begin(), host.files.end(), [&](const lint::FileReport& file) {
    if (file.role == "fragment" && !rule.fragments) return false;
    return rule.roles.empty() || contains(rule.roles, file.role);
  });
}

std::string describe(const lint::Finding& finding) {
  std::string text = fmt::format("{} {}: {}", rules::to_text(finding.severity),
                                 place_text(finding.location, finding.host), finding.message);
  if (finding.fix) {
    text += fmt::format("\n  fix ({}): {}", rules::to_text(finding.fix->applicability),
                        finding.fix->title);
  }
  return text;
}

std::string describe(const Case& item) {
  std::string text;
  const auto line = [&](const std::string& more) { text += (text.empty() ? "" : "\n") + more; };
  for (const lint::Finding* finding : item.findings) line(describe(*finding));
  for (const lint::Suppressed* known : item.suppressed) {
    line(
        fmt::format("suppressed ({}: {}): {}", known->by, known->reason, describe(known->finding)));
  }
  for (const lint::Unknown* unknown : item.unknown) {
    line(fmt::format("not judged: needs {}: {}", unknown->needs, unknown->reason));
  }
  if (!item.findings.empty() && !item.rule->remedy.empty()) {
    line(fmt::format("to do: {}", item.rule->remedy));
  }
  return text;
}

std::string headline(const Case& item) {
  if (item.findings.empty()) return "not judged: needs " + item.unknown.front()->needs;
  const lint::Finding& first = *item.findings.front();
  std::string text = first.message.empty() ? std::string(item.rule->title) : first.message;
  if (item.findings.size() > 1) text += fmt::format(" (and {} more)", item.findings.size() - 1);
  return text;
}

class JunitWriter : public ReportWriter {
 public:
  JunitWriter(const FormatSettings& settings, Sink& sink) : settings_(settings), sink_(sink) {
    put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"shirlint\">\n");
  }

  void add(lint::HostReport host) override {
    write_suite(host.name, host,
                cases(host, [&](const rules::Rule& rule) { return concerns(rule, host); }));
  }
  void add_group(lint::HostReport group) override {
    write_suite("group " + group.group, group, cases(group, [](const rules::Rule& rule) {
                  return rule.scope == rules::Scope::group;
                }));
  }
  void finish(const lint::Report& report) override {
    if (!report.errors.empty()) {
      lint::HostReport rest;
      rest.errors = report.errors;
      write_suite("shirlint", rest, {});
    }
    put("</testsuites>\n");
  }

 private:
  void put(std::string_view bytes) { sink_.machine(bytes); }

  /// Those that concern the host, and whatever else is said of it, by code.
  template <class Concerns>
  std::vector<Case> cases(const lint::HostReport& host, Concerns concerns) const {
    std::map<std::string_view, Case> by_code;
    const auto of = [&](const rules::Rule& rule) -> Case& {
      Case& item = by_code[rule.code];
      item.rule = &rule;
      return item;
    };
    for (const rules::Rule* rule : settings_.rules) {
      if (concerns(*rule)) of(*rule);
    }
    for (const lint::Finding& finding : host.findings) {
      of(*finding.rule).findings.push_back(&finding);
    }
    for (const lint::Suppressed& known : host.suppressed) {
      of(*known.finding.rule).suppressed.push_back(&known);
    }
    for (const lint::Unknown& unknown : host.unknown) of(*unknown.rule).unknown.push_back(&unknown);
    std::vector<Case> out;
    out.reserve(by_code.size());
    for (auto& [code, item] : by_code) out.push_back(std::move(item));
    return out;
  }

  void write_suite(const std::string& name, const lint::HostReport& host,
                   const std::vector<Case>& items) {
    const auto count = [&](Verdict wanted) {
      return std::count_if(items.begin(), items.end(), [&](const Case& item) {
        return verdict(item, settings_.failing) == wanted;
      });
    };
    put(
        fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
                    "skipped=\"{}\">\n",
                    xml(name), items.size() + host.errors.size(), count(Verdict::failed),
                    host.errors.size(), count(Verdict::skipped)));
    for (const Case& item : items) write_case(name, item);
    for (const text::Error& error : host.errors) {
      const std::string place = place_text(error);
      begin_case(name, place.empty() ? "shirlint" : place);
      put(fmt::format(">\n      <error message=\"{}\"/>\n    </testcase>\n", xml(error.message)));
    }
    put("  </testsuite>\n");
  }

  void begin_case(const std::string& suite, const std::string& name) {
    put(fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml(suite), xml(name)));
  }

  void write_case(const std::string& suite, const Case& item) {
    begin_case(suite, fmt::format("{} {}", item.rule->code, item.rule->title));
    if (item.is_empty()) {
      put("/>\n");
      return;
    }
    put(">\n");
    switch (verdict(item, settings_.failing)) {
      case Verdict::failed:
        put(fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                        rules::to_text(item.findings.empty() ? item.rule->severity
                                                             : item.findings.front()->severity),
                        xml(headline(item)), xml(describe(item))));
        break;
      case Verdict::skipped:
        put(fmt::format("      <skipped message=\"{}\"/>\n", xml(describe(item))));
        break;
      case Verdict::passed:
        put(fmt::format("      <system-out>{}</system-out>\n", xml(describe(item))));
        break;
    }
    put("    </testcase>\n");
  }

  const FormatSettings& settings_;
  Sink& sink_;
};

}  // namespace

std::unique_ptr<ReportWriter> make_junit(const FormatSettings& settings, Sink& sink) {
  return std::make_unique<JunitWriter>(settings, sink);
}

}  // namespace shirlint::report
