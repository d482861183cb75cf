#include "dotnet/regex_program.h"

#include <algorithm>
#include <limits>

namespace shirlint::dotnet::rx {

namespace {

constexpr std::int32_t no_code = -1;

class Compiler {
 public:
  Compiler(const Tree& tree, Program& program) : tree_(tree), program_(program) {}

  void run() {
    track_groups_ = groups_matter();
    if (track_groups_) program_.slots = tree_.groups.size();
    program_.code.reserve(tree_.nodes.size() + 8);
    stack_.reserve(8);
    emit(Op::lazy_branch);
    emit(Op::set_mark);  // of the whole match; its capture makes no difference
    push(tree_[tree_.root].first);
    while (!stack_.empty()) {
      Frame& frame = stack_.back();
      if (frame.child == no_node) {
        stack_.pop_back();
        if (!stack_.empty()) {
          after_child(stack_.back());
          advance(stack_.back());
        }
      } else {
        before_child(frame);
        push(frame.child);
      }
    }
    emit(Op::stop);
    patch(0);
    emit(Op::nothing);
  }

 private:
  struct Frame {
    NodeId node;
    NodeId child;                   // the one in work
    int index = 0;                  // its number
    std::int32_t branch = no_code;  // the instruction to patch at the end of this child
    std::int32_t jumps = no_code;   // a chain of jumps to the end, linked through `a`
    std::int32_t body = 0;          // where the body of a loop begins
  };

  /// Something asks what a group has captured; or there is a lazy loop, for which .NET's machine
  /// picks up what captures have left behind on its stack.
  [[nodiscard]] bool groups_matter() const {
    return std::any_of(tree_.nodes.begin(), tree_.nodes.end(), [](const Node& node) {
      return node.type == NodeType::ref || node.type == NodeType::test_ref ||
             node.type == NodeType::lazy_loop || (node.type == NodeType::capture && node.max != -1);
    });
  }

  void push(NodeId id) {
    if (tree_[id].first == no_node) emit_leaf(tree_[id]);
    Frame frame{id, tree_[id].first};
    stack_.push_back(frame);
  }

  void advance(Frame& frame) {
    frame.child = tree_[frame.child].next;
    ++frame.index;
  }

  [[nodiscard]] std::int32_t here() const {
    return static_cast<std::int32_t>(program_.code.size());
  }

  std::int32_t emit(Op op, std::int32_t a = 0, std::int32_t b = 0) {
    Instruction& instruction = program_.code.emplace_back();
    instruction.op = op;
    instruction.a = a;
    instruction.b = b;
    return here() - 1;
  }

  void patch(std::int32_t at) { program_.code[static_cast<std::size_t>(at)].a = here(); }

  void chain_jump(Frame& frame) { frame.jumps = emit(Op::jump, frame.jumps); }

  void patch_chain(Frame& frame) {
    while (frame.jumps != no_code) {
      const std::int32_t previous = program_.code[static_cast<std::size_t>(frame.jumps)].a;
      patch(frame.jumps);
      frame.jumps = previous;
    }
  }

  std::int32_t slot_of(std::int32_t group) {
    if (group == -1) return -1;
    const auto& groups = tree_.groups;
    const auto found = std::lower_bound(groups.begin(), groups.end(), group);
    if (found != groups.end() && *found == group) {
      return static_cast<std::int32_t>(found - groups.begin());
    }
    // .NET's first pass did not see this group: with gaps in the numbers it fails at once, else
    // when the group is captured.
    if (groups.back() + 1 != static_cast<std::int32_t>(groups.size())) program_.throws_null = true;
    return -2;
  }

  static bool is_counted(const Node& node) { return node.max < infinite || node.min > 1; }

  void before_child(Frame& frame) {
    const Node& node = tree_[frame.node];
    switch (node.type) {
      case NodeType::alternate:
        if (tree_[frame.child].next != no_node) frame.branch = emit(Op::lazy_branch);
        break;
      case NodeType::test_ref:
        if (frame.index != 0) break;
        emit(Op::set_jump);
        frame.branch = emit(Op::lazy_branch);
        emit(Op::test_ref, slot_of(node.min));
        emit(Op::fore_jump);
        break;
      case NodeType::test_group:
        if (frame.index != 0) break;
        emit(Op::set_jump);
        emit(Op::set_mark);
        frame.branch = emit(Op::lazy_branch);
        break;
      case NodeType::loop:
      case NodeType::lazy_loop:
        begin_loop(frame, node);
        break;
      case NodeType::capture:
        if (track_groups_) emit(Op::set_mark);
        break;
      case NodeType::require:
        emit(Op::set_jump);
        emit(Op::set_mark);
        break;
      case NodeType::prevent:
        emit(Op::set_jump);
        frame.branch = emit(Op::lazy_branch);
        break;
      case NodeType::atomic:
        emit(Op::set_jump);
        break;
      default:
        break;
    }
  }

