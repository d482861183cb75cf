#include "lint/example_fix.h"

#include <fmt/format.h>

#include <utility>

#include "text/edit.h"

namespace shirlint::lint {
namespace {

std::string judged_text(const rules::Example& example) {
  return example.script.text.empty() ? whole_config(example.configs.front().text)
                                     : std::string(example.script.text);
}

/// The judged file after the fixes that the findings offer; of two that contradict each other the
/// first. Of a fix that makes a file, that file.
std::string fixed_text(const std::vector<Finding>& findings, const rules::Example& example) {
  const bool script = !example.script.text.empty();
  const std::string text = judged_text(example);
  const std::string path = script ? fmt::format("host/{}", example.script.role)
                                  : config_path("host", example.configs.front().role);
  text::Edits edits;
  for (const Finding& finding : findings) {
    if (!finding.fix) continue;
    text::Edits more = edits;
    for (const Edit& edit : finding.fix->edits) {
      if (!edit.like.empty()) return edit.bytes;
      if (edit.file == path) more.push_back({{edit.start, edit.end}, edit.bytes});
    }
    if (auto combined = text::combine(std::move(more))) edits = std::move(*combined);
  }
  return text::apply_edits(text, edits);
}

/// A line for each action: its kind, its target and its value.
std::string actions_text(const FixOffer& fix) {
  std::string lines;
  for (const Action& action : fix.actions) {
    if (!lines.empty()) lines += '\n';
    lines += action.kind;
    for (const std::string& part : {action.target, action.value}) {
      if (!part.empty()) lines.append(" ").append(part);
    }
  }
  return lines;
}

}  // namespace

/// Examples may be given as the part of a config that matters.
std::string whole_config(std::string_view text) {
  const auto begins = [&](std::string_view start) { return text.substr(0, start.size()) == start; };
  if (begins("<system.net")) return fmt::format("<configuration>{}</configuration>", text);
  if (begins("<defaultProxy")) {
    return fmt::format("<configuration><system.net>{}</system.net></configuration>", text);
  }
  return std::string(text);
}

std::string config_path(const std::string& folder, std::string_view role) {
  return fmt::format("{}/{}.config", folder, role);
}

text::Result<std::optional<Backup>> ExampleBackup::newest(const std::string& path,
                                                          const std::string& /*version*/,
                                                          const Fits& fits) const {
  if (example_.backup.empty() || path != config_path("host", example_.configs.front().role)) {
    return std::nullopt;
  }
  std::string bytes = whole_config(example_.backup);
  if (!fits(bytes)) return std::nullopt;
  return Backup{std::move(bytes), "of the example"};
}

bool changes_file(const rules::Example& example, const std::vector<Finding>& findings) {
  return fixed_text(findings, example) != judged_text(example);
}

bool shows_fix(const rules::Example& example) {
  return !example.fixed.empty() || !example.fix.empty() || !example.actions.empty();
}

std::string wrong_fix(const rules::Example& example, const std::vector<Finding>& findings) {
  const std::optional<FixOffer>& fix = findings.front().fix;
  const std::string_view offered = fix ? to_text(fix->applicability) : "none";
  if (!example.fix.empty() && offered != example.fix) {
    return fmt::format("its fix is {}, but should be {}", offered, example.fix);
  }
  if (!example.actions.empty()) {
    const std::string actions = fix ? actions_text(*fix) : "nothing";
    if (actions != example.actions) {
      return fmt::format("its fix does\n{}\nbut should do\n{}", actions, example.actions);
    }
  }
  if (example.fixed.empty()) return {};
  if (!fix || fix->edits.empty()) return "offers no edit, but 'fixed' is given";
  const std::string fixed = fixed_text(findings, example);
  if (fixed == whole_config(example.fixed)) return {};
  return fmt::format("is fixed to\n{}\nbut should be\n{}", fixed, whole_config(example.fixed));
}

}  // namespace shirlint::lint
