#include "rules/compiled_rule.h"

#include <array>

#include "rules/message_template.h"

namespace shirlint::rules {
namespace {

constexpr std::array<std::string_view, 6> node_set_names = {"net",   "host", "site",
                                                            "peers", "data", "self"};
constexpr std::array<std::string_view, 2> string_names = {"lower", "upper"};

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
    variables_.add(query.name.c_str(), query.type);
    lets_.push_back(std::move(query));
  }
}

void CompiledRule::bind(const Globals& globals) {
  variables_.set("net", globals.net);
  variables_.set("host", globals.host);
  variables_.set("site", globals.site);
  variables_.set("peers", globals.peers);
  variables_.set("data", globals.data);
  variables_.set("self", pugi::xpath_node_set());
}

void CompiledRule::set_self(const pugi::xpath_node& node) {
  variables_.set("self", pugi::xpath_node_set(&node, &node + 1));
}

void CompiledRule::evaluate_lets(pugi::xml_node context) {
  for (LetQuery& let : lets_) {
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
  evaluate_lets(context);
  pugi::xpath_node_set nodes = select_.get(variables_).evaluate_node_set(context);
  nodes.sort();
  std::vector<pugi::xpath_node> selected;
  for (const pugi::xpath_node& node : nodes) {
    set_self(node);
    if (!when_.empty()) evaluate_lets(context);
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
  evaluate_lets(context);
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
  for (const Each& each : rule_->each) {
    for (const pugi::xpath_node& item :
         LazyQuery(each.of).get(variables_).evaluate_node_set(context)) {
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
