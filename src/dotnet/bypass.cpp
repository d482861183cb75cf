#include "dotnet/bypass.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "dotnet/bypass_form.h"
#include "dotnet/regex_analysis.h"
#include "dotnet/twin.h"
#include "dotnet/wininet.h"

namespace shirlint::dotnet {
namespace {

/// What `can_match_http_subject` says; asked only where no sample proves it.
Certainty can_match(const Regex& regex, std::string_view pattern) {
  if (const auto sample = sample_subject(pattern)) {
    if (regex.search(*sample) == SearchResult::yes) return Certainty::yes;
  }
  switch (can_match_http_subject(regex)) {
    case Proof::yes:
      return Certainty::yes;
    case Proof::no:
      return Certainty::no;
    case Proof::unknown:
      break;
  }
  return Certainty::unknown;
}

/// One subject that it does not match proves "no".
Certainty matches_everything(const Regex& regex) {
  constexpr std::array<std::string_view, 2> subjects = {"http://q0", "https://zz-9.example:4"};
  for (const std::string_view subject : subjects) {
    if (regex.search(subject) == SearchResult::no) return Certainty::no;
  }
  switch (matches_every_http_subject(regex)) {
    case Proof::yes:
      return Certainty::yes;
    case Proof::no:
      return Certainty::no;
    case Proof::unknown:
      break;
  }
  return Certainty::unknown;
}

/// Proved by a sample; what only the full analysis could prove is not needed for an explanation.
bool can_match(std::string_view pattern) {
  const auto regex = Regex::parse(pattern);
  const auto sample = sample_subject(pattern);
  return regex && sample && regex->search(*sample) == SearchResult::yes;
}

/// Without its last `count` characters, and without a "$" that stands behind them.
std::string without_tail(std::string_view pattern, std::size_t count) {
  if (pattern.ends_with("$")) pattern.remove_suffix(1);
  return std::string(pattern.substr(0, pattern.size() - std::min(count, pattern.size())));
}

/// The first "/" that begins a path: not one of "://", not within brackets or parentheses.
std::size_t find_path(std::string_view pattern) {
  int depth = 0;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == '\\' && at + 1 < pattern.size() && pattern[at + 1] != '/') {
      ++at;
    } else if (c == '[' || c == '(') {
      ++depth;
    } else if (c == ']' || c == ')') {
      --depth;
    } else if (c == '/' && depth == 0) {
      const std::string_view before = pattern.substr(0, at);
      const bool scheme = before.ends_with(":") || before.ends_with(":/") ||
                          before.ends_with(":\\/") || before.ends_with(":\\") ||
                          before.ends_with(":\\/\\");
      if (!scheme) return before.ends_with("\\") ? at - 1 : at;
    }
  }
  return std::string_view::npos;
}

/// Without the ":443" or ":80" that it names.
std::optional<std::string> without_default_port(std::string_view pattern) {
  for (const std::string_view port : {"\\:443", "\\:80", ":443", ":80"}) {
    const std::size_t at = pattern.find(port);
    if (at == std::string_view::npos) continue;
    const std::size_t end = at + port.size();
    constexpr std::string_view after = "$/)|";
    if (end < pattern.size() && after.find(pattern[end]) == std::string_view::npos) continue;
    return std::string(pattern.substr(0, at)).append(pattern.substr(end));
  }
  return std::nullopt;
}

/// "contoso.com:443" matches http://contoso.com:443, which nobody asks for, and not the
/// https://contoso.com that is meant.
bool is_only_default_port(const Regex& regex, std::string_view pattern) {
  const auto without = without_default_port(pattern);
  if (!without) return false;
  const auto meant = Regex::parse(*without);
  const auto subject = sample_subject(*without);
  if (!meant || !subject || meant->search(*subject) != SearchResult::yes) return false;
  const std::string host = subject->substr(subject->find("://") + 3);
  return regex.search("https://" + host) == SearchResult::no &&
         regex.search("http://" + host) == SearchResult::no;
}

struct Explanation {
  NeverBecause because = NeverBecause::none;
  std::string repair;  // empty: none is known
};

