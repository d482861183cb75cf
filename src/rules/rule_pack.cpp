#include "rules/rule_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/compiled_rule.h"
#include "rules/premise.h"
#include "rules/rule_checks.h"
#include "rules/toml_fields.h"
#include "text/source.h"
#include "text/toml.h"

namespace shirlint::rules {
namespace {

constexpr std::array<std::string_view, 3> severities = {"info", "warning", "error"};
constexpr std::array<std::string_view, 4> evidences = {"documented", "source", "reported",
                                                       "inferred"};
constexpr std::array<std::string_view, 4> scopes = {"config", "host", "group", "script"};
constexpr std::array<std::string_view, 3> statuses = {"stable", "preview", "deprecated"};
constexpr std::array<std::string_view, 3> applicabilities = {"manual", "unsafe", "safe"};
constexpr std::array<std::string_view, 4> placements = {"last", "first", "before", "after"};
constexpr std::array<std::string_view, 3> verdicts = {"bad", "good", "unknown"};

std::vector<std::string_view> operations() {
  std::vector<std::string_view> names;
  for (std::uint8_t value = 0; value <= static_cast<std::uint8_t>(Operation::command); ++value) {
    names.push_back(to_text(static_cast<Operation>(value)));
  }
  return names;
}

/// One rule file on its way into the storage.
class RuleReader {
 public:
  RuleReader(Storage& storage, FileErrors& errors) : storage_(storage), errors_(errors) {}

  Rule read(const text::TomlValue& root) {
    Rule rule;
    TomlFields fields(root, errors_);
    read_head(fields, rule);
    read_question(fields, rule);
    rule.fixes = each<Fix>(fields, "fix", [&](TomlFields& table) { return read_fix(table); });
    rule.examples =
        each<Example>(fields, "example", [&](TomlFields& table) { return read_example(table); });
    fields.finish();
    return rule;
  }

 private:
  std::string_view keep(std::string_view text) {
    return text.empty() ? std::string_view() : storage_.keep(std::string(text));
  }

  std::span<const std::string_view> keep(const std::vector<std::string_view>& texts) {
    std::vector<std::string_view> kept;
    kept.reserve(texts.size());
    for (const std::string_view text : texts) kept.push_back(keep(text));
    return storage_.keep(std::move(kept));
  }

  template <class T, class Read>
  std::span<const T> each(TomlFields& fields, std::string_view key, Read read) {
    std::vector<T> items;
    for (const text::TomlValue* table : fields.tables(key)) {
      TomlFields inner(*table, errors_);
      items.push_back(read(inner));
      inner.finish();
    }
    return storage_.keep(std::move(items));
  }

  void read_head(TomlFields& fields, Rule& rule) {
    rule.code = keep(fields.text("code", true));
    rule.name = keep(fields.text("name", true));
    rule.title = keep(fields.text("title", true));
    rule.severity = static_cast<Severity>(fields.choice("severity", severities, 0, true));
    rule.evidence = static_cast<Evidence>(fields.choice("evidence", evidences, 3, true));
    rule.scope = static_cast<Scope>(fields.choice("scope", scopes, 0));
    rule.status = static_cast<Status>(fields.choice("status", statuses, 0));
    rule.redirect = keep(fields.text("redirect"));
    rule.roles = keep(fields.texts("roles"));
    rule.products = keep(fields.texts("products"));
    rule.fragments = fields.boolean("fragments", true);
    rule.malformed = fields.boolean("malformed", false);
    rule.sources = keep(fields.texts("sources"));
    rule.why = keep(fields.text("why", true));
    rule.symptom = keep(fields.text("symptom"));
    rule.remedy = keep(fields.text("remedy", true));
  }

  /// In their order: a let may use those before it. One that does not compile is refused by the
  /// rule's checks, whatever its type.
  static void settle_types(std::vector<Let>& lets) {
    pugi::xpath_variable_set variables;
    for (const std::string_view name : predefined_node_sets()) {
      variables.add(std::string(name).c_str(), pugi::xpath_type_node_set);
    }
    for (const std::string_view name : predefined_strings()) {
      variables.add(std::string(name).c_str(), pugi::xpath_type_string);
    }
    for (Let& let : lets) {
      try {
        let.type = let_type(
            pugi::xpath_query(std::string(let.expression).c_str(), &variables).return_type());
      } catch (const pugi::xpath_exception&) {
        continue;
      }
      variables.add(std::string(let.name).c_str(), xpath_type(let.type));
    }
  }

  void read_question(TomlFields& fields, Rule& rule) {
    std::vector<Let> lets;
    if (const text::TomlValue* table = fields.table("let")) {
      TomlFields inner(*table, errors_);
      for (const text::TomlEntry& entry : table->entries) {
        lets.push_back({keep(entry.key), keep(inner.text(entry.key, true)), LetType::string});
      }
    }
    settle_types(lets);
    rule.lets = storage_.keep(std::move(lets));
    const bool asks = rule.redirect.empty();
    rule.select = keep(fields.text("select", asks));
    rule.when = keep(fields.text("when"));
    rule.message = keep(fields.text("message", asks));
    rule.needs = keep(fields.texts("needs"));
    rule.needs_for_pass = keep(fields.texts("needs-for-pass"));
    rule.each = each<Each>(fields, "each", [&](TomlFields& table) {
      return Each{keep(table.text("of", true)), keep(table.texts("attributes"))};
    });
    rule.severity_when = each<SeverityWhen>(fields, "severity-when", [&](TomlFields& table) {
      const auto severity = static_cast<Severity>(table.choice("severity", severities, 0, true));
      return SeverityWhen{severity, keep(table.text("when", true))};
    });
    rule.related = each<Related>(fields, "related", [&](TomlFields& table) {
      return Related{keep(table.text("select", true)), keep(table.text("message", true))};
    });
  }

