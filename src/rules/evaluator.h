// Asks rules of one host: XPath over the config trees and the facts document.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "facts/data_tree.h"
#include "facts/inventory.h"
#include "rules/rule.h"

namespace shirlint::rules {

/// What is not known of a fact: empty `reason` means that it is known (present or absent).
struct Gap {
  std::string reason;
};

struct ConfigSubject {
  pugi::xml_node tree;  // document node of the config; no children when it is not readable
  pugi::xml_node net;   // its <net> in the facts document
  std::string_view role;
  bool fragment = false;
  bool readable = true;
};

/// One host as the rules see it. `known` answers for a fact in host.toml's words.
struct Subject {
  std::span<const ConfigSubject> configs;
  pugi::xml_node facts;                         // <facts>
  pugi::xml_node host;                          // <host>
  pugi::xml_node site;                          // <site>
  facts::DataTree* data = nullptr;              // the same each time; null: no rule asks for it
  const facts::Inventory* inventory = nullptr;  // of `facts`; null: it may hold anything
  std::string_view product;
  bool whole_host = true;  // false: a lone fragment or transform, of which no host is known
  bool script = false;     // a runbook: only rules of scope `script` are asked
  std::function<Gap(std::string_view)> known;
  std::function<bool(std::string_view)> unresolved;  // holds a deployment token; may be empty
};

/// The hosts of one group, all judged before, as rules of scope `group` see them.
struct GroupSubject {
  pugi::xml_node facts;                         // <facts>
  pugi::xml_node group;                         // <group>
  facts::DataTree* data = nullptr;              // as in Subject
  const facts::Inventory* inventory = nullptr;  // as in Subject
  std::string_view product;  // of all nodes; empty when they differ or nothing tells it
};

inline constexpr std::size_t no_config = static_cast<std::size_t>(-1);

struct RelatedHit {
  pugi::xpath_node node;
  std::string message;
};

struct FixTarget {
  pugi::xpath_node node;
  std::string value;  // of `Step::value`, `$target` being this node
};

struct StepHit {
  const FixStep* step = nullptr;
  std::vector<FixTarget> targets;  // never empty
  std::string name;
  pugi::xpath_node to;  // null when the step has none
};

struct FixHit {
  const Fix* fix = nullptr;
  std::string title;
  std::vector<StepHit> steps;  // never empty
};

/// One place where a rule failed.
struct Hit {
  const Rule* rule = nullptr;
  std::size_t config = no_config;  // index into Subject::configs for rules of scope `config`
  pugi::xpath_node node;
  Severity severity = Severity::error;
  std::string message;
  std::vector<RelatedHit> related;
  std::vector<FixHit> fixes;
};

/// One rule that could not be judged (of one config, or of the host).
struct Miss {
  const Rule* rule = nullptr;
  std::size_t config = no_config;
  std::string needs;
  std::string reason;
  pugi::xml_node item{};  // of a rule's `each`: what is not known enough
};

struct Verdicts {
  std::vector<Hit> hits;
  std::vector<Miss> misses;
};

/// Owns the compiled queries and the variables they point into: one for each worker thread.
/// A compiled query takes at least 4 KB of pugixml's memory. For one host they are not kept: the
/// next one then gets the same memory, which is in the cache, instead of a new page.
enum class Reuse : std::uint8_t { many_hosts, one_host };

/// Queries are compiled when first needed. The rules must outlive it and must have passed the
/// loader's checks; a query that does not compile is a programming error and yields a Miss.
class Evaluator {
 public:
  explicit Evaluator(std::span<const Rule* const> rules, Reuse reuse = Reuse::many_hosts);
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;
  ~Evaluator();

  /// The rules of scope `config` and `host`, or of scope `script`.
  [[nodiscard]] Verdicts judge(const Subject& subject);
  /// The rules of scope `group`.
  [[nodiscard]] Verdicts judge_group(const GroupSubject& subject);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The names that every query may use besides its own [let]: $net, $host, $site, $peers, $data,
/// $self (node-sets), for a group $group and no other tree but $data, in values of fixes $target,
/// $lower and $upper (strings, for translate()).
[[nodiscard]] std::span<const std::string_view> predefined_node_sets();
[[nodiscard]] std::span<const std::string_view> predefined_strings();

}  // namespace shirlint::rules
