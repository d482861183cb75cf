#include "cli/rules_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "lint/selection.h"
#include "report/json_writer.h"
#include "rules/builtin_pack.h"

namespace shirlint::cli {
namespace {

struct Category {
  std::string_view letters;
  std::string_view title;
};

/// In the order in which an operator would look.
constexpr std::array categories = {
    Category{"CFG", "The structure of the files"},
    Category{"PRX", "The proxy"},
    Category{"BYP", "The bypass list"},
    Category{"JAV", "Java"},
    Category{"CRT", "Certificates and TLS"},
    Category{"NET", "Names and ports"},
    Category{"SVC", "The service and its registration"},
    Category{"HST", "The host"},
    Category{"VER", "The version"},
    Category{"HA", "Several nodes"},
    Category{"RUN", "The runtime section"},
    Category{"SEC", "Secrets and rights"},
    Category{"SCR", "Scripts and runbooks"},
    Category{"SIT", "The site file itself"},
};

/// Text that Markdown and HTML take for nothing but text, in one line.
std::string plain(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '\n') {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    if (letter == '<') {
      out += "&lt;";
      continue;
    }
    if (std::string_view("\\`*_[]|#").find(letter) != std::string_view::npos) out += '\\';
    out += letter;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

using ErrorsByRule = std::map<std::string_view, std::vector<std::string_view>>;

/// The parts of `text` between `separator`, but empty ones.
std::vector<std::string_view> parts(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end != 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// The error texts that `triage` takes for signs of a rule's fault, as its tables word them.
ErrorsByRule errors_by_rule(const RuleChoice& choice) {
  ErrorsByRule out;
  const auto add = [&](const shir::DataTable& table) {
    for (const shir::DataRow row : table.rows) {
      for (const std::string_view code : parts(shir::cell(row, "rules"), ' ')) {
        for (const std::string_view text : parts(shir::cell(row, "text"), '\n')) {
          out[code].push_back(text);
        }
      }
    }
  };
  for (const shir::DataTable& table : rules::builtin_signatures()) add(table);
  for (const auto& folder : choice.folders) {
    for (const shir::LoadedTable& loaded : folder->signatures) add(loaded.table());
  }
  return out;
}

void write_rule(const rules::Rule& rule, const ErrorsByRule& errors, report::Sink& out) {
  out.text(fmt::format("\n### {} {}\n\n", rule.code, plain(rule.title)));
  if (!rule.redirect.empty()) {
    out.text(fmt::format("{} reports this too. {}\n", rule.redirect, plain(rule.why)));
    return;
  }
  const std::string status = rule.status == rules::Status::stable
                                 ? std::string()
                                 : fmt::format(" · {}", to_text(rule.status));
  out.text(fmt::format("`{}` · {} · {} · fix: {}{}\n\n{}\n", rule.name, to_text(rule.severity),
                       to_text(rule.evidence), best_fix(rule), status, plain(rule.why)));
  if (!rule.symptom.empty()) out.text(fmt::format("\n- **You see** {}\n", plain(rule.symptom)));
  if (const auto at = errors.find(rule.code); at != errors.end()) {
    if (rule.symptom.empty()) out.text("\n");
    for (const std::string_view error : at->second) {
      out.text(fmt::format("- **Error text** {}\n", plain(error)));
    }
  } else if (rule.symptom.empty()) {
    out.text("\n");
  }
  out.text(fmt::format("- **To do** {}\n", plain(rule.remedy)));
  for (const std::string_view source : rule.sources) {
    out.text(fmt::format("- **Source** {}\n", plain(source)));
  }
}

std::string letters_of(const rules::Rule& rule) { return std::string(lint::category(rule.code)); }

void write_category(const Category& category, const std::vector<const rules::Rule*>& rules,
                    const ErrorsByRule& errors, report::Sink& out) {
  out.text(
      fmt::format("\n## {}: {}\n\n| code | severity | fix | what is wrong |\n"
                  "|---|---|---|---|\n",
                  category.letters, category.title));
  for (const rules::Rule* rule : rules) {
    out.text(fmt::format("| {} | {} | {} | {} |\n", rule->code, to_text(rule->severity),
                         best_fix(*rule), plain(rule->title)));
  }
  for (const rules::Rule* rule : rules) write_rule(*rule, errors, out);
}

}  // namespace

std::string page_usage(std::string_view format) {
  if (format == "text" || format == "json" || format == "markdown") return {};
  return fmt::format("--format '{}' is unknown; it can be text, json, markdown", format);
}

std::string tree_usage(std::string_view format, bool names) {
  if (format == "text" || (format == "markdown" && names)) return {};
  if (format == "markdown") return "the trees of an input are text; markdown has only the names";
  return fmt::format("--format '{}' is unknown; it can be text, markdown", format);
}

std::string_view best_fix(const rules::Rule& rule) {
  if (rule.fixes.empty()) return "none";
  rules::Applicability best = rules::Applicability::manual;
  for (const rules::Fix& fix : rule.fixes) best = std::max(best, fix.applicability);
  return to_text(best);
}

void write_rules_json(const RuleChoice& choice, Session& session) {
  report::JsonWriter json(session.out);
  json.begin_object();
  json.member("schema", "shirlint.rules/1");
  json.key("rules").begin_array();
  for (const rules::Rule* rule : choice.rules) {
    json.begin_object();
    json.member("code", rule->code);
    json.member("name", rule->name);
    json.member("title", rule->title);
    json.member("severity", to_text(rule->severity));
    json.member("evidence", to_text(rule->evidence));
    json.member("scope", to_text(rule->scope));
    json.member("status", to_text(rule->status));
    if (rule->redirect.empty()) {
      json.key("redirect").null();
    } else {
      json.member("redirect", rule->redirect);
    }
    json.member("fix", best_fix(*rule));
    json.key("sources").begin_array();
    for (const std::string_view source : rule->sources) json.text(source);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_rules_markdown(const RuleChoice& choice, Session& session) {
  const ErrorsByRule errors = errors_by_rule(choice);
  std::map<std::string, std::vector<const rules::Rule*>> by_category;
  for (const rules::Rule* rule : choice.rules) by_category[letters_of(*rule)].push_back(rule);
  session.out.text(
      "# The rules\n\nMade by `shirlint rules list --format markdown`; `./dev docs` renews it. "
      "`shirlint rules show CODE` adds the XPath and an example. To find the rules behind an error "
      "text, search this page for a part of it, or give the text to `shirlint triage`.\n");
  for (const Category& category : categories) {
    const auto at = by_category.find(std::string(category.letters));
    if (at == by_category.end()) continue;
    write_category(category, at->second, errors, session.out);
    by_category.erase(at);
  }
  for (const auto& [letters, rules] : by_category) {
    write_category({letters, "Rules of your own"}, rules, errors, session.out);
  }
}

std::vector<Tree> all_trees() {
  return {{"net", "what .NET makes of a config", facts::net_terms()},
          {"host", "the state of the machine", facts::host_terms()},
          {"site", "what the organisation intends", facts::site_terms()},
          {"group", "the nodes of one integration runtime, for rules with `scope = \"group\"`",
           facts::group_terms()},
          {"data", "the reference tables", facts::data_terms()},
          {"baseline", "what a baseline remembers", facts::baseline_terms()},
          {"script", "a runbook, for rules with `scope = \"script\"`", facts::script_terms()}};
}

std::string_view term_type(const facts::Term& term) {
  if (!term.choices.empty()) return term.choices;
  switch (term.type) {
    case facts::TermType::element:
      return "element";
    case facts::TermType::integer:
      return "integer";
    case facts::TermType::boolean:
      return "true|false";
    case facts::TermType::date:
      return "date";
    case facts::TermType::choice:
    case facts::TermType::text:
      break;
  }
  return "text";
}

void write_trees_markdown(Session& session) {
  report::Sink& out = session.out;
  out.text(
      "# The trees that rules ask\n\nMade by `shirlint rules tree --format markdown`; `./dev docs` "
      "renews it. `shirlint rules tree PATH` shows the trees of an input. `$peers` holds the `net` "
      "elements of the host's other configs.\n");
  for (const Tree& tree : all_trees()) {
    out.text(fmt::format("\n## ${}: {}\n\n| name | type | meaning | from |\n|---|---|---|---|\n",
                         tree.name, tree.about));
    for (const facts::Term& term : tree.terms) {
      out.text(fmt::format("| `${}` | {} | {} | {} |\n", term.path, plain(term_type(term)),
                           plain(term.meaning), plain(term.source)));
    }
  }
}

}  // namespace shirlint::cli
