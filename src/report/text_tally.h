// What `text` says at its end of all hosts together: what could not be read, what could not be
// judged and why, and, on request, how often each rule failed. Grows with the kinds of things that
// happened, not with the hosts.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lint/report.h"
#include "report/text_layout.h"
#include "report/text_parts.h"

namespace shirlint::report {

class Tally {
 public:
  explicit Tally(const TextOptions& options) : options_(options) {}

  void add(const lint::HostReport& host);
  void add_group(const lint::HostReport& group);
  /// What belongs to no host.
  void add(const text::Error& error);

  void write_statistics(Pen& pen) const;
  void write_errors(Pen& pen) const;
  /// By reason and category; with `verbose` one by one.
  void write_unknown(Pen& pen) const;

 private:
  /// What one reason keeps from being judged.
  struct Blocked {
    std::set<std::string_view> codes;
    HostNames hosts;
  };
  struct RuleCount {
    const rules::Rule* rule = nullptr;
    rules::Severity severity = rules::Severity::info;
    std::size_t findings = 0;
    std::size_t fixable = 0;
  };

  void add(const lint::Finding& finding);
  void add(const lint::Unknown& unknown, const lint::HostReport& host);
  void add_contents(const lint::HostReport& host);
  void write_reasons(Pen& pen) const;
  void write_each_unknown(Pen& pen) const;
  [[nodiscard]] std::vector<RuleCount> most_frequent_first() const;

  TextOptions options_;
  std::size_t hosts_ = 0;
  std::vector<text::Error> errors_;  // the first
  std::size_t error_count_ = 0;
  std::map<std::string, Blocked, std::less<>> reasons_;
  std::map<std::tuple<std::string_view, std::string, std::string>, HostNames> unknown_;
  std::map<std::pair<std::string_view, rules::Severity>, RuleCount> rules_;
};

}  // namespace shirlint::report
