// Inner part of the comparison: takes in what both hosts tell of a fact, and decides whether that
// is a difference, each machine's own, a gap, or nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compare/comparison.h"

namespace shirlint::compare {

[[nodiscard]] Told known(std::string value, lint::Location place = {});
[[nodiscard]] Told absent(lint::Location place = {});
[[nodiscard]] Told unknown(std::string reason);

/// `value` without what is a secret because of its name: "DB_PASSWORD=hunter2". The name may be a
/// registry path.
[[nodiscard]] std::string masked_by_name(std::string_view name, const std::string& value);

/// What names one machine: a value in which nothing else differs is its own.
class OwnNames {
 public:
  explicit OwnNames(const lint::LoadedHost& host);
  /// `value` with each of them replaced by a mark that is the same for all machines.
  [[nodiscard]] std::string neutral(std::string_view value) const;

 private:
  std::vector<std::string> names_;  // lower case
};

class Ledger {
 public:
  Ledger(const lint::LoadedHost& good, const lint::LoadedHost& bad, Comparison& out)
      : good_(good), bad_(bad), out_(out) {}

  /// `difference` with both sides told; `own`: it differs from machine to machine anyway.
  void add(Difference difference, bool own = false);

 private:
  bool take_gap(const Difference& difference, bool own);

  OwnNames good_;
  OwnNames bad_;
  Comparison& out_;
};

/// What the two hosts of a comparison are asked, part by part; each adds to the ledger.
void compare_nets(const lint::LoadedHost& good, const lint::LoadedHost& bad, Ledger& ledger);
void compare_java_and_tls(const lint::LoadedHost& good, const lint::LoadedHost& bad,
                          Ledger& ledger);
void compare_state(const lint::LoadedHost& good, const lint::LoadedHost& bad,
                   const lint::CheckContext& context, Ledger& ledger);
void compare_config_files(const lint::LoadedHost& good, const lint::LoadedHost& bad,
                          const lint::CheckContext& context, Ledger& ledger);

/// The config of that role; null when the host has none that was read.
[[nodiscard]] const lint::LoadedConfig* config_of(const lint::LoadedHost& host,
                                                  std::string_view role);
/// The roles of both hosts' configs, transforms left out, in the order of GOOD.
[[nodiscard]] std::vector<std::string> roles_of(const lint::LoadedHost& good,
                                                const lint::LoadedHost& bad);
/// Do both have a config of that role, and do their texts differ?
[[nodiscard]] bool texts_differ(const lint::LoadedHost& good, const lint::LoadedHost& bad,
                                std::string_view role);
/// The place of a value in host.toml; none for a live machine's.
[[nodiscard]] lint::Location place_in_snapshot(const lint::LoadedHost& host, text::Span span);

}  // namespace shirlint::compare
