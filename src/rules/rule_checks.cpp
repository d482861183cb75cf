#include "rules/rule_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/machine_reach.h"
#include "rules/message_template.h"
#include "rules/query_checks.h"
#include "shir/products.h"
#include "state/fact_key.h"
#include "text/spelling.h"

namespace shirlint::rules {
namespace {

using text::TomlValue;
using xpath::ValueType;

const TomlValue* value_of(const TomlValue& table, std::string_view key) {
  const text::TomlEntry* entry = table.find(key);
  return entry == nullptr ? nullptr : &entry->value;
}

class RuleChecker {
 public:
  RuleChecker(const Rule& rule, const TomlValue& root, FileErrors& errors)
      : rule_(rule), root_(root), errors_(errors), queries_(rule.scope, errors) {}

  void check() {
    check_head();
    if (!rule_.redirect.empty()) {
      check_redirect();
      return;
    }
    check_lets();
    query(root_, "select", rule_.select, ValueType::node_set);
    check_tables("each", "of", ValueType::node_set);
    queries_.bind_self(std::string(rule_.select));
    query(root_, "when", rule_.when, std::nullopt);
    check_template(root_, "message", rule_.message);
    check_tables("severity-when", "when", std::nullopt);
    check_tables("related", "select", ValueType::node_set);
    check_fixes();
    check_needs(rule_.needs, "needs");
    check_needs(rule_.needs_for_pass, "needs-for-pass");
    check_examples();
    if (rule_.scope == Scope::group) check_group();
    if (rule_.scope == Scope::script) check_script();
  }

 private:
  void error(std::string_view key, std::string message) {
    const TomlValue* value = value_of(root_, key);
    errors_.add(value != nullptr ? value->at : text::Span{}, std::move(message));
  }

  void query(const TomlValue& table, std::string_view key, std::string_view text,
             std::optional<ValueType> wanted) {
    const TomlValue* value = value_of(table, key);
    if (value != nullptr && !text.empty()) queries_.check(text, *value, 0, wanted);
  }

  void check_template(const TomlValue& table, std::string_view key, std::string_view text) {
    const TomlValue* value = value_of(table, key);
    if (value == nullptr) return;
    const auto parts = split_template(text);
    if (!parts) {
      errors_.add(value->at, fmt::format("'{}': {}", key, parts.error().message));
      return;
    }
    for (const TemplatePart& part : *parts) {
      if (part.expression) queries_.check(part.text, *value, part.offset, std::nullopt);
    }
  }

  void check_code(std::string_view key, std::string_view code) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto letters = static_cast<std::size_t>(
        std::find_if_not(code.begin(), code.end(), is_upper) - code.begin());
    if (letters < 2 || code.size() != letters + 3 ||
        !std::all_of(code.begin() + static_cast<std::ptrdiff_t>(letters), code.end(), is_digit)) {
      error(key, fmt::format("'{}' is no code: capital letters and three digits (PRX009)", code));
    }
  }

  /// Another rule asks; whether that one exists is seen when all are there (`redirect_errors`).
  void check_redirect() {
    check_code("redirect", rule_.redirect);
    for (const std::string_view key :
         {"let", "select", "when", "message", "needs", "needs-for-pass", "each", "severity-when",
          "related", "fix", "example", "roles", "products", "scope", "status"}) {
      if (value_of(root_, key) != nullptr) {
        error(key, fmt::format("a rule with 'redirect' asks nothing, so it has no '{}'", key));
      }
    }
  }

  /// What a group is judged by is a summary of its nodes: there is no file to edit, and no single
  /// host.toml to need something of.
  void check_group() {
    for (const std::string_view key : {"needs", "needs-for-pass", "fix", "roles"}) {
      if (value_of(root_, key) == nullptr) continue;
      error(key, fmt::format("a rule about a group has no '{}'{}", key,
                             key.substr(0, 5) == "needs"
                                 ? "; [[each]] says what must be known of each node"
                                 : ""));
    }
    for (const Example& example : rule_.examples) {
      if (example.nodes.size() < 2) {
        error("example", "an example of a rule about a group needs two [[example.node]] or more");
        return;
      }
    }
  }

  /// A script belongs to no host: nothing is known or unknown of one, and no config is there.
  void check_script() {
    for (const std::string_view key : {"needs", "needs-for-pass", "each", "roles", "products"}) {
      if (value_of(root_, key) == nullptr) continue;
      error(key, fmt::format("a rule about scripts has no '{}'", key));
    }
    for (const Fix& fix : rule_.fixes) {
      if (fix.operation == Operation::command || fix.operation == Operation::replace_span) continue;
      error("fix", "a fix of a script can only be 'command' or 'replace-span'");
      return;
    }
    for (const Example& example : rule_.examples) {
      if (example.script.text.empty()) {
        error("example", "an example of a rule about scripts needs 'script', its text");
        return;
      }
    }
  }

  void check_head() {
    check_code("code", rule_.code);
    for (const std::string_view role : rule_.roles) {
      const auto known = shir::roles();
      if (role != "transform" && std::find(known.begin(), known.end(), role) == known.end()) {
        error("roles", fmt::format("there is no role '{}'", role));
      }
    }
    for (const std::string_view product : rule_.products) {
      if (shir::find_product(product) == nullptr) {
        error("products", fmt::format("there is no product '{}'", product));
      }
    }
    const bool needs_source =
        rule_.evidence == Evidence::documented || rule_.evidence == Evidence::source;
    if (needs_source && rule_.sources.empty()) {
      error("evidence", fmt::format("evidence '{}' needs 'sources'", to_text(rule_.evidence)));
    }
    if (rule_.evidence == Evidence::inferred && rule_.redirect.empty() &&
        rule_.message.find("ikely") == std::string_view::npos) {
      error("message", "the message of an inferred rule must say 'likely'");
    }
  }

