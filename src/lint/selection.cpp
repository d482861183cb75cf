#include "lint/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/spelling.h"

namespace shirlint::lint {
namespace {

bool matches(std::string_view name, std::string_view code) {
  return name == code || name == category(code);
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

text::Result<std::vector<const rules::Rule*>> select_rules(
    std::span<const rules::Rule* const> rules, const Selection& selection) {
  for (const std::vector<std::string>* names : {&selection.select, &selection.ignore}) {
    for (const std::string& name : *names) {
      const bool known = std::any_of(rules.begin(), rules.end(), [&](const rules::Rule* rule) {
        return matches(name, rule->code);
      });
      if (!known) return unknown_name(name, rules);
    }
  }
  std::vector<const rules::Rule*> chosen;
  for (const rules::Rule* rule : rules) {
    const bool wanted = selection.select.empty() || matches_code(selection.select, rule->code);
    if (wanted && !matches_code(selection.ignore, rule->code)) chosen.push_back(rule);
  }
  return chosen;
}

}  // namespace shirlint::lint
