#include "lint/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/spelling.h"

namespace shirlint::lint {
namespace {

bool matches(std::string_view name, std::string_view code) {
  return name == code || name == category(code);
}

const rules::Rule* find(std::span<const rules::Rule* const> rules, std::string_view code) {
  const auto at = std::find_if(rules.begin(), rules.end(),
                               [&](const rules::Rule* rule) { return rule->code == code; });
  return at == rules.end() ? nullptr : *at;
}

tl::unexpected<text::Error> unknown_name(const std::string& name,
                                         std::span<const rules::Rule* const> rules) {
  std::vector<std::string_view> known;
  for (const rules::Rule* rule : rules) {
    known.push_back(rule->code);
    known.push_back(category(rule->code));
  }
  const std::string_view near = text::nearest(name, known);
  return text::fail(
      near.empty() ? fmt::format("there is no rule '{}'; 'shirlint rules list' lists them", name)
                   : fmt::format("there is no rule '{}'; did you mean '{}'?", name, near));
}

}  // namespace

std::string_view category(std::string_view code) {
  const auto end =
      std::find_if(code.begin(), code.end(), [](char c) { return c < 'A' || c > 'Z'; });
  return code.substr(0, static_cast<std::size_t>(end - code.begin()));
}

bool matches_code(std::span<const std::string> prefixes, std::string_view code) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& name) { return matches(name, code); });
}

std::string_view redirected(std::span<const rules::Rule* const> rules, std::string_view code) {
  const rules::Rule* rule = find(rules, code);
  return rule == nullptr || rule->redirect.empty() ? code : rule->redirect;
}

std::vector<text::Error> redirect_errors(std::span<const rules::Rule* const> rules) {
  std::vector<text::Error> errors;
  for (const rules::Rule* rule : rules) {
    if (rule->redirect.empty()) continue;
    const rules::Rule* target = find(rules, rule->redirect);
    if (target != nullptr && target->redirect.empty()) continue;
    errors.push_back(
        {fmt::format("{} redirects to '{}', but {}", rule->code, rule->redirect,
                     target == nullptr ? "there is no such rule" : "that rule redirects too"),
         std::string(rule->file),
         {}});
  }
  return errors;
}

text::Result<Selected> select_rules(std::span<const rules::Rule* const> rules,
                                    const Selection& selection) {
  Selected selected;
  Selection meant = selection;
  for (std::vector<std::string>* names : {&meant.select, &meant.ignore}) {
    for (std::string& name : *names) {
      const bool known = std::any_of(rules.begin(), rules.end(), [&](const rules::Rule* rule) {
        return matches(name, rule->code);
      });
      if (!known) return unknown_name(name, rules);
      if (std::string code(redirected(rules, name)); code != name) {
        selected.warnings.push_back(fmt::format("{} is part of {}, which is meant", name, code));
        name = std::move(code);
      }
    }
  }
  for (const rules::Rule* rule : rules) {
    if (!rule->redirect.empty() || matches_code(meant.ignore, rule->code)) continue;
    const bool by_code =
        std::find(meant.select.begin(), meant.select.end(), rule->code) != meant.select.end();
    const bool wanted = meant.select.empty() || matches_code(meant.select, rule->code);
    if (!wanted || (rule->status == rules::Status::preview && !by_code)) continue;
    if (by_code && rule->status == rules::Status::deprecated) {
      selected.warnings.push_back(
          fmt::format("{} is deprecated and will go; 'shirlint rules show {}' says why", rule->code,
                      rule->code));
    }
    selected.rules.push_back(rule);
  }
  return selected;
}

}  // namespace shirlint::lint
