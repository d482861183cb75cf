// One report that all formats are tested with: what an ordinary host gives, and whatever a hostile
// or careless value could do to an output.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "lint/report.h"

namespace shirlint::testing {

/// Every secret in the sample holds this; no output may.
inline constexpr std::string_view canary = "CANARY";

/// Owns the rules that the report points to.
struct Sample {
  std::deque<rules::Rule> rules;
  lint::Report report;

  Sample() = default;
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;
  Sample(Sample&&) = default;
  Sample& operator=(Sample&&) = default;
  ~Sample() = default;

  const rules::Rule& rule(std::string_view code) const;
};

/// Two hosts as they occur: what the documentation shows.
[[nodiscard]] Sample ordinary_sample();
/// Secrets, pipeline commands, escape sequences, bidi marks, bytes that are not UTF-8, tabs, long
/// lines, wide characters, live facts, suppressions, errors.
[[nodiscard]] Sample hostile_sample();
/// The same two findings on `hosts` nodes, and one that differs on each.
[[nodiscard]] Sample fleet_sample(std::size_t hosts);

}  // namespace shirlint::testing
