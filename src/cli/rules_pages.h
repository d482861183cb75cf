// The rules and the trees they ask as pages: docs/rules.md and docs/trees.md are made by
// `rules list --format markdown` and `rules tree --format markdown`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/session.h"
#include "facts/vocabulary.h"

namespace shirlint::cli {

/// What is wrong with the --format of `rules list` (text, json, markdown), or of `rules tree`,
/// which has no json, and markdown only of the names; empty: nothing.
[[nodiscard]] std::string page_usage(std::string_view format);
[[nodiscard]] std::string tree_usage(std::string_view format, bool names);

/// "safe", "unsafe", "manual" or "none": the most that a fix of the rule may be.
[[nodiscard]] std::string_view best_fix(const rules::Rule& rule);

void write_rules_json(const RuleChoice& choice, Session& session);
void write_rules_markdown(const RuleChoice& choice, Session& session);

struct Tree {
  std::string_view name;  // "net"
  std::string_view about;
  std::span<const facts::Term> terms;
};
[[nodiscard]] std::vector<Tree> all_trees();
[[nodiscard]] std::string_view term_type(const facts::Term& term);
void write_trees_markdown(Session& session);

}  // namespace shirlint::cli
