// Two hosts side by side: why does this one work and that one not.
//
// What counts comes first: what .NET, Java and Windows make of either host (does a config load, the
// proxy in effect, the routes, Java, roots, TLS), then the rest of the state and of the configs.
// What one host does not tell is a gap, never a difference.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/checker.h"
#include "lint/loaded_host.h"
#include "lint/report.h"
#include "rules/rule.h"
#include "state/snapshot.h"

namespace shirlint::compare {

enum class Side : std::uint8_t { good, bad };
[[nodiscard]] std::string_view to_text(Side side);

/// In the order in which they are told. `verdict`: a rule fails on one host, and no fact that is
/// compared says why.
enum class Area : std::uint8_t {
  loads,
  proxy,
  routes,
  java,
  roots,
  tls,
  state,
  config,
  verdict,
};
[[nodiscard]] std::string_view to_text(Area area);

/// What one host tells of a fact.
struct Told {
  state::Knowledge knowledge = state::Knowledge::unknown;
  std::string value;  // known: for people; unknown: why
  lint::Location place;
  std::string raw;      // inside the comparison: what is compared, when it must not be shown
  lint::Location item;  // likewise: the item of a list that the fact belongs to
};

/// A rule that fails on one host only, at this fact.
struct Cause {
  const rules::Rule* rule = nullptr;
  rules::Severity severity = rules::Severity::error;
  Side side = Side::bad;
  std::string message;
  lint::Location place;
};

struct Difference {
  Area area = Area::state;
  /// In host.toml's words where it has some ("service.DIAHostService.start"), else "proxy.diahost",
  /// "config.diahost./configuration/..." and so on.
  std::string fact;
  std::string what;                // the same for people: "start type of service DIAHostService"
  std::array<Told, 2> told;        // by Side
  std::vector<std::string> items;  // of routes: the URLs
  std::string meaning;             // what the difference does; empty when nothing says it
  std::string equal;               // what would make BAD like GOOD
  std::vector<Cause> causes;       // those of BAD first
  std::vector<std::string_view> checked_by;  // codes of the rules whose words `meaning` has
  bool minor = false;  // of many of its kind that hardly ever count: told behind the others

  [[nodiscard]] const Told& at(Side side) const { return told.at(static_cast<std::size_t>(side)); }
  [[nodiscard]] Told& at(Side side) { return told.at(static_cast<std::size_t>(side)); }
};

/// A fact that one host tells and the other does not.
struct Gap {
  std::string fact;
  Side side = Side::bad;  // the host that does not tell
  std::string reason;
};

struct ComparedHost {
  std::string name;
  std::string path;
  bool live = false;
};

struct Comparison {
  std::array<ComparedHost, 2> hosts;    // by Side
  std::vector<Difference> differences;  // those that BAD fails for first, then by area
  std::vector<Difference> own;  // what tells one machine from the other, or is of the moment
  std::vector<Gap> gaps;
};

/// A host and what the rules say of it.
struct Subject {
  const lint::LoadedHost& host;
  const lint::HostReport& report;
};

/// `context` is the one with which both were loaded and checked.
[[nodiscard]] Comparison compare(const Subject& good, const Subject& bad,
                                 const lint::CheckContext& context);

}  // namespace shirlint::compare
