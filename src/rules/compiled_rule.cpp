#include "rules/compiled_rule.h"

#include <algorithm>
#include <array>

#include "rules/message_template.h"

namespace shirlint::rules {
namespace {

constexpr std::array<std::string_view, node_set_count> node_set_names = {
    "net", "host", "site", "peers", "data", "group", "self", "target"};
constexpr std::array<std::string_view, 2> string_names = {"lower", "upper"};

/// Calls `visit` with the name of every variable that `text` mentions.
template <class Visit>
void visit_variables(std::string_view text, const Visit& visit) {
  constexpr std::string_view name_characters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at)) {
    const std::string_view rest = text.substr(++at);
    visit(rest.substr(0, rest.find_first_not_of(name_characters)));
  }
}

bool mentions(std::string_view text, std::string_view variable) {
  bool found = false;
  visit_variables(text, [&](std::string_view name) { found = found || name == variable; });
  return found;
}

/// Calls `visit` with every text of the rule that holds XPath.
template <class Visit>
void visit_queries(const Rule& rule, const Visit& visit) {
  for (const std::string_view text : {rule.select, rule.when, rule.message}) visit(text);
  for (const Let& let : rule.lets) visit(let.expression);
  for (const Each& each : rule.each) visit(each.of);
  for (const SeverityWhen& other : rule.severity_when) visit(other.when);
  for (const Related& related : rule.related) {
    visit(related.select);
    visit(related.message);
  }
  for (const Fix& fix : rule.fixes) {
    const auto visit_step = [&](const FixStep& step) {
      for (const std::string_view text : {step.target, step.name, step.value, step.to}) visit(text);
    };
    visit(fix.title);
    visit(fix.when);
    visit_step(fix);
    for (const FixStep& step : fix.then) visit_step(step);
  }
}

