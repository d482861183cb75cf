#include "rules/compiled_rule.h"

#include <algorithm>
#include <array>

#include "text/markup.h"

namespace shirlint::rules {
namespace {

constexpr std::array<std::string_view, node_set_count> node_set_names = {
    "net", "host", "site", "peers", "data", "group", "self", "target"};
constexpr std::size_t host_index = 1;
constexpr std::size_t data_index = 4;
constexpr std::size_t self_index = 6;
constexpr std::size_t target_index = 7;
constexpr std::array<std::string_view, 2> string_names = {"lower", "upper"};
constexpr std::array<const char*, 2> string_values = {"abcdefghijklmnopqrstuvwxyz",
                                                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"};

/// Calls `visit` with the name of every variable that `text` mentions, and with what follows it.
template <class Visit>
void visit_variables(std::string_view text, const Visit& visit) {
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at)) {
    const std::string_view rest = text.substr(++at);
    const std::string_view name = name_at_start(rest);
    visit(name, rest.substr(name.size()));
  }
}

bool mentions(std::string_view text, std::string_view variable) {
  bool found = false;
  visit_variables(text, [&](std::string_view name, std::string_view /*after*/) {
    found = found || name == variable;
  });
  return found;
}

pugi::xpath_node_set one(const pugi::xpath_node& node) {
  return node ? pugi::xpath_node_set(&node, &node + 1) : pugi::xpath_node_set();
}

}  // namespace

bool reads_own_lets(const Rule& rule, std::string_view query) {
  return std::any_of(rule.lets.begin(), rule.lets.end(),
                     [&](const Let& let) { return mentions(query, let.name); });
}

std::span<const std::string_view> predefined_node_sets() { return node_set_names; }
std::span<const std::string_view> predefined_strings() { return string_names; }

pugi::xpath_value_type xpath_type(LetType type) {
  switch (type) {
    case LetType::node_set:
      return pugi::xpath_type_node_set;
    case LetType::number:
      return pugi::xpath_type_number;
    case LetType::boolean:
      return pugi::xpath_type_boolean;
    case LetType::string:
      break;
  }
  return pugi::xpath_type_string;
}

LetType let_type(pugi::xpath_value_type type) {
  for (const LetType known : {LetType::node_set, LetType::number, LetType::boolean}) {
    if (xpath_type(known) == type) return known;
  }
  return LetType::string;
}

CompiledRule::CompiledRule(const Rule& rule) : rule_(&rule) {
  for (const Let& let : rule.lets) {
    LetQuery query;
    query.let = &let;
    query.reads_self = mentions(let.expression, "self") ||
                       std::any_of(lets_.begin(), lets_.end(), [&](const LetQuery& earlier) {
                         return earlier.reads_self && mentions(let.expression, earlier.let->name);
                       });
    query.variable = variables_.add(std::string(let.name).c_str(), xpath_type(let.type));
    lets_.push_back(query);
  }
  find_early_lets();
}

/// A let may use those before it, so the last one comes first.
void CompiledRule::find_early_lets() {
  for (std::size_t at = lets_.size(); at-- > 0;) {
    LetQuery& let = lets_[at];
    let.asked_early = mentions(rule_->select, let.let->name) ||
                      std::any_of(rule_->each.begin(), rule_->each.end(), [&](const Each& each) {
                        return mentions(each.of, let.let->name);
                      });
    for (std::size_t later = at + 1; later < lets_.size() && !let.asked_early; ++later) {
      let.asked_early =
          lets_[later].asked_early && mentions(lets_[later].let->expression, let.let->name);
    }
  }
}

const pugi::xpath_query& CompiledRule::query(std::string_view text) {
  const auto known = queries_.find(text);
  if (known != queries_.end()) return known->second;
  declare_variables_of(text);
  return queries_.emplace(text, pugi::xpath_query(with_host_children(text).c_str(), &variables_))
      .first->second;
}

