#include "compare/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "compare/causes.h"
#include "compare/ledger.h"

namespace shirlint::compare {
namespace {

/// What BAD fails for comes first, the worst of it at the very first.
int rank_of(const Difference& difference) {
  int rank = 3;
  for (const Cause& cause : difference.causes) {
    if (cause.side == Side::bad) rank = std::min(rank, 2 - static_cast<int>(cause.severity));
  }
  return rank;
}

void sort(std::vector<Difference>& differences) {
  std::stable_sort(differences.begin(), differences.end(),
                   [](const Difference& left, const Difference& right) {
                     return std::tuple(rank_of(left), left.area, left.minor) <
                            std::tuple(rank_of(right), right.area, right.minor);
                   });
}

ComparedHost host_of(const lint::LoadedHost& host) {
  return {host.name, host.source.path, host.source.kind == facts::InputKind::live};
}

}  // namespace

std::string_view to_text(Side side) { return side == Side::good ? "good" : "bad"; }

std::string_view to_text(Area area) {
  switch (area) {
    case Area::loads:
      return "loads";
    case Area::proxy:
      return "proxy";
    case Area::routes:
      return "routes";
    case Area::java:
      return "java";
    case Area::roots:
      return "roots";
    case Area::tls:
      return "tls";
    case Area::state:
      return "state";
    case Area::config:
      return "config";
    case Area::verdict:
      return "verdict";
  }
  return {};
}

Comparison compare(const Subject& good, const Subject& bad, const lint::CheckContext& context) {
  Comparison out;
  out.hosts = {host_of(good.host), host_of(bad.host)};
  Ledger ledger(good.host, bad.host, out);
  compare_nets(good.host, bad.host, ledger);
  compare_java_and_tls(good.host, bad.host, ledger);
  compare_state(good.host, bad.host, context, ledger);
  compare_config_files(good.host, bad.host, context, ledger);
  add_causes(good, bad, context, out);
  sort(out.differences);
  return out;
}

}  // namespace shirlint::compare