/// Which repair would bring a dead pattern to life? The regular expression itself is asked.
Explanation find_reason(std::string_view pattern) {
  std::string_view bare = pattern;
  if (bare.ends_with("$")) bare.remove_suffix(1);
  if (bare.ends_with("/") && !bare.ends_with(":/") && !bare.ends_with("//")) {
    std::string without = without_tail(pattern, bare.ends_with("\\/") ? 2 : 1);
    if (can_match(without)) return {NeverBecause::trailing_slash, std::move(without)};
  }
  if (const auto without = without_default_port(bare); without && can_match(*without)) {
    return {NeverBecause::default_port, *without_default_port(pattern)};
  }
  const std::size_t path = find_path(bare);
  if (path != std::string_view::npos && path > 0 && can_match(pattern.substr(0, path))) {
    return {NeverBecause::path, std::string(pattern.substr(0, path))};
  }
  if (pattern.starts_with("^") && can_match(pattern.substr(1))) {
    std::string with_scheme = "^https?://" + std::string(pattern.substr(1));
    const auto regex = Regex::parse(with_scheme);
    if (!regex || can_match_http_subject(*regex) != Proof::yes) with_scheme.clear();
    return {NeverBecause::anchor, std::move(with_scheme)};
  }
  return {NeverBecause::other, {}};
}

Explanation find_never_because(const BypassEntry& entry, const Regex& regex) {
  if (entry.can_match == Certainty::no) {
    switch (entry.form) {
      case BypassForm::cidr:
        return {NeverBecause::cidr, {}};
      case BypassForm::list:
        return {NeverBecause::list, {}};
      case BypassForm::local_token:
        return {NeverBecause::local_token, {}};
      default:
        return find_reason(entry.pattern);
    }
  }
  // It could match, but clients ask for the public name.
  if (entry.pattern.find("privatelink") != std::string::npos) {
    return {NeverBecause::private_link, {}};
  }
  if (!is_only_default_port(regex, entry.pattern)) return {};
  return {NeverBecause::default_port, *without_default_port(entry.pattern)};
}

/// "\_" is the slip of someone who escapes whatever is no letter; to .NET "_" is one.
std::string without_escaped_underscores(std::string_view pattern) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\' && at + 1 < pattern.size()) {
      if (pattern[at + 1] != '_') out += pattern[at];
      ++at;
    }
    out += pattern[at];
  }
  return out;
}

/// The literal's dots: each with a backslash in front, as a regular expression needs it.
void escape_dots(BypassEntry& entry) {
  for (std::size_t at = 0; at < entry.pattern.size(); ++at) {
    const char c = entry.pattern[at];
    if (c == '\\' && at + 1 < entry.pattern.size()) {
      entry.escaped += c;
      entry.escaped += entry.pattern[++at];
      continue;
    }
    if (c == '.') {
      entry.plain_dots = true;
      entry.escaped += '\\';
    }
    entry.escaped += c;
  }
}

/// A host of plain letters matches itself, and everything only if "http" contains it.
void judge_literal(BypassEntry& entry) {
  entry.can_match = Certainty::yes;
  const bool in_scheme = std::string_view("http").find(entry.pattern) != std::string_view::npos;
  entry.matches_everything = in_scheme ? Certainty::yes : Certainty::no;
}

bool is_plain_host(const BypassEntry& entry) {
  if (entry.form != BypassForm::literal_host && entry.form != BypassForm::literal_ipv4) {
    return false;
  }
  return std::all_of(entry.pattern.begin(), entry.pattern.end(),
                     [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
                              c == '-';
                     }) &&
         is_subject("http://" + entry.host);
}

/// Exponential time takes a group that is repeated: without one there is nothing to pile up.
bool has_repeated_group(std::string_view pattern) {
  for (std::size_t close = pattern.find(')'); close != std::string_view::npos;
       close = pattern.find(')', close + 1)) {
    const std::size_t next = pattern.find_first_not_of(" \t\r\n", close + 1);
    if (next == std::string_view::npos) return false;
    if (pattern[next] == '*' || pattern[next] == '+' || pattern[next] == '{') return true;
  }
  return false;
}