  void read_step(TomlFields& table, FixStep& step) {
    const std::vector<std::string_view> names = operations();
    step.operation = static_cast<Operation>(
        table.choice("operation", names, static_cast<std::size_t>(Operation::command), true));
    step.target = keep(table.text("target"));
    step.name = keep(table.text("name"));
    step.value = keep(table.text("value"));
    step.to = keep(table.text("to"));
    step.place = static_cast<xml::Placement>(table.choice("place", placements, 0));
    step.type = keep(table.text("type"));
  }

  Fix read_fix(TomlFields& table) {
    Fix fix;
    fix.applicability =
        static_cast<Applicability>(table.choice("applicability", applicabilities, 0, true));
    fix.title = keep(table.text("title", true));
    fix.when = keep(table.text("when"));
    read_step(table, fix);
    fix.then = each<FixStep>(table, "then", [&](TomlFields& inner) {
      FixStep step;
      read_step(inner, step);
      return step;
    });
    return fix;
  }

  std::vector<File> read_configs(TomlFields& table, std::string_view key) {
    std::vector<File> configs;
    const text::TomlValue* roles = table.table(key);
    if (roles == nullptr) return configs;
    TomlFields inner(*roles, errors_);
    for (const text::TomlEntry& config : roles->entries) {
      configs.push_back({keep(config.key), keep(inner.text(config.key, true))});
    }
    return configs;
  }

  Example read_example(TomlFields& table) {
    Example example;
    example.verdict = static_cast<Verdict>(table.choice("verdict", verdicts, 0, true));
    example.name = keep(table.text("name", true));
    const std::string_view role = table.text("role");
    std::vector<File> configs;
    if (const std::string_view config = table.text("config"); !config.empty()) {
      configs.push_back({role.empty() ? "diahost" : keep(role), keep(config)});
    }
    const std::vector<File> peers = read_configs(table, "peers");
    configs.insert(configs.end(), peers.begin(), peers.end());
    example.configs = storage_.keep(std::move(configs));
    example.host = keep(table.text("host"));
    example.site = keep(table.text("site"));
    example.baseline = keep(table.text("baseline"));
    example.date = keep(table.text("date"));
    example.marks = keep(table.text("marks"));
    example.message = keep(table.text("message"));
    example.fixed = keep(table.text("fixed"));
    example.actions = keep(table.text("actions"));
    example.severity = keep(table.text("severity"));
    example.fix = keep(table.text("fix"));
    example.live = table.boolean("live", false);
    example.alone = table.boolean("alone", false);
    example.findings = static_cast<std::uint16_t>(table.integer("findings", 1));
    example.nodes = each<Node>(table, "node", [&](TomlFields& node) {
      return Node{storage_.keep(read_configs(node, "configs")), keep(node.text("host", true))};
    });
    example.backup = keep(table.text("backup"));
    const std::string_view file = table.text("file");
    example.script = {file.empty() ? "script.ps1" : keep(file), keep(table.text("script"))};
    return example;
  }

  Storage& storage_;
  FileErrors& errors_;
};

}  // namespace

std::string_view Storage::keep(std::string text) { return strings_.emplace_back(std::move(text)); }

std::vector<text::Error> RulePack::add(std::string_view toml, const std::string& file,
                                       const std::string& name) {
  const text::Source source{std::string(toml)};
  const text::Result<text::TomlValue> root = text::parse_toml(source.text(), file);
  if (!root) return {root.error()};
  FileErrors errors{source, file, {}};
  Rule rule = RuleReader(storage_, errors).read(*root);
  if (errors.errors.empty()) check_rule(rule, *root, errors);
  const auto same = std::find_if(rules_.begin(), rules_.end(),
                                 [&](const Rule& other) { return other.code == rule.code; });
  if (same != rules_.end() && !rule.code.empty()) {
    errors.add(
        root->find("code")->value.at,
        fmt::format("code '{}' is taken by {}; a code is never reused", rule.code, same->file));
  }
  if (errors.errors.empty()) {
    rule.file = storage_.keep(name);
    settle_premises(rule, storage_);
    rules_.push_back(rule);
  }
  return std::move(errors.errors);
}

std::vector<const Rule*> RulePack::rules() const {
  std::vector<const Rule*> sorted;
  for (const Rule& rule : rules_) sorted.push_back(&rule);
  std::sort(sorted.begin(), sorted.end(),
            [](const Rule* left, const Rule* right) { return left->code < right->code; });
  return sorted;
}

}  // namespace shirlint::rules
