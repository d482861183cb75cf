#include "dotnet/regex_machine.h"

#include <algorithm>

namespace shirlint::dotnet::rx {

SearchResult Machine::search() {
  for (position_ = 0;; ++position_) {
    if (!spend(1)) return SearchResult::out_of_steps;
    if (find_start()) {
      const std::int32_t start = position_;
      switch (run()) {
        case Outcome::matched:
          return SearchResult::yes;
        case Outcome::out_of_steps:
          return SearchResult::out_of_steps;
        case Outcome::fault:
          return SearchResult::not_judged;
        case Outcome::failed:
          break;
      }
      position_ = start;
    }
    if (position_ >= end_) return SearchResult::no;
  }
}

bool Machine::spend(std::int32_t count) {
  const auto cost = static_cast<std::uint32_t>(count);
  if (cost > steps_left_) return false;
  steps_left_ -= cost;
  return true;
}

bool Machine::prefix_at(std::int32_t position) const {
  const Lookout& lookout = program_.lookout;
  const std::u16string_view prefix =
      std::u16string_view(tree_.text).substr(lookout.prefix_begin, lookout.prefix_length);
  if (static_cast<std::size_t>(end_ - position) < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    const char16_t c = at(position + static_cast<std::int32_t>(i));
    if ((lookout.prefix_ignores_case ? to_lower(c) : c) != prefix[i]) return false;
  }
  return true;
}

/// Moves on to the next place where a match could begin; false: not here, try behind `position_`.
bool Machine::find_start() {
  const Lookout& lookout = program_.lookout;
  if (lookout.anchor == NodeType::beginning || lookout.anchor == NodeType::start) {
    if (position_ > 0) {
      position_ = end_;
      return false;
    }
  } else if (lookout.anchor == NodeType::end_z) {
    position_ = std::max(position_, end_ - 1);
  } else if (lookout.anchor == NodeType::end) {
    position_ = end_;
  }
  const bool anchored = lookout.anchor != NodeType::empty;
  if (lookout.prefix_length != 0) {
    if (anchored) return prefix_at(position_);
    while (position_ < end_ && !prefix_at(position_)) ++position_;
    return position_ < end_;
  }
  if (anchored || lookout.first == no_class) return true;
  for (; position_ < end_; ++position_) {
    const char16_t c = lookout.first_ignores_case ? to_lower(at(position_)) : at(position_);
    if (tree_.classes.contains(lookout.first, c)) return true;
  }
  return false;
}

/// A match that begins exactly at `position_`.
Machine::Outcome Machine::run() {
  choices_.shrink(0);
  marks_.shrink(0);
  undo_captures_to(0);
  out_of_step_ = false;
  pc_ = 0;
  while (true) {
    if (!spend(1)) return Outcome::out_of_steps;
    const Instruction& in = program_.code[static_cast<std::size_t>(pc_)];
    if (in.op == Op::stop) return Outcome::matched;
    if (in.op == Op::fault) return Outcome::fault;
    next_pc_ = pc_ + 1;
    const bool going = step(in);
    if (going) {
      pc_ = next_pc_;
    } else if (!out_of_step_ && !backtrack()) {
      return steps_left_ == 0 ? Outcome::out_of_steps : Outcome::failed;
    }
    if (out_of_step_) return Outcome::fault;
  }
}

bool Machine::step(const Instruction& in) {
  switch (in.op) {
    case Op::one:
    case Op::notone:
    case Op::set: {
      if (forward_left(in) < 1) return false;
      return accepts(in, read(in), static_cast<int>(in.op) - static_cast<int>(Op::one));
    }
    case Op::multi:
      return match_text(in);
    case Op::one_loop:
    case Op::notone_loop:
    case Op::set_loop:
      loop_greedily(in, static_cast<int>(in.op) - static_cast<int>(Op::one_loop));
      return true;
    case Op::one_lazy:
    case Op::notone_lazy:
    case Op::set_lazy:
      loop_lazily(in);
      return true;
    case Op::one_rep:
    case Op::notone_rep:
    case Op::set_rep:
      return match_chars(in, static_cast<int>(in.op) - static_cast<int>(Op::one_rep), in.b);
    case Op::ref:
      return match_reference(in);
    case Op::bol:
    case Op::eol:
    case Op::boundary:
    case Op::nonboundary:
    case Op::beginning:
    case Op::start:
    case Op::end_z:
    case Op::end:
      return assertion_holds(in.op);
    case Op::nothing:
      return false;
    default:
      return step_structure(in);
  }
}

bool Machine::match_chars(const Instruction& in, int kind, std::int32_t count) {
  if (forward_left(in) < count) return false;
  for (std::int32_t i = 0; i < count; ++i) {
    if (!accepts(in, read(in), kind)) return false;
  }
  steps_left_ -= std::min(steps_left_, static_cast<std::uint32_t>(count) / 8U);
  return true;
}

// The choice left behind: how many characters can be given back, and where the first of these
// stands.
void Machine::loop_greedily(const Instruction& in, int kind) {
  const std::int32_t most = std::min(in.b, forward_left(in));
  const std::int32_t bump = in.leftward ? -1 : 1;
  std::int32_t taken = 0;
  while (taken < most && accepts(in, read(in), kind)) ++taken;
  if (taken < most) position_ -= bump;  // the one that was not accepted
  steps_left_ -= std::min(steps_left_, static_cast<std::uint32_t>(taken) / 8U);
  if (taken > 0) {
    choices_.push(position_ - bump);
    choose(taken - 1);
  }
}

void Machine::loop_lazily(const Instruction& in) {
  const std::int32_t most = std::min(in.b, forward_left(in));
  if (most > 0) {
    choices_.push(position_);
    choose(most - 1);
  }
}

bool Machine::match_text(const Instruction& in) {
  if (forward_left(in) < in.b) return false;
  const std::int32_t from = in.leftward ? position_ - in.b : position_;
  const char16_t* const text = tree_.text.data() + in.a;
  for (std::int32_t i = 0; i < in.b; ++i) {
    const char16_t c = at(from + i);
    if ((in.ignore_case ? to_lower(c) : c) != text[i]) return false;
  }
  position_ = in.leftward ? from : from + in.b;
  return true;
}

bool Machine::match_reference(const Instruction& in) {
  if (!has_matched(in.a)) return false;
  std::int32_t start = 0;
  std::int32_t length = 0;
  if (!read_capture(in.a, start, length)) return false;
  if (forward_left(in) < length) return false;
  const std::int32_t from = in.leftward ? position_ - length : position_;
  for (std::int32_t i = 0; i < length; ++i) {
    const char16_t a = at(start + i);
    const char16_t b = at(from + i);
    if (in.ignore_case ? to_lower(a) != to_lower(b) : a != b) return false;
  }
  steps_left_ -= std::min(steps_left_, static_cast<std::uint32_t>(length) / 8U);
  position_ = in.leftward ? from : from + length;
  return true;
}

bool Machine::is_boundary() const {
  const bool before = position_ > 0 && is_word_char(at(position_ - 1));
  const bool after = position_ < end_ && is_word_char(at(position_));
  return before != after;
}

bool Machine::assertion_holds(Op op) const {
  switch (op) {
    case Op::bol:
      return position_ == 0 || at(position_ - 1) == u'\n';
    case Op::eol:
      return position_ == end_ || at(position_) == u'\n';
    case Op::boundary:
      return is_boundary();
    case Op::nonboundary:
      return !is_boundary();
    case Op::beginning:
    case Op::start:
      return position_ == 0;
    case Op::end_z:
      return position_ == end_ || (position_ == end_ - 1 && at(position_) == u'\n');
    default:
      return position_ == end_;
  }
}

}  // namespace shirlint::dotnet::rx