/// What is left of the list: keys are compared with letter case, <clear> takes all.
void find_entries_in_effect(std::vector<BypassEntry>& entries) {
  std::unordered_map<std::string_view, std::vector<std::size_t>> known;  // pattern to its <add>s
  std::size_t live_from = 0;
  for (std::size_t at = 0; at < entries.size(); ++at) {
    BypassEntry& entry = entries[at];
    switch (entry.operation) {
      case BypassOperation::add: {
        std::vector<std::size_t>& same = known[entry.pattern];
        entry.duplicate = !same.empty();
        entry.in_effect = true;
        same.push_back(at);
        break;
      }
      case BypassOperation::remove: {
        const auto same = known.find(entry.pattern);
        if (same == known.end()) break;
        for (const std::size_t index : same->second) entries[index].in_effect = false;
        known.erase(same);
        break;
      }
      case BypassOperation::clear:
        known.clear();
        for (; live_from < at; ++live_from) entries[live_from].in_effect = false;
        break;
    }
  }
}

}  // namespace

void find_verdict(BypassEntry& entry) {
  auto regex = Regex::parse(entry.pattern);
  if (regex) {
    entry.verdict = BypassVerdict::valid;
    entry.regex = std::move(*regex);
    return;
  }
  const bool judged = regex.error().kind == RegexError::Kind::invalid;
  entry.verdict = judged ? BypassVerdict::invalid : BypassVerdict::not_judged;
  entry.error = regex.error().message;
}

void judge_bypass_entry(BypassEntry& entry) {
  MeantEntry meant = find_meaning(entry.pattern);
  entry.form = meant.form;
  entry.host = std::move(meant.host);
  if (entry.form == BypassForm::wildcard) entry.rewrite = rewrite_wininet_entry(entry.pattern);
  find_verdict(entry);
  if (!entry.regex) {
    std::string repaired = without_escaped_underscores(entry.pattern);
    if (repaired != entry.pattern && Regex::parse(repaired)) entry.repair = std::move(repaired);
    return;
  }
  const Regex& regex = *entry.regex;
  if (is_plain_host(entry)) {
    judge_literal(entry);
  } else {
    entry.can_match = can_match(regex, entry.pattern);
    entry.matches_everything =
        entry.can_match == Certainty::no ? Certainty::no : matches_everything(regex);
  }
  Explanation explanation = find_never_because(entry, regex);
  entry.never_because = explanation.because;
  entry.repair = std::move(explanation.repair);
  if (!entry.host.empty()) escape_dots(entry);
  entry.loopback_only = is_loopback_host(entry.host.empty() ? entry.pattern : entry.host) ||
                        (entry.form == BypassForm::wildcard && entry.pattern.starts_with("127."));
  entry.catastrophic = has_repeated_group(entry.pattern) && may_be_catastrophic(regex);
}

std::string exempting_entry(std::string_view host) {
  std::string entry = "^https?://";
  for (const char c : host) {
    if (c == '.' || c == '[' || c == ']') entry += '\\';
    entry += c;
  }
  return entry + "(:\\d+)?$";
}

void read_bypass_list(const xml::Document& document, const Options& options, pugi::xml_node list,
                      std::vector<BypassEntry>& entries) {
  for (const pugi::xml_node node : list.children()) {
    if (node.type() != pugi::node_element) continue;
    const std::string_view name = node.name();
    BypassEntry entry;
    if (name == "clear") {
      entry.operation = BypassOperation::clear;
      entry.span = document.place(node).value;
      entries.push_back(std::move(entry));
      continue;
    }
    if (name != "add" && name != "remove") continue;
    const pugi::xml_attribute address = node.attribute("address");
    if (!address) continue;
    entry.pattern = address.value();
    entry.span = document.place(address).value;
    if (name == "remove") {
      entry.operation = BypassOperation::remove;
    } else if (!options.tokens_are_values && options.tokens.any(entry.pattern)) {
      entry.verdict = BypassVerdict::unknown;
    } else if (const BypassEntry* const judged = find_judged(options.twin, entry.pattern)) {
      const text::Span span = entry.span;
      entry = *judged;
      entry.in_effect = false;
      entry.duplicate = false;
      entry.span = span;
    } else if (!options.for_rules) {
      find_verdict(entry);
    } else {
      judge_bypass_entry(entry);
    }
    entries.push_back(std::move(entry));
  }
  find_entries_in_effect(entries);
}

}  // namespace shirlint::dotnet
