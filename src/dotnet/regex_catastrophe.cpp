// Exponential backtracking: can a loop read one text in two ways?
#include <algorithm>
#include <vector>

#include "dotnet/regex_analysis.h"
#include "dotnet/regex_automaton.h"

namespace shirlint::dotnet {

namespace {

using rx::Automaton;
using rx::State;

constexpr std::size_t max_reading_states = 150;
constexpr std::size_t max_work = 1'000'000;

/// The automaton without its empty moves: from each reading state to those that can read next, and
/// whether there are two ways to the same one.
class ReadingGraph {
 public:
  explicit ReadingGraph(const Automaton& automaton) : automaton_(automaton) {
    number_.assign(automaton.states.size(), 0);
    for (std::uint32_t id = 0; id < automaton.states.size(); ++id) {
      if (automaton.states[id].kind != State::Kind::chars) continue;
      number_[id] = static_cast<std::uint32_t>(readers_.size());
      readers_.push_back(id);
    }
  }

  struct Edge {
    std::uint32_t to;
    bool doubled;
  };

  [[nodiscard]] std::size_t size() const { return readers_.size(); }
  [[nodiscard]] const std::vector<Edge>& edges(std::uint32_t from) const { return edges_[from]; }
  [[nodiscard]] const rx::AsciiSet& set(std::uint32_t reader) const {
    return automaton_.states[readers_[reader]].set;
  }

  /// False: too much work.
  bool build() {
    edges_.resize(readers_.size());
    for (std::uint32_t reader = 0; reader < readers_.size(); ++reader) {
      from_ = reader;
      taken_.assign(automaton_.states.size() * 2, false);
      work_ = 0;
      if (!follow(automaton_.states[readers_[reader]].next)) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t max_paths = 20'000;

  /// All ways that take no empty move twice.
  bool follow(std::uint32_t id) {
    if (++work_ > max_paths) return false;
    const State& state = automaton_.states[id];
    switch (state.kind) {
      case State::Kind::accept:
        return true;
      case State::Kind::chars:
        add_edge(number_[id]);
        return true;
      case State::Kind::assertion:
        return follow_move(id, 0, state.next);
      case State::Kind::fork:
        break;
    }
    return follow_move(id, 0, state.next) && follow_move(id, 1, state.other);
  }

  bool follow_move(std::uint32_t id, std::size_t which, std::uint32_t to) {
    const std::size_t move = std::size_t{id} * 2 + which;
    if (taken_[move]) return true;
    taken_[move] = true;
    const bool done = follow(to);
    taken_[move] = false;
    return done;
  }

  void add_edge(std::uint32_t to) {
    std::vector<Edge>& edges = edges_[from_];
    const auto found =
        std::find_if(edges.begin(), edges.end(), [&](const Edge& edge) { return edge.to == to; });
    if (found != edges.end()) {
      found->doubled = true;
    } else {
      edges.push_back({to, false});
    }
  }

  const Automaton& automaton_;
  std::vector<std::uint32_t> number_;   // by state
  std::vector<std::uint32_t> readers_;  // states
  std::vector<std::vector<Edge>> edges_;
  std::vector<bool> taken_;
  std::uint32_t from_ = 0;
  std::size_t work_ = 0;
};

/// Two walks over the graph that start at one state and read the same text: do they part and come
/// back to it together?
class TwinWalk {
 public:
  explicit TwinWalk(const ReadingGraph& graph) : graph_(graph) {}

  bool finds_ambiguity(std::uint32_t start) {
    const std::size_t size = graph_.size();
    seen_.assign(size * size * 2, false);
    pending_.clear();
    visit({start, start, false});
    while (!pending_.empty()) {
      const Pair pair = pending_.back();
      pending_.pop_back();
      for (const ReadingGraph::Edge& a : graph_.edges(pair.a)) {
        for (const ReadingGraph::Edge& b : graph_.edges(pair.b)) {
          if (++work_ > max_work) return true;
          if ((graph_.set(a.to) & graph_.set(b.to)).empty()) continue;
          const bool parted =
              pair.parted || a.to != b.to || (pair.a == pair.b && a.to == b.to && a.doubled);
          if (parted && a.to == start && b.to == start) return true;
          visit({a.to, b.to, parted});
        }
      }
    }
    return false;
  }

 private:
  struct Pair {
    std::uint32_t a;
    std::uint32_t b;
    bool parted;
  };

  void visit(Pair pair) {
    const std::size_t index =
        (std::size_t{pair.a} * graph_.size() + pair.b) * 2 + (pair.parted ? 1 : 0);
    if (seen_[index]) return;
    seen_[index] = true;
    pending_.push_back(pair);
  }

  const ReadingGraph& graph_;
  std::vector<bool> seen_;
  std::vector<Pair> pending_;
  std::size_t work_ = 0;
};

bool part_may_be_catastrophic(const rx::Tree& tree, rx::NodeId root) {
  const Automaton automaton = rx::make_automaton(tree, root, rx::AutomatonUse::loops);
  if (automaton.states.empty()) return true;
  ReadingGraph graph(automaton);
  if (graph.size() > max_reading_states || !graph.build()) return true;
  TwinWalk walk(graph);
  for (std::uint32_t reader = 0; reader < graph.size(); ++reader) {
    if (walk.finds_ambiguity(reader)) return true;
  }
  return false;
}

bool is_lookaround_or_atomic(rx::NodeType type) {
  return type == rx::NodeType::atomic || type == rx::NodeType::require ||
         type == rx::NodeType::prevent;
}

}  // namespace

bool may_be_catastrophic(const Regex& regex) {
  const rx::Tree& tree = regex.tree();
  const bool has_loops =
      std::any_of(tree.nodes.begin(), tree.nodes.end(), [](const rx::Node& node) {
        return node.type == rx::NodeType::loop || node.type == rx::NodeType::lazy_loop;
      });
  if (!has_loops) return false;  // loops over single characters alone are unambiguous
  if (rx::has_runaway_loop(tree) || part_may_be_catastrophic(tree, tree.root)) return true;
  return std::any_of(tree.nodes.begin(), tree.nodes.end(), [&](const rx::Node& node) {
    return is_lookaround_or_atomic(node.type) && part_may_be_catastrophic(tree, node.first);
  });
}

}  // namespace shirlint::dotnet
