// Checks one XPath query of a rule: syntax, types, variables, names that exist, choices that exist.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "rules/toml_fields.h"
#include "rules/xpath_paths.h"
#include "rules/xpath_types.h"
#include "text/toml.h"

namespace shirlint::rules {

/// What the queries of one rule may refer to; grows with each [let].
class QueryChecker {
 public:
  QueryChecker(Scope scope, FileErrors& errors);

  /// From here on `$self` is what `select` finds.
  void bind_self(const std::string& select);
  /// From here on `$target` is what `query` finds; with nothing it is no name again.
  void bind_target(const std::optional<std::string>& query);
  /// Makes a [let] known, once its expression has passed.
  void bind_let(const std::string& name, const std::string& expression);
  /// `offset` is where `query` begins in the value `at` (templates hold queries in braces).
  /// `wanted` is the type it must have, if one is needed.
  bool check(std::string_view query, const text::TomlValue& at, std::size_t offset,
             std::optional<xpath::ValueType> wanted);

 private:
  /// Vocabulary paths ("net/bypass") that a path may end at; nothing: not a tree with a vocabulary.
  using Places = std::optional<std::vector<std::string>>;

  Places base_of(const xpath::LocationPath& path) const;
  Places walk(const xpath::LocationPath& path, std::optional<text::Error>& error,
              text::Span& wrong) const;
  /// Does the path lead through the config that is judged, and not through a tree of facts?
  [[nodiscard]] bool is_in_config(const xpath::LocationPath& path) const;
  bool check_names(const xpath::Ast& ast, const text::TomlValue& at, std::size_t offset);
  bool check_choices(const xpath::Ast& ast, const text::TomlValue& at, std::size_t offset);
  bool check_unions(const xpath::Ast& ast, const text::TomlValue& at, std::size_t offset);
  void report(const text::TomlValue& at, std::size_t offset, text::Span span, std::string message);

  Scope scope_;
  FileErrors& errors_;
  std::map<std::string, xpath::ValueType, std::less<>> types_;
  std::map<std::string, std::vector<xpath::LocationPath>, std::less<>> results_;
};

}  // namespace shirlint::rules
