#include "fix/proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "lint/script_loader.h"
#include "xml/document.h"

namespace shirlint::fix {
namespace {

using dotnet::Moment;

/// Contract, clause 3. Safe fixes of the copied block may come with it: diahost has them as well,
/// or the two files would not say the same.
bool follows_diahost(const FileChange& change, const ConfigOutcome& before,
                     const std::vector<ConfigOutcome>& after) {
  if (change.codes.count("PRX001") == 0 || change.role != "diawp") return false;
  const auto diahost = std::find_if(after.begin(), after.end(),
                                    [](const ConfigOutcome& one) { return one.role == "diahost"; });
  const ConfigOutcome* diawp = find_outcome(after, change.path);
  return before.shipped_default && diahost != after.end() && diahost->moment == Moment::ok &&
         diawp != nullptr && diawp->canonical == diahost->canonical;
}

std::string first_new(const std::vector<std::string>& before,
                      const std::vector<std::string>& after) {
  for (const std::string& text : after) {
    if (std::find(before.begin(), before.end(), text) == before.end()) return text;
  }
  return {};
}

/// Which kinds of line ends the text has, as bits.
unsigned line_ends(std::string_view text) {
  unsigned kinds = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') {
      kinds |= at > 0 && text[at - 1] == '\r' ? 1U : 2U;
    } else if (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n')) {
      kinds |= 4U;
    }
  }
  return kinds;
}

/// Comes into a text what it did not have: an encoding, a kind of line end?
std::string why_text_differs(const FileChange& change, const text::Source& before,
                             const text::Source& after) {
  if (change.codes.count("CFG006") == 0 &&
      (before.has_bom() != after.has_bom() || !(before.encoding() == after.encoding()))) {
    return fmt::format("the encoding of {} would change", change.path);
  }
  const unsigned old_ends = line_ends(before.text());
  if (old_ends != 0 && (line_ends(after.text()) & ~old_ends) != 0) {
    return fmt::format("line ends of another kind would come into {}", change.path);
  }
  return {};
}

std::string why_bytes_differ(const FileChange& change) {
  if (change.role == script_role) {
    return why_text_differs(change, lint::script_source(change.before),
                            lint::script_source(change.after));
  }
  const xml::Document after = xml::Document::parse(change.after);
  if (!after.readable()) {
    return fmt::format("{} could not be read as XML any more", change.path);
  }
  // Nothing was there, or what was there is gone as a whole.
  if (!change.like.empty() || change.codes.count("CFG003") != 0) return {};
  const xml::Document before = xml::Document::parse(change.before);
  return why_text_differs(change, before.source(), after.source());
}

/// A finding that may be there after a change though it was not before.
bool may_appear(const lint::Finding& finding, const HostState& before) {
  // PRX021 and PRX022 say what the fixes of PRX018 and CFG027 chose; SIT003, that a comment
  // silences nothing any more. None is a fault.
  constexpr std::array<std::string_view, 7> expected = {"CFG023", "JAV019", "PRX001", "PRX003",
                                                        "PRX021", "PRX022", "SIT003"};
  const std::string_view code = finding.rule->code;
  if (std::find(expected.begin(), expected.end(), code) != expected.end()) return true;
  // What .NET refused, or shirlint could not judge, had nothing behind it to be found.
  const ConfigOutcome* outcome = find_outcome(before.outcomes, finding.location.file);
  if (outcome != nullptr && outcome->moment != Moment::ok) return true;
  return std::any_of(before.report.unknown.begin(), before.report.unknown.end(),
                     [&](const lint::Unknown& unknown) { return unknown.rule->code == code; });
}

/// What a file brings with it from the one it was copied from (PRX001, or a file that is made).
bool is_copied(const lint::Finding& finding, const std::vector<FileChange>& changes,
               const HostState& after) {
  const bool follows = std::any_of(changes.begin(), changes.end(), [&](const FileChange& change) {
    return change.path == finding.location.file &&
           (change.codes.count("PRX001") != 0 || !change.like.empty());
  });
  return follows && std::any_of(after.report.findings.begin(), after.report.findings.end(),
                                [&](const lint::Finding& other) {
                                  return other.rule == finding.rule &&
                                         other.location.file != finding.location.file &&
                                         other.location.fact == finding.location.fact;
                                });
}

