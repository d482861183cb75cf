// `--format jsonl` read back: what a host that checked itself wrote becomes a HostReport again, for
// `check --from-reports`.
//
// A line may come from anywhere. It is taken whole or not at all: each member has the type that
// contract.md gives it, is no longer than a limit, and a line is not nested deeper than one. What
// else a line holds (a newer shirlint may write more) is passed over. Strings come back as they
// are; masking and escaping them is the sink's work, as with all others.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lint/report.h"
#include "text/error.h"

namespace shirlint::report {

/// What a report says of the rule that found something.
struct RuleWords {
  std::string code, name, url;
  rules::Evidence evidence = rules::Evidence::inferred;
  rules::Severity severity = rules::Severity::warning;
};

/// The rules that reports name. One that is not known here (an organisation's own, a newer
/// shirlint's) is made of what the report says of it. May be asked from several threads.
class NamedRules {
 public:
  explicit NamedRules(std::span<const rules::Rule* const> known);

  [[nodiscard]] const rules::Rule& rule(const RuleWords& words);
  /// All that were asked for, by code; each code once.
  [[nodiscard]] std::vector<const rules::Rule*> seen() const;

 private:
  struct Made {
    RuleWords words;
    std::string_view source;
    rules::Rule rule;
  };
  using Key = std::tuple<std::string, std::string, std::string, rules::Evidence>;

  std::map<std::string_view, const rules::Rule*> known_;
  mutable std::mutex mutex_;
  std::map<Key, Made> made_;
  std::map<std::string_view, const rules::Rule*> asked_;  // of the known ones
};

struct ReadLine {
  enum class Kind : std::uint8_t {
    host,
    group,    // what is said of several hosts, or of none: `report` has no name
    summary,  // the last line: only `errors` and `hosts`
  };
  Kind kind = Kind::host;
  std::string date;
  lint::HostReport report;
  std::vector<text::Error> errors;
  std::uint64_t hosts = 0;  // as many lines of hosts there should be
};

/// A line is no longer than io::file_limit. Errors say what is wrong, and name no file.
[[nodiscard]] text::Result<ReadLine> read_jsonl_line(std::string_view line, NamedRules& rules);

}  // namespace shirlint::report
