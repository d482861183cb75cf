#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/text_parts.h"
#include "report/wrap.h"

namespace shirlint::report {
namespace {

using Change = lint::BaselineReport::Change;

/// "PRX009 2, BYP001 1"; of many codes the first ones.
std::string by_code(const std::vector<lint::KnownFinding>& entries) {
  constexpr std::size_t shown = 10;
  std::map<std::string_view, std::uint64_t> counts;
  for (const lint::KnownFinding& entry : entries) counts[entry.code] += entry.count;
  std::string out;
  std::size_t number = 0;
  for (const auto& [code, count] : counts) {
    if (++number > shown) break;
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", code, count);
  }
  if (counts.size() > shown) out += ", ...";
  return out;
}

}  // namespace

void write_baseline(const lint::BaselineReport& baseline, Pen& pen) {
  const auto say = [&](const std::string& sentence) {
    pen.paragraph("", Style::dim, "", sentence);
  };
  if (baseline.change == Change::written) {
    say(fmt::format("{}: {} written; with --baseline only others count", baseline.file,
                    counted(baseline.matched, "finding")));
    return;
  }
  say(fmt::format("{}: {} known and not counted", baseline.file,
                  counted(baseline.matched, "finding")));
  if (baseline.stale.empty()) return;
  std::uint64_t gone = 0;
  for (const lint::KnownFinding& entry : baseline.stale) gone += entry.count;
  const std::string what = fmt::format("{}: {} of it no longer there ({})", baseline.file,
                                       counted(gone, "finding"), by_code(baseline.stale));
  say(what + (baseline.change == Change::pruned ? ": removed from it"
                                                : ": --prune-baseline removes what is stale"));
}

}  // namespace shirlint::report
