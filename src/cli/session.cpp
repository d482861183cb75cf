#include "cli/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/selection.h"
#include "rules/builtin_pack.h"
#include "text/source.h"
#include "text/toml.h"

namespace shirlint::cli {
namespace {

/// `sentence` about the code of a rule in `file`.
text::Error about_code(const io::Reader& reader, const std::string& file, std::string sentence) {
  text::Error error{std::move(sentence), file, {}};
  const text::Result<std::string> bytes = reader.read(file, io::file_limit);
  if (!bytes) return error;
  const text::Source source{*bytes};
  const text::Result<text::TomlValue> rule = text::parse_toml(source.text(), file);
  const text::TomlEntry* code = rule ? rule->find("code") : nullptr;
  if (code != nullptr) error.at = source.position(code->value.at.start);
  return error;
}

void add_folder(RuleChoice& choice, const io::Reader& reader, const std::string& path) {
  choice.folders.push_back(
      std::make_unique<rules::RuleFolder>(rules::read_rule_folder(reader, path)));
  const rules::RuleFolder& folder = *choice.folders.back();
  choice.errors.insert(choice.errors.end(), folder.errors.begin(), folder.errors.end());
  for (const rules::Rule* rule : folder.pack.rules()) {
    if (rule->code.front() != 'X') {
      choice.errors.push_back(
          about_code(reader, io::join_path(path, rule->file),
                     fmt::format("code '{}' is not yours to give: codes of own rules begin with X",
                                 rule->code)));
      continue;
    }
    const bool taken =
        std::any_of(choice.rules.begin(), choice.rules.end(),
                    [&](const rules::Rule* other) { return other->code == rule->code; });
    if (taken) {
      choice.errors.push_back(
          about_code(reader, io::join_path(path, rule->file),
                     fmt::format("code '{}' is there twice; a code is never reused", rule->code)));
      continue;
    }
    choice.rules.push_back(rule);
  }
  for (const shir::LoadedTable& loaded : folder.data) {
    const auto same = std::find_if(
        choice.data.begin(), choice.data.end(),
        [&](const shir::DataTable& table) { return table.name == loaded.table().name; });
    if (same != choice.data.end()) {
      *same = loaded.table();
    } else {
      choice.data.push_back(loaded.table());
    }
  }
}

}  // namespace

RuleChoice choose_rules(const Arguments& arguments, const io::Reader& reader) {
  RuleChoice choice;
  for (const shir::DataTable& table : rules::builtin_data()) choice.data.push_back(table);
  if (!arguments.has("--no-builtin-rules")) {
    for (const rules::Rule& rule : rules::builtin_rules()) choice.rules.push_back(&rule);
  }
  for (const std::string& path : arguments.many("--rules")) add_folder(choice, reader, path);
  const auto before = [](const rules::Rule* left, const rules::Rule* right) {
    return left->code < right->code;
  };
  if (!std::is_sorted(choice.rules.begin(), choice.rules.end(), before)) {
    std::sort(choice.rules.begin(), choice.rules.end(), before);
  }
  for (text::Error& error : lint::redirect_errors(choice.rules)) {
    choice.errors.push_back(std::move(error));
  }
  return choice;
}

void complain(const Session& session, const text::Error& error) {
  std::string place = error.file;
  if (error.at.line != 0) place += fmt::format(":{}:{}", error.at.line, error.at.column);
  session.errors.text(place.empty() ? fmt::format("shirlint: {}\n", error.message)
                                    : fmt::format("shirlint: {}: {}\n", place, error.message));
  session.errors.finish();  // an error is seen when it happens, not at the end
}

text::Error as_warning(text::Error doubt) {
  doubt.message = "warning: " + doubt.message;
  return doubt;
}

bool wants_color(const Arguments& arguments, const Session& session) {
  const std::string when = arguments.one("--color", "auto");
  if (when == "always") return true;
  return when == "auto" && session.terminal && !session.no_color;
}

report::TextOptions text_options(const Arguments& arguments, const Session& session) {
  report::TextOptions options;
  options.width = session.width;
  options.color = wants_color(arguments, session);
  return options;
}

std::string text_or_json_usage(const Arguments& arguments) {
  const std::string format = arguments.one("--format", "text");
  if (format == "text" || format == "json") return {};
  return fmt::format("--format '{}' is unknown; it can be text, json", format);
}

}  // namespace shirlint::cli
