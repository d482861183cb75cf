#include "rules/compiled_rule.h"

#include <algorithm>
#include <array>

#include "rules/message_template.h"

namespace shirlint::rules {
namespace {

constexpr std::array<std::string_view, node_set_count> node_set_names = {"net",   "host", "site",
                                                                         "peers", "data", "self"};
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
    for (const std::string_view text : {fix.title, fix.when, fix.target, fix.value}) visit(text);
  }
}

}  // namespace

std::span<const std::string_view> predefined_node_sets() { return node_set_names; }
std::span<const std::string_view> predefined_strings() { return string_names; }

const pugi::xpath_query& LazyQuery::get(pugi::xpath_variable_set& variables) {
  if (!query_) query_ = std::make_unique<pugi::xpath_query>(std::string(text_).c_str(), &variables);
  return *query_;
}

CompiledRule::CompiledRule(const Rule& rule)
    : rule_(&rule), select_(rule.select), when_(rule.when) {
  for (const std::string_view name : node_set_names) {
    variables_.add(std::string(name).c_str(), pugi::xpath_type_node_set);
  }
  variables_.set("lower", "abcdefghijklmnopqrstuvwxyz");
  variables_.set("upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  for (const Let& let : rule.lets) {
    LetQuery query{std::string(let.name), LazyQuery(let.expression)};
    query.type = query.query.get(variables_).return_type();
    query.reads_self = mentions(let.expression, "self") ||
                       std::any_of(lets_.begin(), lets_.end(), [&](const LetQuery& earlier) {
                         return earlier.reads_self && mentions(let.expression, earlier.name);
                       });
    select_reads_lets_ = select_reads_lets_ || mentions(rule.select, let.name);
    variables_.add(query.name.c_str(), query.type);
    lets_.push_back(std::move(query));
  }
  for (const Each& each : rule.each) each_.push_back({LazyQuery(each.of), each.attributes});
  visit_queries(rule, [&](std::string_view text) {
    visit_variables(text, [&](std::string_view name) {
      const auto* const at = std::find(node_set_names.begin(), node_set_names.end(), name);
      if (at != node_set_names.end())
        used_.set(static_cast<std::size_t>(at - node_set_names.begin()));
    });
  });
}

void CompiledRule::bind(const Globals& globals) {
  const pugi::xpath_node_set no_self;
  const std::array<const pugi::xpath_node_set*, node_set_names.size()> values = {
      &globals.net, &globals.host, &globals.site, &globals.peers, &globals.data, &no_self};
  for (std::size_t at = 0; at < node_set_names.size(); ++at) {
    if (used_.test(at)) variables_.set(std::string(node_set_names[at]).c_str(), *values[at]);
  }
}

void CompiledRule::set_self(const pugi::xpath_node& node) {
  variables_.set("self", pugi::xpath_node_set(&node, &node + 1));
}

void CompiledRule::evaluate_lets(pugi::xml_node context, Lets which) {
  for (LetQuery& let : lets_) {
    if (which == Lets::of_self && !let.reads_self) continue;
    const pugi::xpath_query& query = let.query.get(variables_);
    switch (let.type) {
      case pugi::xpath_type_node_set:
        variables_.set(let.name.c_str(), query.evaluate_node_set(context));
        break;
      case pugi::xpath_type_number:
        variables_.set(let.name.c_str(), query.evaluate_number(context));
        break;
      case pugi::xpath_type_boolean:
        variables_.set(let.name.c_str(), query.evaluate_boolean(context));
        break;
      default:
        variables_.set(let.name.c_str(), query.evaluate_string(context).c_str());
    }
  }
}

bool CompiledRule::holds(LazyQuery& query, pugi::xml_node context) {
  return query.empty() || query.get(variables_).evaluate_boolean(context);
}

std::vector<pugi::xpath_node> CompiledRule::select(pugi::xml_node context) {
  if (select_reads_lets_) evaluate_lets(context, Lets::all);
  pugi::xpath_node_set nodes = select_.get(variables_).evaluate_node_set(context);
  if (nodes.empty()) return {};
  if (!select_reads_lets_) evaluate_lets(context, Lets::all);
  nodes.sort();
  std::vector<pugi::xpath_node> selected;
  for (const pugi::xpath_node& node : nodes) {
    set_self(node);
    if (!when_.empty()) evaluate_lets(context, Lets::of_self);
    if (holds(when_, context)) selected.push_back(node);
  }
  return selected;
}

std::string CompiledRule::fill(std::string_view text, pugi::xml_node context) {
  std::string filled;
  const auto parts = split_template(text);
  if (!parts) return std::string(text);  // refused by the loader; never reached with a loaded rule
  for (const TemplatePart& part : *parts) {
    filled +=
        part.expression ? LazyQuery(part.text).get(variables_).evaluate_string(context) : part.text;
  }
  return filled;
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
    pugi::xpath_node target = node;
    if (!fix.target.empty()) {
      target = LazyQuery(fix.target).get(variables_).evaluate_node_set(context).first();
      if (!target) continue;
    }
    hit.fixes.push_back({&fix, target, fill(fix.title, context), fill(fix.value, context)});
  }
  return hit;
}

std::vector<std::string> CompiledRule::incomplete_items(pugi::xml_node context) {
  std::vector<std::string> missing;
  for (EachQuery& each : each_) {
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
        missing.push_back(name + "." + std::string(attribute));
      }
    }
  }
  return missing;
}

}  // namespace shirlint::rules