/// Most rules mention few variables until they find something: each is made when it is needed.
void CompiledRule::declare_variables_of(std::string_view text) {
  visit_variables(text, [&](std::string_view name, std::string_view after) {
    for (std::size_t at = 0; at < string_names.size(); ++at) {
      if (name == string_names[at]) variables_.set(string_names[at].data(), string_values[at]);
    }
    const auto* const found = std::find(node_set_names.begin(), node_set_names.end(), name);
    if (found == node_set_names.end()) return;
    const auto at = static_cast<std::size_t>(found - node_set_names.begin());
    if (at == host_index && !host_child(after).empty()) return declare_child(host_child(after));
    if (at == data_index) show_tables(after);
    if (node_sets_[at] != nullptr) return;
    node_sets_[at] = variables_.add(found->data(), pugi::xpath_type_node_set);
    node_sets_[at]->set(value_of(at));
  });
}

void CompiledRule::declare_child(std::string_view name) {
  const auto known = std::find_if(children_.begin(), children_.end(),
                                  [&](const Child& child) { return child.name == name; });
  if (known != children_.end()) return;
  std::string variable = "host.";
  variable += name;
  Child& child = children_.emplace_back();
  child.name = name;
  child.variable = variables_.add(variable.c_str(), pugi::xpath_type_node_set);
  set_child(child);
}

void CompiledRule::set_child(const Child& child) const {
  const HostChildren* const all = globals_->host_children;
  child.variable->set(all == nullptr ? pugi::xpath_node_set() : all->named(child.name));
}

/// Those that "/root[...]" behind $data asks for.
void CompiledRule::show_tables(std::string_view after_data) {
  if (globals_->tables == nullptr) return;
  const std::string_view element =
      after_data.substr(0, 1) == "/" ? name_at_start(after_data.substr(1)) : std::string_view();
  if (element.empty()) {
    globals_->tables->add_all();
  } else {
    globals_->tables->add(element);
  }
}

pugi::xpath_node_set CompiledRule::value_of(std::size_t node_set) const {
  if (node_set == self_index) return one(self_);
  if (node_set == target_index) return one(target_);
  const std::array<const pugi::xpath_node_set*, self_index> values = {
      &globals_->net,   &globals_->host, &globals_->site,
      &globals_->peers, &globals_->data, &globals_->group};
  return *values[node_set];
}

void CompiledRule::set_node(std::size_t node_set, const pugi::xpath_node& node) {
  (node_set == self_index ? self_ : target_) = node;
  if (node_sets_[node_set] != nullptr) node_sets_[node_set]->set(one(node));
}

void CompiledRule::bind(const Globals& globals) {
  globals_ = &globals;
  self_ = target_ = {};
  for (std::size_t at = 0; at < node_sets_.size(); ++at) {
    if (node_sets_[at] != nullptr) node_sets_[at]->set(value_of(at));
  }
  for (const Child& child : children_) set_child(child);
  for (LetQuery& let : lets_) let.known = false;
}

void CompiledRule::evaluate_lets(pugi::xml_node context, Lets which) {
  for (LetQuery& let : lets_) {
    if (which == Lets::of_self ? !let.reads_self : let.known) continue;
    if (which == Lets::early && !let.asked_early) continue;
    let.known = true;
    const pugi::xpath_query& expression = query(let.let->expression);
    switch (let.let->type) {
      case LetType::node_set:
        let.variable->set(expression.evaluate_node_set(context));
        break;
      case LetType::number:
        let.variable->set(expression.evaluate_number(context));
        break;
      case LetType::boolean:
        let.variable->set(expression.evaluate_boolean(context));
        break;
      case LetType::string:
        let.variable->set(expression.evaluate_string(context).c_str());
    }
  }
}

bool CompiledRule::holds(std::string_view condition, pugi::xml_node context) {
  return condition.empty() || query(condition).evaluate_boolean(context);
}

std::vector<pugi::xpath_node> CompiledRule::select(pugi::xml_node context) {
  evaluate_lets(context, Lets::early);
  pugi::xpath_node_set nodes = query(rule_->select).evaluate_node_set(context);
  if (nodes.empty()) return {};
  evaluate_lets(context, Lets::missing);
  nodes.sort();
  std::vector<pugi::xpath_node> selected;
  for (const pugi::xpath_node& node : nodes) {
    set_node(self_index, node);
    if (!rule_->when.empty()) evaluate_lets(context, Lets::of_self);
    if (holds(rule_->when, context)) selected.push_back(node);
  }
  return selected;
}