  void begin_loop(Frame& frame, const Node& node) {
    if (is_counted(node)) {
      emit(node.min == 0 ? Op::null_count : Op::set_count, node.min == 0 ? 0 : 1 - node.min);
    } else {
      emit(node.min == 0 ? Op::null_mark : Op::set_mark);
    }
    if (node.min == 0) frame.branch = emit(Op::jump);
    frame.body = here();
  }

  void end_loop(const Frame& frame, const Node& node) {
    const bool lazy = node.type == NodeType::lazy_loop;
    if (node.min == 0) patch(frame.branch);
    if (is_counted(node)) {
      emit(lazy ? Op::lazy_branch_count : Op::branch_count, frame.body,
           node.max == infinite ? infinite : node.max - node.min);
    } else {
      emit(lazy ? Op::lazy_branch_mark : Op::branch_mark, frame.body);
    }
  }

  void after_child(Frame& frame) {
    const Node& node = tree_[frame.node];
    const bool last = tree_[frame.child].next == no_node;
    switch (node.type) {
      case NodeType::alternate:
        if (!last) {
          chain_jump(frame);
          patch(frame.branch);
        } else {
          patch_chain(frame);
        }
        break;
      case NodeType::test_ref:
        after_test_ref(frame, last);
        break;
      case NodeType::test_group:
        after_test_group(frame, last);
        break;
      case NodeType::loop:
      case NodeType::lazy_loop:
        end_loop(frame, node);
        break;
      case NodeType::capture:
        end_capture(node);
        break;
      case NodeType::require:
        emit(Op::get_mark);
        emit(Op::fore_jump);
        break;
      case NodeType::prevent:
        emit(Op::back_jump);
        patch(frame.branch);
        emit(Op::fore_jump);
        break;
      case NodeType::atomic:
        emit(Op::fore_jump);
        break;
      default:
        break;
    }
  }

  void after_test_ref(Frame& frame, bool last) {
    if (frame.index == 0) {
      chain_jump(frame);
      patch(frame.branch);
      emit(Op::fore_jump);
    }
    if (last) patch_chain(frame);
  }

  void after_test_group(Frame& frame, bool last) {
    if (frame.index == 0) {
      emit(Op::get_mark);
      emit(Op::fore_jump);
      if (last) program_.faulty = true;  // (?(?i)a): .NET's writer loses its own stack
      return;
    }
    if (frame.index == 1) {
      chain_jump(frame);
      patch(frame.branch);
      emit(Op::get_mark);
      emit(Op::fore_jump);
    }
    if (last) patch_chain(frame);
  }

  void end_capture(const Node& node) {
    const std::int32_t captured = slot_of(node.min);
    if (captured == -2) {
      emit(Op::fault);
    } else if (track_groups_) {
      emit(Op::capture_mark, captured, slot_of(node.max));
    }
  }

  void emit_leaf(const Node& node) {
    switch (node.type) {
      case NodeType::one_loop:
      case NodeType::notone_loop:
      case NodeType::set_loop:
        emit_char_loop(node, NodeType::one_loop);
        break;
      case NodeType::one_lazy:
      case NodeType::notone_lazy:
      case NodeType::set_lazy:
        emit_char_loop(node, NodeType::one_lazy);
        break;
      case NodeType::empty:
        break;
      case NodeType::ref:
        emit_char(node, Op::ref, slot_of(node.min), 0);
        break;
      case NodeType::multi:
        emit_char(node, Op::multi, static_cast<std::int32_t>(node.data),
                  static_cast<std::int32_t>(node.length));
        break;
      default:
        emit_char(node, static_cast<Op>(node.type), tree_.class_of(node), 0);
        break;
    }
  }

  void emit_char(const Node& node, Op op, std::int32_t a, std::int32_t b) {
    emit(op, a, b);
    Instruction& instruction = program_.code.back();
    instruction.ch = node.ch;
    instruction.ignore_case = node.has(opt_ignore_case);
    instruction.leftward = node.has(opt_right_to_left);
  }

  void emit_char_loop(const Node& node, NodeType first) {
    const int kind = static_cast<int>(node.type) - static_cast<int>(first);
    if (node.min > 0) {
      const int rep = static_cast<int>(Op::one_rep) + kind;
      emit_char(node, static_cast<Op>(rep), tree_.class_of(node), node.min);
    }
    if (node.max > node.min) {
      emit_char(node, static_cast<Op>(node.type), tree_.class_of(node),
                node.max == infinite ? infinite : node.max - node.min);
    }
  }

  const Tree& tree_;
  Program& program_;
  std::vector<Frame> stack_;
  bool track_groups_ = false;
};

static_assert(static_cast<int>(Op::nothing) == static_cast<int>(NodeType::nothing));

}  // namespace

Program compile(Tree& tree) {
  Program program;
  Compiler(tree, program).run();
  program.lookout = find_lookout(tree);
  return program;
}

}  // namespace shirlint::dotnet::rx
