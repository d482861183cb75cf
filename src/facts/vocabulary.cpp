#include "facts/vocabulary.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/spelling.h"

namespace shirlint::facts {
namespace {

std::array<std::span<const Term>, 7> all_terms() {
  return {net_terms(),  host_terms(),     site_terms(),  group_terms(),
          data_terms(), baseline_terms(), script_terms()};
}

}  // namespace

const Term* find_term(std::string_view path) {
  for (const std::span<const Term> terms : all_terms()) {
    const auto at = std::find_if(terms.begin(), terms.end(),
                                 [&](const Term& term) { return term.path == path; });
    if (at != terms.end()) return &*at;
  }
  return nullptr;
}

std::string nearest_term(std::string_view parent_path, std::string_view name) {
  std::vector<std::string_view> names;
  for (const std::span<const Term> terms : all_terms()) {
    for (const Term& term : terms) {
      const std::size_t slash = term.path.rfind('/');
      if (slash == std::string_view::npos || term.path.substr(0, slash) != parent_path) continue;
      names.push_back(term.path.substr(slash + 1));
    }
  }
  return std::string(text::nearest(name, names));
}

}  // namespace shirlint::facts
