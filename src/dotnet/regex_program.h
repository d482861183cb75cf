// The tree as instructions of a backtracking machine that makes the same moves as .NET's.
// Rules: RegexWriter.cs, RegexFCD.cs of microsoft/referencesource.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "dotnet/regex_tree.h"

namespace shirlint::dotnet::rx {

enum class Op : std::uint8_t {
  one_loop,  // as NodeType up to here: character loops, characters, texts, assertions
  notone_loop,
  set_loop,
  one_lazy,
  notone_lazy,
  set_lazy,
  one,
  notone,
  set,
  multi,
  ref,
  bol,
  eol,
  boundary,
  nonboundary,
  beginning,
  start,
  end_z,
  end,
  nothing,
  one_rep,  // exactly `b` times
  notone_rep,
  set_rep,
  jump,         // to a
  lazy_branch,  // goes on; after a failure, to a
  test_ref,     // fails unless group a has matched
  set_mark,     // marks the place
  null_mark,    // marks no place
  get_mark,     // back to the marked place
  capture_mark,
  branch_mark,  // again from a if something was read since the mark
  lazy_branch_mark,
  set_count,  // marks the place and starts counting at a
  null_count,
  branch_count,  // again from a, up to b times
  lazy_branch_count,
  set_jump,   // remembers the choices open here
  back_jump,  // forgets those opened since, and fails
  fore_jump,  // forgets those opened since, and goes on
  fault,      // .NET throws here
  stop,       // a match
};

struct Instruction {
  Op op = Op::nothing;
  bool ignore_case = false;
  bool leftward = false;
  char16_t ch = 0;
  std::int32_t a = 0;  // jump target, class, text offset, group slot
  std::int32_t b = 0;  // count, text length, slot of the balanced group
};

/// What .NET looks for before it tries a match at a place. Not merely fast: its notion of a first
/// character leaves out the missing branch of a conditional, and so changes what matches.
struct Lookout {
  NodeType anchor = NodeType::empty;  // beginning, start, end_z, end, or empty for none
  std::uint32_t prefix_begin = 0;     // in the tree's text; lower case if case is ignored
  std::uint32_t prefix_length = 0;
  bool prefix_ignores_case = false;
  bool first_ignores_case = false;
  std::int32_t first = no_class;
};

struct Program {
  std::shared_ptr<const Tree> tree;
  std::vector<Instruction> code;
  Lookout lookout;
  std::size_t slots = 0;     // groups to keep track of; 0 when nothing asks for them
  bool faulty = false;       // what .NET would run cannot be foretold
  bool throws_null = false;  // .NET fails to compile it: NullReferenceException
};

/// `tree` may get one more class, that of the first characters.
[[nodiscard]] Program compile(Tree& tree);
[[nodiscard]] Lookout find_lookout(Tree& tree);

}  // namespace shirlint::dotnet::rx
