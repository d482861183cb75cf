// One rule with its queries compiled against a variable set of its own.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/evaluator.h"
#include "rules/rule.h"

namespace shirlint::rules {

/// Values of the predefined variables for one evaluation.
struct Globals {
  pugi::xpath_node_set net, host, site, peers, data, group;
};

/// An item of `Rule::each` of which something is not known.
struct Incomplete {
  std::string fact;  // "element.name.attribute"
  pugi::xml_node item;
};

constexpr std::size_t node_set_count = 8;  // those of Globals, $self and $target

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

[[nodiscard]] pugi::xpath_value_type xpath_type(LetType type);
[[nodiscard]] LetType let_type(pugi::xpath_value_type type);

class CompiledRule {
 public:
  explicit CompiledRule(const Rule& rule);

  [[nodiscard]] const Rule& rule() const { return *rule_; }
  /// Binds those variables that the rule mentions; must come before the other calls.
  void bind(const Globals& globals);
  /// The places at fault, `when` applied, below `context`.
  [[nodiscard]] std::vector<pugi::xpath_node> select(pugi::xml_node context);
  /// Message, related places and fixes of one selected place.
  [[nodiscard]] Hit describe(const pugi::xpath_node& node, pugi::xml_node context);
  /// Of the rule's `each` at `index`.
  [[nodiscard]] std::vector<Incomplete> incomplete_items(std::size_t index, pugi::xml_node context);

 private:
  struct LetQuery {
    std::string name;
    LazyQuery query;
    LetType type = LetType::string;
    bool reads_self = false;   // itself, or through another let
    bool asked_early = false;  // `select` or an `each` reads it, or a let that they read
    bool known = false;        // its value, since `bind`; one of $self changes all the same
  };
  struct EachQuery {
    LazyQuery of;
    std::span<const std::string_view> attributes;
  };
  /// Which lets to evaluate: those that `select` and `each` read, all that have no value yet, or
  /// those whose value depends on the selected node.
  enum class Lets : std::uint8_t { early, missing, of_self };

  void declare_used();
  void find_early_lets();
  void set_self(const pugi::xpath_node& node);
  void evaluate_lets(pugi::xml_node context, Lets which);
  bool holds(LazyQuery& query, pugi::xml_node context);
  /// `markup`: what expressions give is escaped, for a template that is XML.
  std::string fill(std::string_view text, pugi::xml_node context, bool markup = false);
  /// False when the step has nothing to work on: then the fix is none.
  bool describe_step(const FixStep& step, const pugi::xpath_node& self, pugi::xml_node context,
                     StepHit& hit);

  const Rule* rule_;
  pugi::xpath_variable_set variables_;
  std::bitset<node_set_count> used_;  // the predefined node sets that the rule mentions
  std::vector<LetQuery> lets_;
  std::vector<EachQuery> each_;
  LazyQuery select_;
  LazyQuery when_;
};

}  // namespace shirlint::rules
