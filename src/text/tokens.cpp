#include "text/tokens.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/ascii.h"

namespace shirlint::text {
namespace {

constexpr std::size_t longest_name = 200;  // past this it is prose between two marks, not a name

bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Begins with a letter or "_" and holds no mark-up and no brace: "Proxy.Host", "x | upper".
bool is_expression(std::string_view name) {
  if (name.empty() || !(is_letter(name.front()) || name.front() == '_')) return false;
  return name.find_first_of("{}<>\"\n\r") == std::string_view::npos;
}

/// Begins with a letter or "_", then letters, digits, "_", ".", "-", ":" and blanks between words.
bool is_variable(std::string_view name) {
  if (name.empty() || !(is_letter(name.front()) || name.front() == '_')) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return is_word(c) || c == '.' || c == '-' || c == ':' || c == ' ';
  });
}

bool is_identifier(std::string_view name) {
  // "__x__" needs a letter: "____" is nothing, and "__1__" is no variable's name.
  return !name.empty() && is_letter(name.front()) && name.back() != '_' &&
         std::all_of(name.begin(), name.end(), is_word);
}

struct Style {
  DeploymentTokenStyle style;
  std::string_view prefix;
  std::string_view suffix;
  std::string_view optional_tail;
  bool (*is_name)(std::string_view);
};

constexpr std::array<Style, 5> styles = {{
    {DeploymentTokenStyle::octopus, "#{", "}", "#", is_expression},
    {DeploymentTokenStyle::dollar_brace, "${", "}", "", is_variable},
    {DeploymentTokenStyle::dollar_paren, "$(", ")", "", is_variable},
    {DeploymentTokenStyle::underscores, "__", "__", "", is_identifier},
    {DeploymentTokenStyle::mustache, "{{", "}}", "", is_expression},
}};

std::optional<DeploymentToken> token_at(std::string_view text, std::size_t at, const Style& style) {
  const std::string_view rest = text.substr(at + style.prefix.size());
  const std::size_t size = rest.substr(0, longest_name + style.suffix.size()).find(style.suffix);
  if (size == std::string_view::npos) return {};
  const std::string_view name = trim_blanks(rest.substr(0, size));
  if (!style.is_name(name)) return {};
  std::size_t end = at + style.prefix.size() + size + style.suffix.size();
  if (!style.optional_tail.empty() && text.substr(end).starts_with(style.optional_tail)) {
    end += style.optional_tail.size();
  }
  return DeploymentToken{style.style,
                         Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
                         std::string(name)};
}

}  // namespace

std::string_view to_text(DeploymentTokenStyle style) {
  constexpr std::array<std::string_view, 6> names = {"octopus",     "dollar-brace", "dollar-paren",
                                                     "underscores", "mustache",     "site"};
  return names[static_cast<std::size_t>(style)];
}

DeploymentTokenFinder::DeploymentTokenFinder(std::vector<DeploymentTokenPattern> site_patterns)
    : site_patterns_(std::move(site_patterns)) {}

std::optional<DeploymentToken> DeploymentTokenFinder::find(std::string_view text,
                                                           std::size_t from) const {
  for (std::size_t at = from; at < text.size(); ++at) {
    for (const DeploymentTokenPattern& pattern : site_patterns_) {
      if (pattern.prefix.empty() || pattern.suffix.empty()) continue;
      if (!text.substr(at).starts_with(pattern.prefix)) continue;
      const Style style{DeploymentTokenStyle::site, pattern.prefix, pattern.suffix, "",
                        [](std::string_view name) { return !name.empty(); }};
      if (auto token = token_at(text, at, style)) return token;
    }
    const char c = text[at];
    if (c != '#' && c != '$' && c != '_' && c != '{') continue;
    for (const Style& style : styles) {
      if (!text.substr(at).starts_with(style.prefix)) continue;
      if (auto token = token_at(text, at, style)) return token;
    }
  }
  return std::nullopt;
}

}  // namespace shirlint::text
