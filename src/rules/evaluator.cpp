#include "rules/evaluator.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "rules/compiled_rule.h"
#include "rules/host_children.h"

namespace shirlint::rules {
namespace {

constexpr std::string_view transform_role = "transform";
constexpr std::string_view baseline_item = "baseline.";  // an attribute of <baseline>

bool applies(std::span<const std::string_view> wanted, std::string_view actual) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), actual) != wanted.end();
}

pugi::xpath_node_set one(pugi::xml_node node) {
  const pugi::xpath_node item(node);
  return node ? pugi::xpath_node_set(&item, &item + 1) : pugi::xpath_node_set();
}

pugi::xpath_node_set one_root(const facts::DataTree* tree) {
  return tree == nullptr ? pugi::xpath_node_set() : one(tree->root());
}

std::string_view value_of(const pugi::xpath_node& node) {
  return node.attribute() ? node.attribute().value() : node.node().value();
}

/// Does the rule read the effective proxy? Then it needs one: a file that does not load has none.
bool reads_effective_proxy(const Rule& rule) {
  const auto mentions = [](std::string_view text) {
    return text.find("$net/proxy") != std::string_view::npos ||
           text.find("$peers/proxy") != std::string_view::npos;
  };
  return mentions(rule.select) || mentions(rule.when) ||
         std::any_of(rule.lets.begin(), rule.lets.end(),
                     [&](const Let& let) { return mentions(let.expression); });
}

pugi::xpath_node_set set_of(const std::vector<pugi::xpath_node>& nodes) {
  return {nodes.data(), nodes.data() + nodes.size()};
}

/// What the variables hold for the config at `index`: its own net, and the others as its peers.
Globals globals_of(const Subject& subject, std::size_t index, const HostChildren& children) {
  std::vector<pugi::xpath_node> peers;
  for (std::size_t other = 0; other < subject.configs.size(); ++other) {
    if (other != index) peers.emplace_back(subject.configs[other].net);
  }
  return {one(subject.configs[index].net),
          one(subject.host),
          one(subject.site),
          set_of(peers),
          one_root(subject.data),
          {},
          subject.data,
          &children};
}

/// And for the host as a whole: the nets of all configs.
Globals globals_of_host(const Subject& subject, const HostChildren& children) {
  std::vector<pugi::xpath_node> nets;
  for (const ConfigSubject& config : subject.configs) nets.emplace_back(config.net);
  return {set_of(nets), one(subject.host), one(subject.site), {}, one_root(subject.data),
          {},           subject.data,      &children};
}

struct Entry {
  const Rule* rule = nullptr;
  std::optional<bool> reads_proxy;         // see reads_effective_proxy; asked where there is none
  std::unique_ptr<CompiledRule> compiled;  // made when it is first asked
};

/// What the `of` of an `each` finds in a host or a group: many rules need the same things known.
struct SharedItems {
  std::string_view of;
  std::vector<pugi::xpath_node> items;
};

bool needs_proxy(Entry& entry) {
  if (!entry.reads_proxy) entry.reads_proxy = reads_effective_proxy(*entry.rule);
  return *entry.reads_proxy;
}

/// In a config's tree the same query finds other things for the next config.
bool is_shared(const Rule& rule, const Each& each) {
  return rule.scope != Scope::config && !reads_own_lets(rule, each.of);
}

bool may_find(std::span<const Premise> premises, const facts::Inventory* inventory) {
  return inventory == nullptr || may_hold(premises, *inventory);
}

}  // namespace

struct Evaluator::Parts {
  std::vector<Entry> entries;
  std::vector<std::string_view> known;  // facts of which this was asked and answered
  std::vector<SharedItems> shared;      // of this subject
  Reuse reuse = Reuse::many_hosts;

  /// What `find_items` gives, or gave when another rule asked with the same query.
  template <class Find>
  const std::vector<pugi::xpath_node>& share(std::string_view of, const Find& find_items);
  void judge_config(Entry& entry, const Subject& subject, std::size_t index, const Globals& globals,
                    Verdicts& verdicts);
  bool find(Entry& entry, const Subject& subject, std::size_t config, const Globals& globals,
            pugi::xml_node context, Verdicts& verdicts);
  bool misses_one(const Rule& rule, std::span<const std::string_view> facts, const Subject& subject,
                  std::size_t config, Verdicts& verdicts);
  void ask(Entry& entry, const Subject& subject, std::size_t config, const Globals& globals,
           pugi::xml_node context, Verdicts& verdicts);
};

Evaluator::Evaluator(std::span<const Rule* const> rules, Reuse reuse)
    : parts_(std::make_unique<Parts>()) {
  parts_->reuse = reuse;
  parts_->entries.reserve(rules.size());
  for (const Rule* rule : rules) {
    if (!rule->redirect.empty()) continue;
    parts_->entries.push_back({rule, std::nullopt, nullptr});
  }
}

Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;
Evaluator::~Evaluator() = default;

template <class Find>
const std::vector<pugi::xpath_node>& Evaluator::Parts::share(std::string_view of,
                                                             const Find& find_items) {
  const auto at = std::find_if(shared.begin(), shared.end(),
                               [&](const SharedItems& found) { return found.of == of; });
  if (at != shared.end()) return at->items;
  return shared.emplace_back(SharedItems{of, find_items()}).items;
}

/// Is one of `facts` not known? Several rules need the same ones.
bool Evaluator::Parts::misses_one(const Rule& rule, std::span<const std::string_view> facts,
                                  const Subject& subject, std::size_t config, Verdicts& verdicts) {
  for (const std::string_view fact : facts) {
    if (std::find(known.begin(), known.end(), fact) != known.end()) continue;
    if (Gap gap = subject.known(fact); !gap.reason.empty()) {
      verdicts.misses.push_back({&rule, config, std::string(fact), std::move(gap.reason)});
      return true;
    }
    known.push_back(fact);
  }
  return false;
}

