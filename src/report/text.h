// `--format text`: for people at a terminal. The headline first, then each finding with its source
// line, what it means and what to do; then what could not be read, what could not be judged, and
// the sums.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "lint/report.h"
#include "report/sink.h"

namespace shirlint::report {

struct TextOptions {
  std::size_t width = 80;  // columns to keep to; less than 40 counts as 40
  bool color = false;
  bool verbose = false;     // info findings and every unknown, instead of their numbers
  bool quiet = false;       // findings and errors only
  bool statistics = false;  // findings counted by rule instead of listed
};

/// The same finding (code and message) is shown on `same_finding_hosts` hosts, then the others are
/// named; of one rule, the first `in_full` come with symptom and remedy, those up to `with_source`
/// with their source line, those up to `per_rule` on one line, the others are counted. Only the
/// machine formats and `concise` hold everything.
struct TextLimits {
  static constexpr std::size_t same_finding_hosts = 3;
  static constexpr std::size_t in_full = 3;
  static constexpr std::size_t with_source = 10;
  static constexpr std::size_t per_rule = 50;
  static constexpr std::size_t errors = 50;
  static constexpr std::size_t hosts_named = 10;
  static constexpr std::size_t clean_hosts =
      10;  // up to so many hosts, those without findings show
};

/// Takes hosts in one by one, in their order, and keeps of each only what will be shown.
class TextReport {
 public:
  explicit TextReport(const TextOptions& options);
  ~TextReport();
  TextReport(const TextReport&) = delete;
  TextReport& operator=(const TextReport&) = delete;

  void add(lint::HostReport host);
  /// What is said of the nodes of `group.group` together, once all hosts are in.
  void add_group(lint::HostReport group);
  /// Once, at the end: what belongs to no host, and the sums. Hosts in `report` are not looked at.
  void write(const lint::Report& report, Sink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace shirlint::report
