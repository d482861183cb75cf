#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/rules_pages.h"
#include "text/spelling.h"

namespace shirlint::cli {
namespace {

using report::Style;

bool all_loaded(const RuleChoice& choice, const Session& session) {
  for (const text::Error& error : choice.errors) complain(session, error);
  return choice.errors.empty();
}

class Page {
 public:
  Page(Session& session, bool color) : out_(session.out), color_(color) {}

  void styled(Style style, std::string_view text) {
    if (color_) out_.style(style);
    out_.text(text);
    if (color_) out_.style(Style::plain);
  }

  void section(std::string_view heading, std::string_view text) {
    if (text.empty()) return;
    out_.text("\n");
    styled(Style::bold, heading);
    out_.text("\n");
    paragraph(text, "  ");
  }

  /// `text` in lines of at most 78 columns, each after `indent`.
  void paragraph(std::string_view text, std::string_view indent) {
    std::string line(indent);
    std::size_t from = 0;
    while (from < text.size()) {
      const std::size_t end = std::min(text.find_first_of(" \n", from), text.size());
      const std::string_view word = text.substr(from, end - from);
      if (line.size() > indent.size() && line.size() + 1 + word.size() > 78) flush(line, indent);
      if (line.size() > indent.size() && !word.empty()) line += ' ';
      line += word;
      from = end + 1;
    }
    if (line.size() > indent.size()) flush(line, indent);
  }

 private:
  void flush(std::string& line, std::string_view indent) {
    out_.text(line + "\n");
    line = indent;
  }

  report::Sink& out_;
  bool color_;
};

/// A template with its expressions left open: what they give is known at a finding only.
std::string words_of(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t start = std::min(text.find('{'), text.size());
    out += text.substr(0, start);
    text.remove_prefix(start);
    if (text.empty()) break;
    out += "...";
    text.remove_prefix(std::min(text.find('}'), text.size() - 1) + 1);
  }
  return out;
}

std::string fix_text(const rules::Rule& rule) {
  std::string text;
  for (const rules::Fix& fix : rule.fixes) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", to_text(fix.applicability),
                        words_of(fix.title));
    text += fmt::format(" ({}", to_text(fix.operation));
    for (const rules::FixStep& step : fix.then)
      text += fmt::format(", {}", to_text(step.operation));
    text += fix.operation == rules::Operation::command ? fmt::format(": {})", fix.value) : ")";
  }
  return text.empty() ? "none: what to do is said above" : text;
}

void show(const rules::Rule& rule, Page& page, Session& session) {
  page.styled(Style::bold, fmt::format("{} {}", rule.code, rule.name));
  const std::string status = rule.status == rules::Status::stable
                                 ? std::string()
                                 : fmt::format(", {}", to_text(rule.status));
  session.out.text(
      fmt::format("  ({}, {}{})\n\n", to_text(rule.severity), to_text(rule.evidence), status));
  page.paragraph(rule.title, "");
  if (!rule.redirect.empty()) {
    page.section("Reported by",
                 fmt::format("{}: it says this too, and whoever selects, ignores or "
                             "weighs {} means {}. See 'shirlint rules show {}'.",
                             rule.redirect, rule.code, rule.redirect, rule.redirect));
    page.section("Why", rule.why);
    return;
  }
  page.section("Why it matters", rule.why);
  page.section("What you will see", rule.symptom);
  page.section("What to do", rule.remedy);
  page.section("Fix", fix_text(rule));
  page.section("How it is judged",
               fmt::format("scope {}{}{}; select {}{}{}", to_text(rule.scope),
                           rule.roles.empty() ? "" : ", roles ", fmt::join(rule.roles, " "),
                           rule.select, rule.when.empty() ? "" : "; when ", rule.when));
  page.section("It must know", fmt::format("{}", fmt::join(rule.needs, ", ")));
  for (const rules::Example& example : rule.examples) {
    if (example.verdict != rules::Verdict::bad || example.configs.empty()) continue;
    session.out.text("\n");
    page.styled(Style::bold, fmt::format("Example: {}", example.name));
    session.out.text(fmt::format("\n{}\n", example.configs.front().text));
    break;
  }
  session.out.text("\n");
  page.styled(Style::bold, "Sources");
  session.out.text("\n");
  for (const std::string_view source : rule.sources)
    session.out.text(fmt::format("  {}\n", source));
  if (rule.sources.empty()) session.out.text("  none: inferred\n");
}

}  // namespace

int run_rules_list(const Arguments& arguments, Session& session) {
  const std::string format = arguments.one("--format", "text");
  if (std::string wrong = page_usage(format); !wrong.empty()) {
    complain(session, {std::move(wrong), {}, {}});
    return exit_trouble;
  }
  const RuleChoice choice = choose_rules(arguments, session.reader);
  if (!all_loaded(choice, session)) return exit_trouble;
  if (format == "json") {
    write_rules_json(choice, session);
    return exit_ok;
  }
  if (format == "markdown") {
    write_rules_markdown(choice, session);
    return exit_ok;
  }
  for (const rules::Rule* rule : choice.rules) {
    const std::string_view fix = rule->fixes.empty() ? "-" : best_fix(*rule);
    std::string title(rule->title);
    if (rule->status != rules::Status::stable) title += fmt::format(" ({})", to_text(rule->status));
    if (!rule->redirect.empty()) title += fmt::format(" (see {})", rule->redirect);
    session.out.text(
        fmt::format("{:<8}{:<9}{:<8}{}\n", rule->code, to_text(rule->severity), fix, title));
  }
  const auto asking = std::count_if(choice.rules.begin(), choice.rules.end(),
                                    [](const rules::Rule* rule) { return rule->redirect.empty(); });
  session.out.text(fmt::format("{} rules\n", asking));
  return exit_ok;
}

int run_rules_show(const Arguments& arguments, Session& session) {
  const RuleChoice choice = choose_rules(arguments, session.reader);
  if (!all_loaded(choice, session)) return exit_trouble;
  if (arguments.positional.empty()) {
    complain(session,
             {"'rules show' needs the code of a rule: shirlint rules show PRX009", {}, {}});
    return exit_trouble;
  }
  Page page(session, wants_color(arguments, session));
  for (const std::string& code : arguments.positional) {
    const auto at = std::find_if(choice.rules.begin(), choice.rules.end(),
                                 [&](const rules::Rule* rule) { return rule->code == code; });
    if (at == choice.rules.end()) {
      std::vector<std::string_view> codes;
      for (const rules::Rule* rule : choice.rules) codes.push_back(rule->code);
      const std::string_view near = text::nearest(code, codes);
      complain(session,
               {near.empty() ? fmt::format("there is no rule '{}'", code)
                             : fmt::format("there is no rule '{}'; did you mean '{}'?", code, near),
                {},
                {}});
      return exit_trouble;
    }
    show(**at, page, session);
  }
  return exit_ok;
}

}  // namespace shirlint::cli
