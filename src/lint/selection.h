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

/// The rules left. A name that matches no rule is an error with "did you mean".
[[nodiscard]] text::Result<std::vector<const rules::Rule*>> select_rules(
    std::span<const rules::Rule* const> rules, const Selection& selection);

/// The letters of a code: "PRX" of "PRX009".
[[nodiscard]] std::string_view category(std::string_view code);

}  // namespace shirlint::lint