/// The findings of `after` that `before` has not. A fingerprint holds the value at the place, which
/// another rule's fix may have changed; where no fix of its own was made, code and place tell.
std::vector<const lint::Finding*> unmatched_findings(const std::vector<FileChange>& changes,
                                                     const lint::HostReport& before,
                                                     const lint::HostReport& after) {
  const auto place_of = [](const lint::Finding& finding) {
    return fmt::format("{}\n{}\n{}", finding.rule->code, finding.location.file,
                       finding.location.fact);
  };
  const auto is_mended = [&](const lint::Finding& finding) {
    return std::any_of(changes.begin(), changes.end(), [&](const FileChange& change) {
      return change.codes.count(std::string(finding.rule->code)) != 0;
    });
  };
  std::map<std::string, int> fingerprints;
  std::map<std::string, int> places;
  for (const lint::Finding& finding : before.findings) {
    ++fingerprints[finding.fingerprint];
    ++places[place_of(finding)];
  }
  std::vector<const lint::Finding*> unmatched;
  for (const lint::Finding& finding : after.findings) {
    if (fingerprints[finding.fingerprint]-- > 0) {
      --places[place_of(finding)];
    } else {
      unmatched.push_back(&finding);
    }
  }
  const auto was_there = [&](const lint::Finding* finding) {
    return !is_mended(*finding) && places[place_of(*finding)]-- > 0;
  };
  unmatched.erase(std::remove_if(unmatched.begin(), unmatched.end(), was_there), unmatched.end());
  return unmatched;
}

}  // namespace

std::vector<const lint::Finding*> new_findings(const std::vector<FileChange>& changes,
                                               const HostState& before, const HostState& after) {
  std::vector<const lint::Finding*> found;
  for (const lint::Finding* finding : unmatched_findings(changes, before.report, after.report)) {
    if (may_appear(*finding, before) || is_copied(*finding, changes, after)) continue;
    found.push_back(finding);
  }
  return found;
}

std::string why_not_safe(const FileChange& change, const std::vector<ConfigOutcome>& before,
                         const std::vector<ConfigOutcome>& after) {
  const ConfigOutcome* was = find_outcome(before, change.path);
  const ConfigOutcome* is = find_outcome(after, change.path);
  if (was == nullptr || is == nullptr) return "what .NET does with the file is not known";
  if (is->moment != Moment::ok) {
    return fmt::format("afterwards .NET would still refuse the file: {}",
                       is->errors.empty() ? "it cannot be judged" : is->errors.front());
  }
  if (was->moment != Moment::ok && was->moment != Moment::not_judged) return {};
  const std::string route = first_new(was->routes, is->routes);
  if (was->moment == Moment::ok && route.empty()) return {};
  if (follows_diahost(change, *was, after)) return {};
  return fmt::format("it would change where requests go: {}", route);
}

std::string why_not_sound(const std::vector<FileChange>& changes, const HostState& before,
                          const HostState& after, rules::Severity least) {
  for (const FileChange& change : changes) {
    if (std::string why = why_bytes_differ(change); !why.empty()) return why;
    const ConfigOutcome* was = find_outcome(before.outcomes, change.path);
    const ConfigOutcome* is = find_outcome(after.outcomes, change.path);
    if (!change.like.empty() && (is == nullptr || is->moment != Moment::ok)) {
      return fmt::format(
          "{} would not load: {}", change.path,
          is == nullptr || is->errors.empty() ? "it cannot be judged" : is->errors.front());
    }
    if (was == nullptr || is == nullptr) continue;
    // Behind what .NET refuses first there may be more that it never came to.
    if (was->moment == Moment::ok || is->moment < was->moment) {
      const std::string error = first_new(was->errors, is->errors);
      if (!error.empty()) return fmt::format("{}: .NET would say: {}", change.path, error);
    }
  }
  for (const lint::Finding* finding : new_findings(changes, before, after)) {
    if (finding->severity < least) continue;
    return fmt::format("{} would be found at {}: {}", finding->rule->code, finding->location.file,
                       finding->message);
  }
  return {};
}

std::vector<RouteChange> route_changes(const std::vector<FileChange>& changes,
                                       const HostState& before, const HostState& after) {
  const auto routes = [](const HostState& state, const std::string& path) {
    const ConfigOutcome* outcome = find_outcome(state.outcomes, path);
    const bool judged = outcome != nullptr && outcome->moment == Moment::ok;
    return judged ? outcome->routes : std::vector<std::string>();
  };
  std::vector<RouteChange> all;
  all.reserve(changes.size());
  for (const FileChange& change : changes) {
    all.push_back({change.path, routes(before, change.path), routes(after, change.path)});
  }
  return all;
}

bool only_edits_differ(std::string_view before, std::string_view after, const text::Edits& edits) {
  std::size_t old_at = 0;
  std::size_t new_at = 0;
  for (const text::Edit& edit : edits) {
    if (edit.span.start < old_at || edit.span.end > before.size()) return false;
    const std::size_t kept = edit.span.start - old_at;
    if (after.substr(std::min(new_at, after.size()), kept) != before.substr(old_at, kept)) {
      return false;
    }
    new_at += kept + edit.text.size();
    old_at = edit.span.end;
  }
  return new_at <= after.size() && after.substr(new_at) == before.substr(old_at);
}

}  // namespace shirlint::fix
