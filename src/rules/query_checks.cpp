#include "rules/query_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "facts/vocabulary.h"
#include "facts/vocabulary_config.h"
#include "rules/evaluator.h"
#include "text/spelling.h"

namespace shirlint::rules {
namespace {

using xpath::ValueType;

constexpr std::size_t most_places = 2000;

/// The first step of a path into a config whose name no config has.
void check_config_names(const xpath::LocationPath& path, std::optional<text::Error>& error,
                        text::Span& wrong) {
  const auto names = facts::config_names();
  for (const xpath::PathStep& step : path.steps) {
    if (step.test != xpath::TestKind::name || step.name.find(':') != std::string::npos) continue;
    if (std::binary_search(names.begin(), names.end(), std::string_view(step.name))) continue;
    const std::string near = text::did_you_mean(step.name, names);
    error = text::Error{fmt::format("no .NET config has '{}'{}", step.name,
                                    near.empty() ? "; what should not be there is asked for with "
                                                   "*[local-name() = '...']"
                                                 : near),
                        {},
                        {}};
    wrong = step.span;
    return;
  }
}

std::vector<const facts::Term*> vocabulary() {
  std::vector<const facts::Term*> terms;
  for (const auto table :
       {facts::net_terms(), facts::host_terms(), facts::site_terms(), facts::group_terms(),
        facts::data_terms(), facts::baseline_terms(), facts::script_terms()}) {
    for (const facts::Term& term : table) terms.push_back(&term);
  }
  return terms;
}

std::string_view type_name(ValueType type) {
  switch (type) {
    case ValueType::node_set:
      return "a node-set";
    case ValueType::string:
      return "a string";
    case ValueType::number:
      return "a number";
    case ValueType::boolean:
      break;
  }
  return "a boolean";
}

/// Does `path` end in `name` one level below `parent`, or at any depth?
bool is_below(std::string_view path, std::string_view parent, std::string_view name, bool deep) {
  if (path.size() <= parent.size() + 1 || path.substr(0, parent.size()) != parent ||
      path[parent.size()] != '/') {
    return false;
  }
  const std::string_view rest = path.substr(parent.size() + 1);
  const std::size_t slash = rest.rfind('/');
  if (!deep && slash != std::string_view::npos) return false;
  const std::string_view last = slash == std::string_view::npos ? rest : rest.substr(slash + 1);
  if (name == "*") return last[0] != '@';
  if (name == "@*") return last[0] == '@';
  return last == name;
}

std::vector<std::string> places_below(const std::vector<std::string>& from, std::string_view name,
                                      bool deep) {
  std::vector<std::string> found;
  for (const std::string& parent : from) {
    for (const facts::Term* term : vocabulary()) {
      if (is_below(term->path, parent, name, deep)) found.emplace_back(term->path);
    }
  }
  return found;
}

/// Where the text of a TOML string begins within its quotes.
std::size_t text_offset(const text::Source& source, const text::TomlValue& value) {
  const std::string_view written = source.slice(value.at);
  if (written.substr(0, 3) == "'''" || written.substr(0, 3) == "\"\"\"") {
    return written.substr(3, 1) == "\n" ? 4 : 3;
  }
  return 1;
}

}  // namespace

QueryChecker::QueryChecker(Scope scope, FileErrors& errors) : scope_(scope), errors_(errors) {
  for (const std::string_view name : predefined_node_sets()) {
    if (name == "self" || name == "target") continue;
    // A group is judged by itself: none of its hosts is there any more.
    const bool of_group = name == "group" || name == "data";
    const bool of_host = name != "group";
    // A script says nothing of the host that it will run on.
    const bool of_script = name == "site" || name == "data";
    if (scope == Scope::group ? of_group : scope == Scope::script ? of_script : of_host)
      types_.emplace(name, ValueType::node_set);
  }
  for (const std::string_view name : predefined_strings()) types_.emplace(name, ValueType::string);
}

void QueryChecker::bind_self(const std::string& select) {
  types_["self"] = ValueType::node_set;
  if (const auto ast = xpath::parse(select)) results_["self"] = xpath::result_paths(*ast);
}

void QueryChecker::bind_target(const std::optional<std::string>& query) {
  types_.erase("target");
  results_.erase("target");
  if (!query) return;
  types_["target"] = ValueType::node_set;
  if (const auto ast = xpath::parse(*query)) results_["target"] = xpath::result_paths(*ast);
}

void QueryChecker::bind_let(const std::string& name, const std::string& expression) {
  const auto ast = xpath::parse(expression);
  if (!ast) return;
  const auto type = xpath::result_type(*ast, [this](std::string_view variable) {
    const auto at = types_.find(variable);
    return at == types_.end() ? std::nullopt : std::optional(at->second);
  });
  if (!type) return;
  types_[name] = *type;
  if (*type == ValueType::node_set) results_[name] = xpath::result_paths(*ast);
}

void QueryChecker::report(const text::TomlValue& at, std::size_t offset, text::Span span,
                          std::string message) {
  const std::size_t start = at.at.start + text_offset(errors_.source, at) + offset + span.start;
  const auto place = static_cast<std::uint32_t>(std::min<std::size_t>(start, at.at.end));
  errors_.add({place, place}, std::move(message));
}

QueryChecker::Places QueryChecker::base_of(const xpath::LocationPath& path) const {
  std::optional<text::Error> ignored;
  text::Span nowhere;
  if (path.root == xpath::PathRoot::variable) {
    if (path.variable == "net" || path.variable == "peers") return {{"net"}};
    if (path.variable == "host" || path.variable == "site" || path.variable == "data" ||
        path.variable == "group") {
      return {{path.variable}};
    }
    const auto known = results_.find(path.variable);
    if (known == results_.end()) return std::nullopt;
    std::vector<std::string> places;
    for (const xpath::LocationPath& result : known->second) {
      const Places more = walk(result, ignored, nowhere);
      if (!more) return std::nullopt;
      places.insert(places.end(), more->begin(), more->end());
    }
    return places;
  }
  // The context of a rule about the host is <facts>; a config has no vocabulary.
  if (scope_ != Scope::config) return {{""}};
  return std::nullopt;
}

QueryChecker::Places QueryChecker::walk(const xpath::LocationPath& path,
                                        std::optional<text::Error>& error,
                                        text::Span& wrong) const {
  Places places = base_of(path);
  if (!places) return places;
  for (const xpath::PathStep& step : path.steps) {
    const bool attribute = step.axis == xpath::Axis::attribute;
    const bool deep = step.axis == xpath::Axis::descendant;
    if (!attribute && !deep && step.axis != xpath::Axis::child) return std::nullopt;
    if (step.test != xpath::TestKind::name && step.test != xpath::TestKind::any_name) {
      return std::nullopt;
    }
    const std::string name =
        (attribute ? "@" : "") + (step.test == xpath::TestKind::any_name ? "*" : step.name);
    std::vector<std::string> next;
    if (places->size() == 1 && places->front().empty() && !deep) {
      if (facts::find_term(name) != nullptr) next.push_back(name);
    } else {
      next = places_below(*places, name, deep);
    }
    if (next.empty() && !places->empty()) {
      const std::string near = facts::nearest_term(places->front(), name);
      error = text::Error{
          near.empty() ? fmt::format("no tree has '{}' here", name)
                       : fmt::format("no tree has '{}' here; did you mean '{}'?", name, near),
          {},
          {}};
      wrong = step.span;
      return std::nullopt;
    }
    if (next.size() > most_places) return std::nullopt;
    places = std::move(next);
  }
  return places;
}

bool QueryChecker::is_in_config(const xpath::LocationPath& path) const {
  if (path.root != xpath::PathRoot::variable) return scope_ == Scope::config;
  const auto known = results_.find(path.variable);
  return known != results_.end() &&
         std::any_of(known->second.begin(), known->second.end(),
                     [this](const xpath::LocationPath& result) { return is_in_config(result); });
}

bool QueryChecker::check_names(const xpath::Ast& ast, const text::TomlValue& at,
                               std::size_t offset) {
  for (const xpath::LocationPath& path : xpath::paths(ast)) {
    std::optional<text::Error> error;
    text::Span wrong;
    static_cast<void>(walk(path, error, wrong));
    if (!error && is_in_config(path)) check_config_names(path, error, wrong);
    if (error) {
      report(at, offset, wrong, error->message);
      return false;
    }
  }
  return true;
}

bool QueryChecker::check_choices(const xpath::Ast& ast, const text::TomlValue& at,
                                 std::size_t offset) {
  for (const xpath::ComparedLiteral& compared : xpath::literals(ast)) {
    std::optional<text::Error> ignored;
    text::Span nowhere;
    const Places places = walk(compared.attribute, ignored, nowhere);
    if (!places || places->size() != 1) continue;
    const facts::Term* term = facts::find_term(places->front());
    if (term == nullptr) continue;
    const std::string_view choices =
        term->type == facts::TermType::boolean ? "true|false" : term->choices;
    std::vector<std::string_view> names;
    for (std::size_t from = 0; !choices.empty() && from <= choices.size();) {
      const std::size_t bar = std::min(choices.find('|', from), choices.size());
      names.push_back(choices.substr(from, bar - from));
      from = bar + 1;
    }
    if (names.empty() || std::find(names.begin(), names.end(), compared.literal) != names.end()) {
      continue;
    }
    report(at, offset, compared.span,
           fmt::format("'{}' is never '{}'; it can be {}", term->path, compared.literal,
                       fmt::join(names, ", ")));
    return false;
  }
  return true;
}

bool QueryChecker::check_unions(const xpath::Ast& ast, const text::TomlValue& at,
                                std::size_t offset) {
  for (const xpath::UnionUse& use : xpath::unions(ast)) {
    bool config = false;
    bool facts = false;
    for (const xpath::UnionOperand& operand : use.operands) {
      for (const xpath::LocationPath& path : operand.paths) {
        (base_of(path) ? facts : config) = true;
      }
    }
    if (config && facts) {
      report(at, offset, use.span,
             "a union of config and facts has no order; write two rules, or ask for one of them");
      return false;
    }
  }
  return true;
}

bool QueryChecker::check(std::string_view query, const text::TomlValue& at, std::size_t offset,
                         std::optional<ValueType> wanted) {
  const auto ast = xpath::parse(std::string(query));
  if (!ast) {
    report(at, offset, ast.error().at, fmt::format("bad XPath: {}", ast.error().message));
    return false;
  }
  const xpath::VariableTypes types = [this](std::string_view name) {
    const auto found = types_.find(name);
    return found == types_.end() ? std::nullopt : std::optional(found->second);
  };
  if (const auto error = xpath::check(*ast, types)) {
    report(at, offset, error->at, fmt::format("bad XPath: {}", error->message));
    return false;
  }
  const auto type = xpath::result_type(*ast, types);
  if (wanted && type && *type != *wanted) {
    report(at, offset, {},
           fmt::format("this must be {}, but it is {}", type_name(*wanted), type_name(*type)));
    return false;
  }
  return check_names(*ast, at, offset) && check_choices(*ast, at, offset) &&
         check_unions(*ast, at, offset);
}

}  // namespace shirlint::rules
