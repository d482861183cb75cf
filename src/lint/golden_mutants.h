// Golden files with one known fault put in, to see whether any rule notices: `rules test --mutate`.
// Each fault is one that stops, slows or misleads a real host; what cannot matter is not among
// them.
#pragma once

#include <string>
#include <vector>

namespace shirlint::lint {

struct GoldenMutant {
  std::string file;   // as it was given
  std::string fault;  // "proxyaddress without http:// (line 7)"
  std::string bytes;  // the whole file with it
};

/// Of a config in UTF-8 that .NET loads; in the order of the faults, then of the places.
[[nodiscard]] std::vector<GoldenMutant> config_mutants(const std::string& file,
                                                       const std::string& bytes);
/// Of a host.toml, one for each fact that has a value known to be a fault.
[[nodiscard]] std::vector<GoldenMutant> snapshot_mutants(const std::string& file,
                                                         const std::string& bytes);

}  // namespace shirlint::lint
