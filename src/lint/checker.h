// One host through all rules: reads its files, builds the facts, asks the rules, makes findings.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/reader.h"
#include "lint/discovery.h"
#include "lint/report.h"
#include "lint/site.h"
#include "rules/evaluator.h"
#include "rules/rule.h"
#include "shir/data_table.h"
#include "text/date.h"

namespace shirlint::lint {

struct Baseline;
class BackupSource;

/// What all hosts of a run share; must outlive the checkers.
struct CheckContext {
  std::vector<const rules::Rule*> rules;          // that are asked
  std::span<const rules::Rule* const> all_rules;  // that a suppression may name; empty: any
  std::span<const shir::DataTable> data;
  Site site;
  std::string site_file;  // "" when there is none
  text::Day today;
  bool tokens_are_values = false;  // --no-tokens
  rules::Reuse reuse = rules::Reuse::many_hosts;
  const Baseline* baseline = nullptr;  // --baseline: what it remembers becomes facts
  bool remember = false;               // HostReport::memory is wanted
  bool hashes = true;                  // FileReport::sha256 is wanted; people's formats show none
  std::map<std::string, std::string, std::less<>> values;  // --values: by token name
  const BackupSource* backups = nullptr;                   // null: none are at hand
  /// --add-suppressions: of findings from this severity on, a comment that silences them is the
  /// fix.
  std::optional<rules::Severity> comment_from;
  std::string comment_reason;
};

struct LoadedHost;

/// Owns the compiled rules: one for each thread.
class HostChecker {
 public:
  explicit HostChecker(const CheckContext& context);
  HostChecker(HostChecker&&) noexcept;
  HostChecker& operator=(HostChecker&&) noexcept;
  ~HostChecker();

  [[nodiscard]] HostReport check(const HostSource& source, const io::Reader& reader);
  /// The same of a host that load_host() has read.
  [[nodiscard]] HostReport check(const LoadedHost& loaded);
  /// The facts document of a host as XML text, for `rules tree`.
  [[nodiscard]] std::string tree(const HostSource& source, const io::Reader& reader,
                                 std::vector<text::Error>& errors);

 private:
  struct Parts;
  void silence(const LoadedHost& host, HostReport& report) const;

  std::unique_ptr<Parts> parts_;
};

/// Reads a --values file: TOML whose keys are token names.
[[nodiscard]] text::Result<std::map<std::string, std::string, std::less<>>> read_values(
    const std::string& bytes, const std::string& file);

}  // namespace shirlint::lint
