// The rules about groups: asked once for all hosts of a run that share one `group`.
//
// A group of which the run has one host only is not judged: there is nothing to compare it with.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/checker.h"
#include "lint/node_store.h"
#include "lint/node_summary.h"
#include "lint/report.h"

namespace shirlint::lint {

/// What a group says of one of its nodes.
struct NodeVerdict {
  std::size_t host = 0;           // the number it was added with
  std::vector<Finding> findings;  // ordered by file, place, code
  std::vector<Unknown> unknown;
  std::vector<Suppressed> suppressed;
};

struct GroupReport {
  std::string name;
  std::vector<NodeVerdict> nodes;  // those of which something is said, in the order of the run
};

class Groups {
 public:
  /// `host`: what NodeVerdict tells the caller; rising from call to call.
  void add(std::size_t host, const NodeSummary& node);
  /// `take` gets one group at a time, in the order of their names; those of which nothing is said
  /// are left out.
  void judge(const CheckContext& context, const std::function<void(GroupReport)>& take) const;
  /// All of them.
  [[nodiscard]] std::vector<GroupReport> judge(const CheckContext& context) const;
  /// The trees that rules about groups see, as XML text, for `rules tree`.
  [[nodiscard]] std::string trees() const;

 private:
  struct Member {
    std::size_t host = 0;
    std::string_view node;  // packed
  };
  using Members = std::vector<Member>;

  [[nodiscard]] std::vector<NodeSummary> nodes_of(const Members& members) const;

  std::map<std::string, Members, std::less<>> groups_;
  SharedTexts texts_;
  TextBlocks packed_;
};

/// Is there a rule about groups among them? Only then are hosts summarized.
[[nodiscard]] bool asks_of_groups(const CheckContext& context);

}  // namespace shirlint::lint
