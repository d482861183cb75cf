#include "dotnet/runtime_settings.h"

#include <algorithm>

#include "dotnet/values.h"

namespace shirlint::dotnet {
namespace {

/// The pieces between semicolons, as String.Split gives them, and where each begins.
struct Piece {
  std::size_t start = 0;
  std::string_view text;
};

std::vector<Piece> split(std::string_view value) {
  std::vector<Piece> pieces;
  for (std::size_t start = 0;;) {
    const std::size_t end = std::min(value.find(';', start), value.size());
    pieces.push_back({start, value.substr(start, end - start)});
    if (end == value.size()) return pieces;
    start = end + 1;
  }
}

std::string without(std::string_view value, const Piece& piece) {
  std::size_t start = piece.start;
  std::size_t end = start + piece.text.size();
  if (end < value.size()) {
    ++end;
  } else if (start > 0) {
    --start;
  }
  return std::string(value.substr(0, start)).append(value.substr(end));
}

SwitchState state_of(std::string_view value, const text::DeploymentTokenFinder* tokens) {
  if (tokens != nullptr && tokens->any(value)) return SwitchState::unknown;
  const Converted<bool> parsed = parse_bool(value);
  if (!parsed) return SwitchState::ignored;
  return *parsed ? SwitchState::on : SwitchState::off;
}

void read_switches(const xml::Document& document, pugi::xml_attribute attribute,
                   const text::DeploymentTokenFinder* tokens,
                   std::vector<AppContextSwitch>& switches) {
  const std::string_view value = attribute.value();
  for (const Piece& piece : split(value)) {
    const std::size_t equals = piece.text.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    AppContextSwitch found;
    found.name = piece.text.substr(0, equals);
    found.state = state_of(piece.text.substr(equals + 1), tokens);
    found.rest = without(value, piece);
    found.span = document.place(attribute).value;
    switches.push_back(std::move(found));
  }
}

/// The last one of a name wins.
void find_switches_in_effect(std::vector<AppContextSwitch>& switches) {
  for (std::size_t at = 0; at < switches.size(); ++at) {
    const AppContextSwitch& own = switches[at];
    const bool overridden =
        std::any_of(switches.begin() + static_cast<std::ptrdiff_t>(at) + 1, switches.end(),
                    [&](const AppContextSwitch& later) {
                      return later.name == own.name && later.state != SwitchState::ignored;
                    });
    switches[at].in_effect = own.state != SwitchState::ignored && !overridden;
  }
}

void find_fips_policies(const xml::Document& document, pugi::xml_node element, int depth,
                        std::vector<FipsPolicy>& policies) {
  constexpr int deepest = 64;  // nobody nests a config deeper
  for (const pugi::xml_node child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    if (std::string_view(child.name()) == "enforceFIPSPolicy") {
      const bool in_place = std::string_view(element.name()) == "runtime" &&
                            std::string_view(element.parent().name()) == "configuration" &&
                            element.parent().parent() == document.tree();
      policies.push_back(
          {child.attribute("enabled").value(), in_place, document.place(child).value});
    }
    if (depth < deepest) find_fips_policies(document, child, depth + 1, policies);
  }
}

}  // namespace

std::string_view to_text(SwitchState state) {
  switch (state) {
    case SwitchState::off:
      return "false";
    case SwitchState::on:
      return "true";
    case SwitchState::ignored:
      return "ignored";
    case SwitchState::unknown:
      break;
  }
  return "unknown";
}

RuntimeSettings read_runtime_settings(const xml::Document& document,
                                      const text::DeploymentTokenFinder* tokens) {
  RuntimeSettings settings;
  const pugi::xml_node root = document.tree().child("configuration");
  for (const pugi::xml_node runtime : root.children("runtime")) {
    for (const pugi::xml_node overrides : runtime.children("AppContextSwitchOverrides")) {
      const pugi::xml_attribute value = overrides.attribute("value");
      if (value) read_switches(document, value, tokens, settings.switches);
    }
  }
  find_switches_in_effect(settings.switches);
  // Most files have none: the text is looked through before the tree.
  if (document.source().text().find("enforceFIPSPolicy") != std::string_view::npos) {
    find_fips_policies(document, root, 0, settings.fips_policies);
  }
  return settings;
}

}  // namespace shirlint::dotnet