/// False: there is nothing that the rule is about. Rules of which the facts tell that beforehand
/// are not even compiled.
bool Evaluator::Parts::find(Entry& entry, const Subject& subject, std::size_t config,
                            const Globals& globals, pugi::xml_node context, Verdicts& verdicts) {
  const Rule& rule = *entry.rule;
  bool bound = false;
  const auto compiled = [&]() -> CompiledRule& {
    if (!entry.compiled) entry.compiled = std::make_unique<CompiledRule>(rule);
    if (!bound) entry.compiled->bind(globals);
    bound = true;
    return *entry.compiled;
  };
  bool found = false;
  if (may_find(rule.premises, subject.inventory)) {
    for (const pugi::xpath_node& node : compiled().select(context)) {
      if (subject.unresolved && subject.unresolved(value_of(node))) {
        verdicts.misses.push_back({&rule, config, "the value of a deployment token",
                                   "filled in by the deployment (--values FILE gives it)"});
        continue;
      }
      Hit hit = compiled().describe(node, context);
      hit.config = config;
      verdicts.hits.push_back(std::move(hit));
      found = true;
    }
  }
  for (std::size_t at = 0; at < rule.each.size(); ++at) {
    const Each& each = rule.each[at];
    if (!may_find(each.premises, subject.inventory)) continue;
    const auto items = [&] { return compiled().items(at, context); };
    for (Incomplete& missing : is_shared(rule, each) ? incomplete(each, share(each.of, items))
                                                     : incomplete(each, items())) {
      const bool remembered = missing.fact.compare(0, baseline_item.size(), baseline_item) == 0;
      verdicts.misses.push_back({&rule, config, std::move(missing.fact),
                                 remembered ? "not in the baseline" : "not in the snapshot",
                                 missing.item});
      found = true;
    }
  }
  return found;
}

void Evaluator::Parts::ask(Entry& entry, const Subject& subject, std::size_t config,
                           const Globals& globals, pugi::xml_node context, Verdicts& verdicts) {
  const Rule& rule = *entry.rule;
  if (misses_one(rule, rule.needs, subject, config, verdicts)) return;
  if (find(entry, subject, config, globals, context, verdicts)) return;
  misses_one(rule, rule.needs_for_pass, subject, config, verdicts);
}

void Evaluator::Parts::judge_config(Entry& entry, const Subject& subject, std::size_t index,
                                    const Globals& globals, Verdicts& verdicts) {
  const Rule& rule = *entry.rule;
  const ConfigSubject& config = subject.configs[index];
  if (!applies(rule.roles, config.role) || (config.fragment && !rule.fragments)) return;
  // A transform is no config: only a rule that names the role has something to say of it.
  if (config.role == transform_role && rule.roles.empty()) return;
  if (!config.readable && !rule.malformed) {
    verdicts.misses.push_back(
        {&rule, index, "config." + std::string(config.role), "the file cannot be read as XML"});
    return;
  }
  if (!config.net.child("proxy") && needs_proxy(entry)) {
    verdicts.misses.push_back({&rule, index, "config." + std::string(config.role),
                               ".NET refuses the file, so there is no effective proxy"});
    return;
  }
  ask(entry, subject, index, globals, config.tree, verdicts);
}

Verdicts Evaluator::judge(const Subject& subject) {
  Verdicts verdicts;
  parts_->known.clear();
  parts_->shared.clear();
  const HostChildren children(subject.host);
  const Globals of_host = globals_of_host(subject, children);
  std::vector<Globals> of_configs;
  for (std::size_t index = 0; index < subject.configs.size(); ++index) {
    of_configs.push_back(globals_of(subject, index, children));
  }
  for (Entry& entry : parts_->entries) {
    const Rule& rule = *entry.rule;
    const bool of_script = rule.scope == Scope::script;
    if (of_script != subject.script || rule.scope == Scope::group) continue;
    if (of_script) {
      parts_->ask(entry, subject, no_config, of_host, subject.facts, verdicts);
      continue;
    }
    if (subject.product.empty() && !rule.products.empty()) {
      if (subject.whole_host) {
        verdicts.misses.push_back(
            {&rule, no_config, "product", "nothing tells which product it is"});
      }
      continue;
    }
    if (!applies(rule.products, subject.product)) continue;
    if (rule.scope == Scope::config) {
      for (std::size_t index = 0; index < subject.configs.size(); ++index) {
        parts_->judge_config(entry, subject, index, of_configs[index], verdicts);
      }
    } else if (subject.whole_host) {
      parts_->ask(entry, subject, no_config, of_host, subject.facts, verdicts);
    }
    if (parts_->reuse == Reuse::one_host) entry.compiled.reset();
  }
  return verdicts;
}

Verdicts Evaluator::judge_group(const GroupSubject& subject) {
  Verdicts verdicts;
  parts_->shared.clear();
  const Globals globals{{},           {},     {}, {}, one_root(subject.data), one(subject.group),
                        subject.data, nullptr};
  Subject no_host;  // a rule about a group has no `needs` to ask it for
  no_host.inventory = subject.inventory;
  for (Entry& entry : parts_->entries) {
    const Rule& rule = *entry.rule;
    if (rule.scope != Scope::group) continue;
    if (subject.product.empty() && !rule.products.empty()) {
      verdicts.misses.push_back(
          {&rule, no_config, "product", "nothing tells which product all nodes belong to"});
    } else if (applies(rule.products, subject.product)) {
      parts_->ask(entry, no_host, no_config, globals, subject.facts, verdicts);
    }
  }
  return verdicts;
}

}  // namespace shirlint::rules
