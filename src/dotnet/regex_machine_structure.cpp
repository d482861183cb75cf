// Loops, choices, marks and captures: what the machine can take back.
#include <algorithm>

#include "dotnet/regex_machine.h"

namespace shirlint::dotnet::rx {

// Each choice is its values, then the instruction that made it, doubled, plus one for the second
// of the two ways in which some instructions resume. Marks are laid down and taken off in the
// order of the instructions, and put back when they are undone.
bool Machine::step_structure(const Instruction& in) {
  switch (in.op) {
    case Op::jump: next_pc_ = in.a; return true;
    case Op::lazy_branch: choose(position_); return true;
    case Op::test_ref: return has_matched(in.a);
    case Op::set_mark: marks_.push(position_); mark_choice(false); return true;
    case Op::null_mark: marks_.push(-1); mark_choice(false); return true;
    case Op::get_mark:
      position_ = marks_.pop();
      choose(position_);
      return true;
    case Op::capture_mark: return capture(in);
    case Op::branch_mark: branch_mark(in); return true;
    case Op::lazy_branch_mark: lazy_branch_mark(); return true;
    case Op::set_count:
    case Op::null_count:
      marks_.push(in.op == Op::set_count ? position_ : -1);
      marks_.push(in.a);
      mark_choice(false);
      return true;
    case Op::branch_count: branch_count(in); return true;
    case Op::lazy_branch_count: lazy_branch_count(in); return true;
    case Op::set_jump:
      marks_.push(choices_.size());
      marks_.push(captured_.size());
      mark_choice(false);
      return true;
    case Op::back_jump: {
      const std::int32_t captures = marks_.pop();
      choices_.shrink(marks_.pop());
      undo_captures_to(captures);
      return false;
    }
    case Op::fore_jump: {
      const std::int32_t captures = marks_.pop();
      choices_.shrink(marks_.pop());
      choose(captures);
      return true;
    }
    default: return false;
  }
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
    case Op::null_mark: marks_.pop(); return false;
    case Op::get_mark: marks_.push(choices_.pop()); return false;
    case Op::capture_mark:
      marks_.push(choices_.pop());
      undo_capture();
      if (in.a != -1 && in.b != -1) undo_capture();
      return false;
    case Op::branch_mark: return resume_branch_mark(second);
    case Op::lazy_branch_mark: return resume_lazy_branch_mark(in, second);
    case Op::set_count:
    case Op::null_count:
    case Op::set_jump:
      marks_.pop();
      marks_.pop();
      return false;
    case Op::branch_count: return resume_branch_count(second);
    case Op::lazy_branch_count: return resume_lazy_branch_count(in, second);
    case Op::fore_jump: undo_captures_to(choices_.pop()); return false;
    default: return resume_char_loop(in);
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
    marks_.push(choices_.pop());
    return false;
  }
  marks_.pop();
  position_ = choices_.pop();
  mark_choice(true);  // the old mark lies below
  return true;
}

bool Machine::resume_lazy_branch_mark(const Instruction& in, bool second) {
  if (second) {
    marks_.pop();
    marks_.push(choices_.pop());
    return false;
  }
  position_ = choices_.pop();
  mark_choice(true);  // the old mark lies below
  marks_.push(position_);
  next_pc_ = in.a;
  return true;
}

void Machine::branch_mark(const Instruction& in) {
  const std::int32_t mark = marks_.pop();
  choices_.push(mark);
  if (position_ == mark) {  // nothing was read: no further round
    mark_choice(true);
    return;
  }
  choose(position_);
  marks_.push(position_);
  next_pc_ = in.a;
}

void Machine::lazy_branch_mark() {
  const std::int32_t mark = marks_.pop();
  if (position_ != mark) {
    choices_.push(mark != -1 ? mark : position_);
    choose(position_);
    return;
  }
  // .NET means to save the mark here and saves what happens to lie above it.
  marks_.push(mark);
  choices_.push(marks_.remnant());
  mark_choice(true);
}

void Machine::branch_count(const Instruction& in) {
  const std::int32_t count = marks_.pop();
  const std::int32_t mark = marks_.pop();
  choices_.push(mark);
  if (count >= in.b || (position_ == mark && count >= 0)) {
    choices_.push(count);
    mark_choice(true);
    return;
  }
  mark_choice(false);
  marks_.push(position_);
  marks_.push(count + 1);
  next_pc_ = in.a;
}

bool Machine::resume_branch_count(bool second) {
  if (second) {
    const std::int32_t count = choices_.pop();
    marks_.push(choices_.pop());
    marks_.push(count);
    return false;
  }
  const std::int32_t old_mark = choices_.pop();
  const std::int32_t count = marks_.pop();
  const std::int32_t mark = marks_.pop();
  if (count > 0) {
    position_ = mark;
    choices_.push(old_mark);
    choices_.push(count - 1);
    mark_choice(true);
    return true;
  }
  marks_.push(old_mark);
  marks_.push(count - 1);
  return false;
}

void Machine::lazy_branch_count(const Instruction& in) {
  const std::int32_t count = marks_.pop();
  const std::int32_t mark = marks_.pop();
  choices_.push(mark);
  if (count < 0) {
    mark_choice(true);
    marks_.push(position_);
    marks_.push(count + 1);
    next_pc_ = in.a;
  } else {
    choices_.push(count);
    choose(position_);
  }
}

bool Machine::resume_lazy_branch_count(const Instruction& in, bool second) {
  if (second) {
    const std::int32_t count = marks_.pop();
    marks_.pop();
    marks_.push(choices_.pop());
    marks_.push(count - 1);
    return false;
  }
  const std::int32_t place = choices_.pop();
  const std::int32_t count = choices_.pop();
  const std::int32_t mark = choices_.pop();
  if (count >= in.b || place == mark) {
    marks_.push(mark);
    marks_.push(count);
    return false;
  }
  position_ = place;
  marks_.push(place);
  marks_.push(count + 1);
  choices_.push(mark);
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

std::int32_t Machine::capture_value(std::int32_t slot, std::size_t from_end) const {
  const std::vector<std::int32_t>& group = groups_[static_cast<std::size_t>(slot)];
  const std::int32_t value = group[group.size() - from_end];
  return value >= 0 ? value : group[static_cast<std::size_t>(-3 - value)];
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
  const std::int32_t mark = marks_.pop();
  std::int32_t from = std::min(mark, position_);
  std::int32_t to = std::max(mark, position_);
  if (in.b != -1) {
    // What lies between the two captures, or what they share.
    const std::int32_t other_from = capture_value(in.b, 2);
    const std::int32_t other_to = other_from + capture_value(in.b, 1);
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
  choose(mark);
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
