// Which rules are asked: --select, --ignore.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rules/rule.h"
#include "text/error.h"

namespace shirlint::lint {

struct Selection {
  std::vector<std::string> select;  // codes or beginnings of codes; empty: all
  std::vector<std::string> ignore;
};

/// Does `code` begin with one of `prefixes` that is either its category (PRX) or the whole code?
[[nodiscard]] bool matches_code(std::span<const std::string> prefixes, std::string_view code);

struct Selected {
  std::vector<const rules::Rule*> rules;
  std::vector<std::string> warnings;  // sentences about names that are redirected or deprecated
};

/// The rules left. The code of a rule that redirects stands for the rule it names, and such rules
/// are never among those left; a preview rule is only when its own code is selected. A name that
/// matches no rule is an error with "did you mean".
[[nodiscard]] text::Result<Selected> select_rules(std::span<const rules::Rule* const> rules,
                                                  const Selection& selection);

/// What the rules say of each other: a redirect must name a rule that is there and asks.
[[nodiscard]] std::vector<text::Error> redirect_errors(std::span<const rules::Rule* const> rules);

/// The code that is meant with `code`: that of the rule it redirects to, else itself.
[[nodiscard]] std::string_view redirected(std::span<const rules::Rule* const> rules,
                                          std::string_view code);

/// The letters of a code: "PRX" of "PRX009".
[[nodiscard]] std::string_view category(std::string_view code);

}  // namespace shirlint::lint
