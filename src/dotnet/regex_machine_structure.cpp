// Loops, choices, marks and captures: what the machine can take back.
#include <algorithm>

#include "dotnet/regex_machine.h"

namespace shirlint::dotnet::rx {

// Each choice is its values, then the instruction that made it, doubled, plus one for the second
// of the two ways in which some instructions resume. Marks are laid down and taken off in the
// order of the instructions, and put back when they are undone.
bool Machine::step_structure(const Instruction& in) {
  switch (in.op) {
    case Op::jump:
      next_pc_ = in.a;
      return true;
    case Op::lazy_branch:
      choose(position_);
      return true;
    case Op::test_ref:
      return has_matched(in.a);
    case Op::set_mark:
      mark(position_);
      mark_choice(false);
      return true;
    case Op::null_mark:
      mark(-1);
      mark_choice(false);
      return true;
    case Op::get_mark: {
      const std::int32_t place = take_place();
      choose(place);
      out_of_step_ = out_of_step_ || !is_place(place);
      position_ = place;
      return true;
    }
    case Op::capture_mark:
      return capture(in);
    case Op::branch_mark:
      branch_mark(in);
      return true;
    case Op::lazy_branch_mark:
      lazy_branch_mark();
      return true;
    case Op::set_count:
      mark(position_, in.a);
      mark_choice(false);
      return true;
    case Op::null_count:
      mark(-1, in.a);
      mark_choice(false);
      return true;
    case Op::branch_count:
      branch_count(in);
      return true;
    case Op::lazy_branch_count:
      lazy_branch_count(in);
      return true;
    default:
      return step_jump(in.op);
  }
}

/// The borders of what is not taken back piece by piece: lookarounds, atomic groups, conditions.
bool Machine::step_jump(Op op) {
  if (op == Op::set_jump) {
    marks_.push({choices_.size(), Mark::Kind::jump});
    marks_.push({captured_.size(), Mark::Kind::jump});
    mark_choice(false);
    return true;
  }
  std::int32_t choices = 0;
  std::int32_t captures = 0;
  if (!take_jump(choices, captures)) return false;
  choices_.shrink(choices);
  if (op == Op::back_jump) {
    undo_captures_to(captures);
    return false;
  }
  choose(captures);  // fore_jump
  return true;
}

std::int32_t Machine::take(Mark::Kind kind) {
  if (marks_.empty()) {
    out_of_step_ = true;
    return 0;
  }
  const Mark top = marks_.pop();
  if (top.kind != kind) out_of_step_ = true;
  return top.value;
}

/// False: out of step, and nothing can be said of the values.
bool Machine::take_jump(std::int32_t& choices, std::int32_t& captures) {
  captures = take(Mark::Kind::jump);
  choices = take(Mark::Kind::jump);
  if (choices > choices_.size() || captures > captured_.size()) out_of_step_ = true;
  return !out_of_step_;
}

bool Machine::backtrack() {
  while (!choices_.empty()) {
    if (!spend(1)) {
      steps_left_ = 0;
      return false;
    }
    const std::int32_t key = choices_.pop();
    pc_ = key / 2;
    next_pc_ = pc_ + 1;
    if (resume(program_.code[static_cast<std::size_t>(pc_)], key % 2 != 0)) {
      pc_ = next_pc_;
      return true;
    }
    if (out_of_step_) return true;
  }
  return false;
}

bool Machine::resume(const Instruction& in, bool second) {
  switch (in.op) {
    case Op::lazy_branch:
      position_ = choices_.pop();
      next_pc_ = in.a;
      return true;
    case Op::set_mark:
    case Op::null_mark:
      take_place();
      return false;
    case Op::get_mark:
      mark(choices_.pop());
      return false;
    case Op::capture_mark:
      mark(choices_.pop());
      undo_capture();
      if (in.a != -1 && in.b != -1) undo_capture();
      return false;
    case Op::branch_mark:
      return resume_branch_mark(second);
    case Op::lazy_branch_mark:
      return resume_lazy_branch_mark(in, second);
    case Op::set_count:
    case Op::null_count:
      take_count();
      take_place();
      return false;
    case Op::set_jump:
      take(Mark::Kind::jump);
      take(Mark::Kind::jump);
      return false;
    case Op::branch_count:
      return resume_branch_count(second);
    case Op::lazy_branch_count:
      return resume_lazy_branch_count(in, second);
    case Op::fore_jump:
      undo_captures_to(choices_.pop());
      return false;
    default:
      return resume_char_loop(in);
  }
}

bool Machine::resume_char_loop(const Instruction& in) {
  const std::int32_t bump = in.leftward ? -1 : 1;
  const std::int32_t left = choices_.pop();
  position_ = choices_.pop();
  const std::int32_t place = position_;
  const int lazy_kind = static_cast<int>(in.op) - static_cast<int>(Op::one_lazy);
  if (lazy_kind >= 0 && !accepts(in, read(in), lazy_kind)) return false;
  if (left > 0) {
    choices_.push(lazy_kind >= 0 ? place + bump : place - bump);
    choose(left - 1);
  }
  return true;
}

bool Machine::resume_branch_mark(bool second) {
  if (second) {
    mark(choices_.pop());
    return false;
  }
  take_place();
  position_ = choices_.pop();
  mark_choice(true);  // the old mark lies below
  return true;
}

bool Machine::resume_lazy_branch_mark(const Instruction& in, bool second) {
  if (second) {
    take_place();
    mark(choices_.pop());
    return false;
  }
  position_ = choices_.pop();
  mark_choice(true);  // the old mark lies below
  mark(position_);
  next_pc_ = in.a;
  return true;
}

void Machine::branch_mark(const Instruction& in) {
  const std::int32_t from = take_place();
  choices_.push(from);
  if (position_ == from) {  // nothing was read: no further round
    mark_choice(true);
    return;
  }
  choose(position_);
  mark(position_);
  next_pc_ = in.a;
}

void Machine::lazy_branch_mark() {
  const std::int32_t from = take_place();
  if (position_ != from) {
    choices_.push(from != -1 ? from : position_);
    choose(position_);
    return;
  }
  // .NET leaves the mark on the stack here, and saves what happens to lie above it.
  mark(from);
  choices_.push(marks_.remnant().value);
  mark_choice(true);
}

void Machine::branch_count(const Instruction& in) {
  const std::int32_t count = take_count();
  const std::int32_t from = take_place();
  choices_.push(from);
  if (count >= in.b || (position_ == from && count >= 0)) {
    choices_.push(count);
    mark_choice(true);
    return;
  }
  mark_choice(false);
  mark(position_, count + 1);
  next_pc_ = in.a;
}

bool Machine::resume_branch_count(bool second) {
  if (second) {
    const std::int32_t count = choices_.pop();
    mark(choices_.pop(), count);
    return false;
  }
  const std::int32_t old_place = choices_.pop();
  const std::int32_t count = take_count();
  const std::int32_t place = take_place();
  if (count > 0) {
    out_of_step_ = out_of_step_ || !is_place(place);
    position_ = place;
    choices_.push(old_place);
    choices_.push(count - 1);
    mark_choice(true);
    return true;
  }
  mark(old_place, count - 1);
  return false;
}

void Machine::lazy_branch_count(const Instruction& in) {
  const std::int32_t count = take_count();
  const std::int32_t from = take_place();
  choices_.push(from);
  if (count < 0) {
    mark_choice(true);
    mark(position_, count + 1);
    next_pc_ = in.a;
  } else {
    choices_.push(count);
    choose(position_);
  }
}

bool Machine::resume_lazy_branch_count(const Instruction& in, bool second) {
  if (second) {
    const std::int32_t count = take_count();
    take_place();
    mark(choices_.pop(), count - 1);
    return false;
  }
  const std::int32_t place = choices_.pop();
  const std::int32_t count = choices_.pop();
  const std::int32_t from = choices_.pop();
  if (count >= in.b || place == from) {
    mark(from, count);
    return false;
  }
  position_ = place;
  mark(place, count + 1);
  choices_.push(from);
  mark_choice(true);
  next_pc_ = in.a;
  return true;
}

// A group that was balanced holds, as a pair of negative numbers, where in the list the capture
// stands that counts now; (-1, -2) when none is left.

bool Machine::has_matched(std::int32_t slot) const {
  const std::vector<std::int32_t>& group = groups_[static_cast<std::size_t>(slot)];
  return !group.empty() && group.back() != -2;
}

/// What the group holds now. False: out of step, since a balancing group inside a lookbehind can
/// have captured a negative length, which .NET then takes for a place in the list.
bool Machine::read_capture(std::int32_t slot, std::int32_t& start, std::int32_t& length) {
  const std::vector<std::int32_t>& group = groups_[static_cast<std::size_t>(slot)];
  const auto read = [&](std::size_t from_end) {
    const std::int32_t value = group[group.size() - from_end];
    if (value >= 0) return value;
    const std::int32_t index = -3 - value;
    if (index < 0 || index >= static_cast<std::int32_t>(group.size())) return -1;
    return group[static_cast<std::size_t>(index)];
  };
  start = read(2);
  length = read(1);
  if (start < 0 || length < 0 || start > end_ - length) out_of_step_ = true;
  return !out_of_step_;
}

void Machine::add_capture(std::int32_t slot, std::int32_t from, std::int32_t length) {
  captured_.push(slot);
  std::vector<std::int32_t>& group = groups_[static_cast<std::size_t>(slot)];
  group.push_back(from);
  group.push_back(length);
}

void Machine::balance(std::int32_t slot) {
  const std::vector<std::int32_t>& group = groups_[static_cast<std::size_t>(slot)];
  std::int32_t target = static_cast<std::int32_t>(group.size()) - 2;
  if (group[static_cast<std::size_t>(target)] < 0) {
    target = -3 - group[static_cast<std::size_t>(target)];
  }
  target -= 2;
  const auto index = static_cast<std::size_t>(target);
  if (target >= 0 && group[index] < 0) {
    add_capture(slot, group[index], group[index + 1]);
  } else {
    add_capture(slot, -3 - target, -4 - target);
  }
}

bool Machine::capture(const Instruction& in) {
  if (in.b != -1 && !has_matched(in.b)) return false;
  const std::int32_t place = take_place();
  if (!is_place(place)) {
    out_of_step_ = true;
    return false;
  }
  std::int32_t from = std::min(place, position_);
  std::int32_t to = std::max(place, position_);
  if (in.b != -1) {
    // What lies between the two captures, or what they share.
    std::int32_t other_from = 0;
    std::int32_t other_length = 0;
    if (!read_capture(in.b, other_from, other_length)) return false;
    const std::int32_t other_to = other_from + other_length;
    if (from >= other_to) {
      to = from;
      from = other_to;
    } else if (to <= other_from) {
      from = other_from;  // .NET leaves `to` where it is
    } else {
      to = std::min(to, other_to);
      from = std::max(from, other_from);
    }
    balance(in.b);
  }
  if (in.a != -1) add_capture(in.a, from, to - from);
  choose(place);
  return true;
}

void Machine::undo_capture() {
  std::vector<std::int32_t>& group = groups_[static_cast<std::size_t>(captured_.pop())];
  group.resize(group.size() - 2);
}

void Machine::undo_captures_to(std::int32_t count) {
  while (captured_.size() > count) undo_capture();
}

}  // namespace shirlint::dotnet::rx