std::string CompiledRule::fill(std::string_view text, pugi::xml_node context, bool markup) {
  auto known = templates_.find(text);
  if (known == templates_.end()) {
    auto parts = split_template(text);
    if (!parts) return std::string(text);  // refused by the loader; never so with a loaded rule
    known = templates_.emplace(text, std::move(*parts)).first;
  }
  std::string filled;
  for (const TemplatePart& part : known->second) {
    if (!part.expression) {
      filled += part.text;
      continue;
    }
    const std::string value = query(part.text).evaluate_string(context);
    filled += markup ? text::escape_markup(value) : value;
  }
  return filled;
}

bool CompiledRule::describe_step(const FixStep& step, const pugi::xpath_node& self,
                                 pugi::xml_node context, StepHit& hit) {
  hit.step = &step;
  hit.name = edits_config(step.operation) ? fill(step.name, context) : std::string(step.name);
  if (!step.to.empty()) {
    hit.to = query(step.to).evaluate_node_set(context).first();
    if (!hit.to) return false;
  }
  pugi::xpath_node_set targets(&self, &self + 1);
  if (!step.target.empty()) {
    targets = query(step.target).evaluate_node_set(context);
    targets.sort();
  }
  const bool markup = step.operation == Operation::insert_element;
  for (const pugi::xpath_node& target : targets) {
    set_node(target_index, target);
    hit.targets.push_back({target, fill(step.value, context, markup)});
  }
  return !hit.targets.empty();
}

Hit CompiledRule::describe(const pugi::xpath_node& node, pugi::xml_node context) {
  set_node(self_index, node);
  evaluate_lets(context, Lets::of_self);
  Hit hit;
  hit.rule = rule_;
  hit.node = node;
  hit.message = fill(rule_->message, context);
  hit.severity = rule_->severity;
  for (const SeverityWhen& other : rule_->severity_when) {
    if (!holds(other.when, context)) continue;
    hit.severity = other.severity;
    break;
  }
  for (const Related& related : rule_->related) {
    for (const pugi::xpath_node& place : query(related.select).evaluate_node_set(context)) {
      hit.related.push_back({place, fill(related.message, context)});
    }
  }
  for (const Fix& fix : rule_->fixes) {
    if (!holds(fix.when, context)) continue;
    FixHit found{&fix, fill(fix.title, context), {}};
    bool complete = describe_step(fix, node, context, found.steps.emplace_back());
    for (const FixStep& step : fix.then) {
      complete = complete && describe_step(step, node, context, found.steps.emplace_back());
    }
    if (complete) hit.fixes.push_back(std::move(found));
  }
  return hit;
}

std::vector<pugi::xpath_node> CompiledRule::items(std::size_t index, pugi::xml_node context) {
  evaluate_lets(context, Lets::early);
  const pugi::xpath_node_set found = query(rule_->each[index].of).evaluate_node_set(context);
  return {found.begin(), found.end()};
}

std::vector<Incomplete> incomplete(const Each& each, std::span<const pugi::xpath_node> items) {
  std::vector<Incomplete> missing;
  for (const pugi::xpath_node& item : items) {
    for (const std::string_view attribute : each.attributes) {
      const pugi::xml_node node = item.node();
      if (node.attribute(std::string(attribute).c_str())) continue;
      std::string name = node.name();
      for (const char* const key : {"store", "name", "source", "path"}) {
        if (const pugi::xml_attribute part = node.attribute(key)) {
          name += "." + std::string(part.value());
          break;
        }
      }
      // What is said of the machine itself has no name in front: "endpoint", as in host.toml.
      const bool machine = std::string_view(node.parent().name()) == "facts";
      if (machine) {
        name.clear();
      } else {
        name += '.';
      }
      missing.push_back({name.append(attribute), node});
    }
  }
  return missing;
}

}  // namespace shirlint::rules
