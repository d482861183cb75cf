// One rule with its queries compiled against a variable set of its own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "facts/data_tree.h"
#include "rules/evaluator.h"
#include "rules/host_children.h"
#include "rules/message_template.h"
#include "rules/rule.h"

namespace shirlint::rules {

/// Values of the predefined variables for one evaluation.
struct Globals {
  pugi::xpath_node_set net, host, site, peers, data, group;
  facts::DataTree* tables = nullptr;  // whose root `data` holds; null: no rule asks for it
  const HostChildren* host_children = nullptr;  // of the node in `host`; null: it has none
};

/// An item of `Rule::each` of which something is not known.
struct Incomplete {
  std::string fact;  // "element.name.attribute"
  pugi::xml_node item;
};

constexpr std::size_t node_set_count = 8;  // those of Globals, $self and $target

[[nodiscard]] pugi::xpath_value_type xpath_type(LetType type);
[[nodiscard]] LetType let_type(pugi::xpath_value_type type);

/// Those of the items of `each` that lack one of its attributes.
[[nodiscard]] std::vector<Incomplete> incomplete(const Each& each,
                                                 std::span<const pugi::xpath_node> items);

/// Does `query` mention one of the rule's [let]? If not, other rules find the same with it.
[[nodiscard]] bool reads_own_lets(const Rule& rule, std::string_view query);

/// Each of its queries is compiled at its first use, and kept.
class CompiledRule {
 public:
  explicit CompiledRule(const Rule& rule);

  [[nodiscard]] const Rule& rule() const { return *rule_; }
  /// Must come before the other calls; `globals` must outlive them, and `Globals::tables` be the
  /// same each time.
  void bind(const Globals& globals);
  /// The places at fault, `when` applied, below `context`.
  [[nodiscard]] std::vector<pugi::xpath_node> select(pugi::xml_node context);
  /// Message, related places and fixes of one selected place.
  [[nodiscard]] Hit describe(const pugi::xpath_node& node, pugi::xml_node context);
  /// The items of the rule's `each` at `index`.
  [[nodiscard]] std::vector<pugi::xpath_node> items(std::size_t index, pugi::xml_node context);

 private:
  struct LetQuery {
    const Let* let = nullptr;
    pugi::xpath_variable* variable = nullptr;
    bool reads_self = false;   // itself, or through another let
    bool asked_early = false;  // `select` or an `each` reads it, or a let that they read
    bool known = false;        // its value, since `bind`; one of $self changes all the same
  };
  /// The children of <host> of one name, as queries read them: see with_host_children().
  struct Child {
    std::string name;
    pugi::xpath_variable* variable = nullptr;
  };
  /// Which lets to evaluate: those that `select` and `each` read, all that have no value yet, or
  /// those whose value depends on the selected node.
  enum class Lets : std::uint8_t { early, missing, of_self };

  void find_early_lets();
  /// Throws pugi::xpath_exception for text that is no XPath (the loader has refused such rules).
  const pugi::xpath_query& query(std::string_view text);
  void declare_variables_of(std::string_view text);
  void declare_child(std::string_view name);
  void set_child(const Child& child) const;
  void show_tables(std::string_view after_data);
  [[nodiscard]] pugi::xpath_node_set value_of(std::size_t node_set) const;
  void set_node(std::size_t node_set, const pugi::xpath_node& node);
  void evaluate_lets(pugi::xml_node context, Lets which);
  /// A condition that is not there holds.
  bool holds(std::string_view condition, pugi::xml_node context);
  /// `markup`: what expressions give is escaped, for a template that is XML.
  std::string fill(std::string_view text, pugi::xml_node context, bool markup = false);
  /// False when the step has nothing to work on: then the fix is none.
  bool describe_step(const FixStep& step, const pugi::xpath_node& self, pugi::xml_node context,
                     StepHit& hit);

  const Rule* rule_;
  const Globals* globals_ = nullptr;
  pugi::xpath_node self_;
  pugi::xpath_node target_;
  pugi::xpath_variable_set variables_;
  /// The predefined node sets that a compiled query mentions.
  std::array<pugi::xpath_variable*, node_set_count> node_sets_{};
  std::vector<Child> children_;  // that a compiled query mentions
  std::vector<LetQuery> lets_;
  std::map<std::string_view, pugi::xpath_query> queries_;  // by their texts
  std::map<std::string_view, std::vector<TemplatePart>> templates_;
};

}  // namespace shirlint::rules
