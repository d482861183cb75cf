// One rule with its queries compiled against a variable set of its own.
#pragma once

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "rules/evaluator.h"
#include "rules/rule.h"

namespace shirlint::rules {

/// Values of the predefined variables for one evaluation.
struct Globals {
  pugi::xpath_node_set net, host, site, peers, data;
};

/// A query that is compiled at its first use.
class LazyQuery {
 public:
  LazyQuery() = default;
  explicit LazyQuery(std::string_view text) : text_(text) {}

  [[nodiscard]] bool empty() const { return text_.empty(); }
  /// Throws pugi::xpath_exception for text that is no XPath (the loader has refused such rules).
  const pugi::xpath_query& get(pugi::xpath_variable_set& variables);

 private:
  std::string_view text_;
  std::unique_ptr<pugi::xpath_query> query_;
};

class CompiledRule {
 public:
  explicit CompiledRule(const Rule& rule);

  [[nodiscard]] const Rule& rule() const { return *rule_; }
  /// Binds the variables; must come before the other calls.
  void bind(const Globals& globals);
  /// The places at fault, `when` applied, below `context`.
  [[nodiscard]] std::vector<pugi::xpath_node> select(pugi::xml_node context);
  /// Message, related places and fixes of one selected place.
  [[nodiscard]] Hit describe(const pugi::xpath_node& node, pugi::xml_node context);
  /// The first item of `rule().each` of which something is not known: "element @attribute".
  [[nodiscard]] std::vector<std::string> incomplete_items(pugi::xml_node context);

 private:
  struct LetQuery {
    std::string name;
    LazyQuery query;
    pugi::xpath_value_type type = pugi::xpath_type_none;
  };

  void set_self(const pugi::xpath_node& node);
  void evaluate_lets(pugi::xml_node context);
  bool holds(LazyQuery& query, pugi::xml_node context);
  std::string fill(std::string_view text, pugi::xml_node context);

  const Rule* rule_;
  pugi::xpath_variable_set variables_;
  std::vector<LetQuery> lets_;
  LazyQuery select_;
  LazyQuery when_;
};

}  // namespace shirlint::rules