  void check_lets() {
    const TomlValue* table = value_of(root_, "let");
    for (const Let& let : rule_.lets) {
      // A [let] may use $self where the queries that use it come after select.
      if (let.expression.find("$self") != std::string_view::npos) {
        queries_.bind_self(std::string(rule_.select));
      }
      query(*table, let.name, let.expression, std::nullopt);
      queries_.bind_let(std::string(let.name), std::string(let.expression));
    }
  }

  /// The query and the message of each [[key]].
  void check_tables(std::string_view key, std::string_view query_key,
                    std::optional<ValueType> wanted) {
    const TomlValue* array = value_of(root_, key);
    if (array == nullptr) return;
    for (const text::TomlEntry& item : array->entries) {
      if (const TomlValue* text = value_of(item.value, query_key)) {
        query(item.value, query_key, text->text, wanted);
      }
      if (const TomlValue* text = value_of(item.value, "message")) {
        check_template(item.value, "message", text->text);
      }
    }
  }

  void check_fixes() {
    const TomlValue* array = value_of(root_, "fix");
    for (std::size_t index = 0; index < rule_.fixes.size(); ++index) {
      const Fix& fix = rule_.fixes[index];
      const TomlValue& table = array->entries[index].value;
      query(table, "when", fix.when, std::nullopt);
      check_template(table, "title", fix.title);
      check_step(fix, fix, table);
      const TomlValue* then = value_of(table, "then");
      for (std::size_t step = 0; step < fix.then.size(); ++step) {
        check_step(fix, fix.then[step], then->entries[step].value);
      }
    }
  }

  void check_step(const Fix& fix, const FixStep& step, const TomlValue& table) {
    query(table, "target", step.target, ValueType::node_set);
    query(table, "to", step.to, ValueType::node_set);
    if (edits_config(step.operation)) check_template(table, "name", step.name);
    queries_.bind_target(step.target.empty() ? "$self" : std::string(step.target));
    check_template(table, "value", step.value);
    queries_.bind_target(std::nullopt);
    check_operation(fix, step, table);
  }

  void check_operation(const Fix& fix, const FixStep& step, const TomlValue& table) {
    const Operation operation = step.operation;
    const auto refuse = [&](std::string_view why) {
      errors_.add(table.at, fmt::format("operation '{}' {}", to_text(operation), why));
    };
    const auto is = [&](std::initializer_list<Operation> ones) {
      return std::find(ones.begin(), ones.end(), operation) != ones.end();
    };
    if (operation == Operation::command && fix.applicability != Applicability::manual) {
      errors_.add(table.at, "a command is never run: its applicability must be 'manual'");
    }
    if (operation == Operation::create_file && (step.name.empty() || step.value.empty())) {
      refuse("needs 'name', the file, and 'value', its text");
    }
    if (is({Operation::create_file, Operation::restore_backup}) &&
        fix.applicability == Applicability::safe) {
      errors_.add(table.at, "a whole file is never made or put back as 'safe'");
    }
    if (operation >= Operation::set_environment && fix.applicability == Applicability::safe) {
      errors_.add(table.at, "an action on the machine's state is never 'safe'");
    }
    if (is({Operation::rename_attribute, Operation::rename_element}) &&
        step.name.empty() == step.value.empty()) {
      refuse("needs 'name', or 'value' as a template");
    }
    if (is({Operation::set_attribute, Operation::set_environment, Operation::copy_subtree,
            Operation::wrap_elements}) &&
        step.name.empty()) {
      refuse("needs 'name'");
    }
    if (operation == Operation::command && step.value.empty()) {
      refuse("needs 'value': the exact command");
    }
    if (operation == Operation::insert_element && step.value.empty()) {
      refuse("needs 'value': the XML to insert");
    }
    if (operation == Operation::copy_subtree && step.value.empty()) {
      refuse("needs 'value': the role to copy from");
    }
    if (operation == Operation::move_element && step.to.empty()) refuse("needs 'to'");
    if (!is({Operation::move_element, Operation::insert_element}) &&
        (!step.to.empty() || value_of(table, "place") != nullptr)) {
      refuse("has no 'to' and no 'place'");
    }
    if (!fix.then.empty() && !edits_config(operation)) {
      errors_.add(table.at, "a fix of several steps may only change config files");
    }
    if (const std::string why = why_out_of_reach(step); !why.empty())
      refuse("reaches too far: " + why);
  }

  void check_needs(std::span<const std::string_view> needs, std::string_view key) {
    for (const std::string_view need : needs) {
      if (const auto fault = state::fact_key_fault(need)) error(key, *fault);
    }
  }

  void check_examples() {
    bool bad = false;
    bool good = false;
    bool fixed = false;
    for (const Example& example : rule_.examples) {
      bad = bad || example.verdict == Verdict::bad;
      good = good || example.verdict == Verdict::good;
      fixed = fixed || !example.fixed.empty();
    }
    if (!bad) error("code", "a rule needs an [[example]] with verdict = 'bad'");
    if (!good) error("code", "a rule needs an [[example]] with verdict = 'good'");
    const bool safe = std::any_of(rule_.fixes.begin(), rule_.fixes.end(), [](const Fix& fix) {
      return fix.applicability == Applicability::safe;
    });
    if (safe && !fixed) {
      error("fix", "a rule with a safe fix needs an [[example]] with 'fixed', the text after it");
    }
  }

  const Rule& rule_;
  const TomlValue& root_;
  FileErrors& errors_;
  QueryChecker queries_;
};

}  // namespace

void check_rule(const Rule& rule, const TomlValue& root, FileErrors& errors) {
  RuleChecker(rule, root, errors).check();
}

}  // namespace shirlint::rules