/// For text and for values in either quotes.
std::string escaped(std::string_view value) {
  std::string out;
  for (const char c : value) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

std::span<const std::string_view> predefined_node_sets() { return node_set_names; }
std::span<const std::string_view> predefined_strings() { return string_names; }

const pugi::xpath_query& LazyQuery::get(pugi::xpath_variable_set& variables) {
  if (!query_) query_ = std::make_unique<pugi::xpath_query>(std::string(text_).c_str(), &variables);
  return *query_;
}

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

CompiledRule::CompiledRule(const Rule& rule)
    : rule_(&rule), select_(rule.select), when_(rule.when) {
  declare_used();
  for (const Let& let : rule.lets) {
    LetQuery query{std::string(let.name), LazyQuery(let.expression), let.type};
    query.reads_self = mentions(let.expression, "self") ||
                       std::any_of(lets_.begin(), lets_.end(), [&](const LetQuery& earlier) {
                         return earlier.reads_self && mentions(let.expression, earlier.name);
                       });
    variables_.add(query.name.c_str(), xpath_type(query.type));
    lets_.push_back(std::move(query));
  }
  for (const Each& each : rule.each) each_.push_back({LazyQuery(each.of), each.attributes});
  find_early_lets();
}

/// A let may use those before it, so the last one comes first.
void CompiledRule::find_early_lets() {
  for (std::size_t at = lets_.size(); at-- > 0;) {
    LetQuery& let = lets_[at];
    let.asked_early = mentions(rule_->select, let.name) ||
                      std::any_of(rule_->each.begin(), rule_->each.end(),
                                  [&](const Each& each) { return mentions(each.of, let.name); });
    for (std::size_t later = at + 1; later < lets_.size() && !let.asked_early; ++later) {
      let.asked_early =
          lets_[later].asked_early && mentions(rule_->lets[later].expression, let.name);
    }
  }
}

/// A variable that no query of the rule mentions is not made: there is a set of them a rule.
void CompiledRule::declare_used() {
  bool lower = false;
  bool upper = false;
  visit_queries(*rule_, [&](std::string_view text) {
    visit_variables(text, [&](std::string_view name) {
      lower = lower || name == string_names[0];
      upper = upper || name == string_names[1];
      const auto* const at = std::find(node_set_names.begin(), node_set_names.end(), name);
      if (at == node_set_names.end()) return;
      used_.set(static_cast<std::size_t>(at - node_set_names.begin()));
      variables_.add(std::string(name).c_str(), pugi::xpath_type_node_set);
    });
  });
  if (lower) variables_.set("lower", "abcdefghijklmnopqrstuvwxyz");
  if (upper) variables_.set("upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

void CompiledRule::bind(const Globals& globals) {
  const pugi::xpath_node_set none;
  const std::array<const pugi::xpath_node_set*, node_set_names.size()> values = {
      &globals.net,  &globals.host,  &globals.site, &globals.peers,
      &globals.data, &globals.group, &none,         &none};
  for (std::size_t at = 0; at < node_set_names.size(); ++at) {
    if (used_.test(at)) variables_.set(node_set_names[at].data(), *values[at]);
  }
  for (LetQuery& let : lets_) let.known = false;
}

void CompiledRule::set_self(const pugi::xpath_node& node) {
  variables_.set("self", pugi::xpath_node_set(&node, &node + 1));
}

void CompiledRule::evaluate_lets(pugi::xml_node context, Lets which) {
  for (LetQuery& let : lets_) {
    if (which == Lets::of_self ? !let.reads_self : let.known) continue;
    if (which == Lets::early && !let.asked_early) continue;
    let.known = true;
    const pugi::xpath_query& query = let.query.get(variables_);
    switch (let.type) {
      case LetType::node_set:
        variables_.set(let.name.c_str(), query.evaluate_node_set(context));
        break;
      case LetType::number:
        variables_.set(let.name.c_str(), query.evaluate_number(context));
        break;
      case LetType::boolean:
        variables_.set(let.name.c_str(), query.evaluate_boolean(context));
        break;
      case LetType::string:
        variables_.set(let.name.c_str(), query.evaluate_string(context).c_str());
    }
  }
}

bool CompiledRule::holds(LazyQuery& query, pugi::xml_node context) {
  return query.empty() || query.get(variables_).evaluate_boolean(context);
}

std::vector<pugi::xpath_node> CompiledRule::select(pugi::xml_node context) {
  evaluate_lets(context, Lets::early);
  pugi::xpath_node_set nodes = select_.get(variables_).evaluate_node_set(context);
  if (nodes.empty()) return {};
  evaluate_lets(context, Lets::missing);
  nodes.sort();
  std::vector<pugi::xpath_node> selected;
  for (const pugi::xpath_node& node : nodes) {
    set_self(node);
    if (!when_.empty()) evaluate_lets(context, Lets::of_self);
    if (holds(when_, context)) selected.push_back(node);
  }
  return selected;
}

std::string CompiledRule::fill(std::string_view text, pugi::xml_node context, bool markup) {
  std::string filled;
  const auto parts = split_template(text);
  if (!parts) return std::string(text);  // refused by the loader; never reached with a loaded rule
  for (const TemplatePart& part : *parts) {
    if (!part.expression) {
      filled += part.text;
      continue;
    }
    const std::string value = LazyQuery(part.text).get(variables_).evaluate_string(context);
    filled += markup ? escaped(value) : value;
  }
  return filled;
}

bool CompiledRule::describe_step(const FixStep& step, const pugi::xpath_node& self,
                                 pugi::xml_node context, StepHit& hit) {
  hit.step = &step;
  hit.name = edits_config(step.operation) ? fill(step.name, context) : std::string(step.name);
  if (!step.to.empty()) {
    hit.to = LazyQuery(step.to).get(variables_).evaluate_node_set(context).first();
    if (!hit.to) return false;
  }
  pugi::xpath_node_set targets(&self, &self + 1);
  if (!step.target.empty()) {
    targets = LazyQuery(step.target).get(variables_).evaluate_node_set(context);
    targets.sort();
  }
  const bool markup = step.operation == Operation::insert_element;
  for (const pugi::xpath_node& target : targets) {
    variables_.set("target", pugi::xpath_node_set(&target, &target + 1));
    hit.targets.push_back({target, fill(step.value, context, markup)});
  }
  return !hit.targets.empty();
}

Hit CompiledRule::describe(const pugi::xpath_node& node, pugi::xml_node context) {
  set_self(node);
  evaluate_lets(context, Lets::of_self);
  Hit hit;
  hit.rule = rule_;
  hit.node = node;
  hit.message = fill(rule_->message, context);
  hit.severity = rule_->severity;
  for (const SeverityWhen& other : rule_->severity_when) {
    LazyQuery when(other.when);
    if (!holds(when, context)) continue;
    hit.severity = other.severity;
    break;
  }
  for (const Related& related : rule_->related) {
    for (const pugi::xpath_node& place :
         LazyQuery(related.select).get(variables_).evaluate_node_set(context)) {
      hit.related.push_back({place, fill(related.message, context)});
    }
  }
  for (const Fix& fix : rule_->fixes) {
    LazyQuery when(fix.when);
    if (!holds(when, context)) continue;
    FixHit found{&fix, fill(fix.title, context), {}};
    bool complete = describe_step(fix, node, context, found.steps.emplace_back());
    for (const FixStep& step : fix.then) {
      complete = complete && describe_step(step, node, context, found.steps.emplace_back());
    }
    if (complete) hit.fixes.push_back(std::move(found));
  }
  return hit;
}

std::vector<Incomplete> CompiledRule::incomplete_items(std::size_t index, pugi::xml_node context) {
  std::vector<Incomplete> missing;
  EachQuery& each = each_[index];
  evaluate_lets(context, Lets::early);
  for (const pugi::xpath_node& item : each.of.get(variables_).evaluate_node_set(context)) {
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
      missing.push_back({name + "." + std::string(attribute), node});
    }
  }
  return missing;
}

}  // namespace shirlint::rules
