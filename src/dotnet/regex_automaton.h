// A pattern as a nondeterministic automaton over ASCII, after Thompson.
#pragma once

#include <cstdint>
#include <vector>

#include "dotnet/regex_tree.h"

namespace shirlint::dotnet::rx {

/// `loops`: what the analysis of ambiguity wants, where counts do not matter: a loop of many rounds
/// is endless, an atomic group one character, a lookaround nothing.
enum class AutomatonUse : std::uint8_t { language, loops };

struct State {
  enum class Kind : std::uint8_t { chars, fork, assertion, accept };
  Kind kind = Kind::accept;
  NodeType assertion = NodeType::empty;
  AsciiSet set;  // chars
  std::uint32_t next = 0;
  std::uint32_t other = 0;  // fork
};

struct Automaton {
  std::vector<State> states;
  std::uint32_t start = 0;
  bool exact = true;   // else it accepts more than the pattern matches
  bool usable = true;  // else it says nothing: too large, or .NET's moves cannot be foretold
};

constexpr std::uint32_t accept_state = 0;

/// Is there a lazy loop without a count whose body may be empty? .NET's machine gets out of step in
/// it: it may throw, or go round for ever.
[[nodiscard]] bool has_runaway_loop(const Tree& tree);

/// The automaton of the part of the tree below `root`. Matching is meant anchored at both ends;
/// letters of the subject are taken to be lower case.
[[nodiscard]] Automaton make_automaton(const Tree& tree, NodeId root, AutomatonUse use);

}  // namespace shirlint::dotnet::rx
