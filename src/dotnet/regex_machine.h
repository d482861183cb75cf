// Runs a program on a subject.
// Rules: RegexInterpreter.cs, RegexRunner.cs, RegexMatch.cs of microsoft/referencesource.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dotnet/regex.h"
#include "dotnet/regex_program.h"

namespace shirlint::dotnet::rx {

/// A stack that needs no heap as long as it is small.
template <class Item>
class Stack {
 public:
  Stack() = default;
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;
  Stack(Stack&&) = delete;
  Stack& operator=(Stack&&) = delete;
  ~Stack() = default;

  void push(Item value) {
    if (size_ == capacity_) grow();
    data_[size_++] = value;
  }
  Item pop() { return data_[--size_]; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(size_); }
  /// What once stood above the top: nothing yet, or what was popped last.
  [[nodiscard]] Item remnant() const { return size_ < capacity_ ? data_[size_] : Item{}; }
  void shrink(std::int32_t size) { size_ = static_cast<std::size_t>(size); }

 private:
  void grow() {
    const bool first = heap_.empty();
    heap_.resize(capacity_ * 4);
    if (first) std::copy(inline_.begin(), inline_.end(), heap_.begin());
    data_ = heap_.data();
    capacity_ = heap_.size();
  }

  std::array<Item, 64> inline_{};
  std::vector<Item> heap_;
  Item* data_ = inline_.data();
  std::size_t capacity_ = inline_.size();
  std::size_t size_ = 0;
};

/// An entry of the stack of marks. .NET's machine gets that stack out of step when a lazy loop
/// reads nothing; the kind tells when it then takes one thing for another.
struct Mark {
  enum class Kind : std::uint8_t { place, count, jump };
  std::int32_t value = 0;
  Kind kind = Kind::place;
};

class Machine {
 public:
  Machine(const Program& program, std::u16string_view subject, std::uint32_t step_limit)
      : program_(program),
        tree_(*program.tree),
        subject_(subject),
        end_(static_cast<std::int32_t>(subject.size())),
        steps_left_(step_limit) {
    groups_.resize(program.slots);
  }

  SearchResult search();

 private:
  enum class Outcome : std::uint8_t { matched, failed, out_of_steps, fault };

  bool find_start();
  [[nodiscard]] bool prefix_at(std::int32_t position) const;
  Outcome run();
  bool step(const Instruction& in);  // false: backtrack
  bool step_structure(const Instruction& in);
  bool step_jump(Op op);
  bool backtrack();                                 // false: nothing left to try
  bool resume(const Instruction& in, bool second);  // false: try the choice before
  bool resume_char_loop(const Instruction& in);
  bool spend(std::int32_t count);

  [[nodiscard]] std::int32_t forward_left(const Instruction& in) const {
    return in.leftward ? position_ : end_ - position_;
  }
  [[nodiscard]] char16_t at(std::int32_t i) const { return subject_[static_cast<std::size_t>(i)]; }
  char16_t read(const Instruction& in) {
    const char16_t c = in.leftward ? at(--position_) : at(position_++);
    return in.ignore_case ? to_lower(c) : c;
  }
  [[nodiscard]] bool accepts(const Instruction& in, char16_t c, int kind) const {
    if (kind == 0) return c == in.ch;
    return kind == 1 ? c != in.ch : tree_.classes.contains(in.a, c);
  }
  bool match_chars(const Instruction& in, int kind, std::int32_t count);
  void loop_greedily(const Instruction& in, int kind);
  void loop_lazily(const Instruction& in);
  bool match_text(const Instruction& in);
  bool match_reference(const Instruction& in);
  [[nodiscard]] bool assertion_holds(Op op) const;
  [[nodiscard]] bool is_boundary() const;

  void branch_mark(const Instruction& in);
  void lazy_branch_mark();
  void branch_count(const Instruction& in);
  void lazy_branch_count(const Instruction& in);
  bool resume_branch_count(bool second);
  bool resume_lazy_branch_count(const Instruction& in, bool second);
  bool resume_branch_mark(bool second);
  bool resume_lazy_branch_mark(const Instruction& in, bool second);

  void mark(std::int32_t place) { marks_.push({place, Mark::Kind::place}); }
  void mark(std::int32_t place, std::int32_t count) {
    mark(place);
    marks_.push({count, Mark::Kind::count});
  }
  std::int32_t take(Mark::Kind kind);
  std::int32_t take_place() { return take(Mark::Kind::place); }
  std::int32_t take_count() { return take(Mark::Kind::count); }
  bool take_jump(std::int32_t& choices, std::int32_t& captures);
  [[nodiscard]] bool is_place(std::int32_t place) const { return place >= 0 && place <= end_; }

  void choose(std::int32_t a) {
    choices_.push(a);
    mark_choice(false);
  }
  void mark_choice(bool second) { choices_.push(pc_ * 2 + (second ? 1 : 0)); }

  bool capture(const Instruction& in);
  void add_capture(std::int32_t slot, std::int32_t from, std::int32_t length);
  void balance(std::int32_t slot);
  void undo_capture();
  void undo_captures_to(std::int32_t count);
  [[nodiscard]] bool has_matched(std::int32_t slot) const;
  bool read_capture(std::int32_t slot, std::int32_t& start, std::int32_t& length);

  const Program& program_;
  const Tree& tree_;
  std::u16string_view subject_;
  std::int32_t end_;
  std::uint32_t steps_left_;
  std::int32_t position_ = 0;
  std::int32_t pc_ = 0;
  std::int32_t next_pc_ = 0;
  bool out_of_step_ = false;
  Stack<std::int32_t> choices_;                    // what can still be tried
  Stack<Mark> marks_;                              // of open loops and groups
  Stack<std::int32_t> captured_;                   // slots, in the order of capturing
  std::vector<std::vector<std::int32_t>> groups_;  // by slot: start, length, start, length...
};

}  // namespace shirlint::dotnet::rx
