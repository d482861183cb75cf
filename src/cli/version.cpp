#include "cli/version.h"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "cli/commit.h"
#include "rules/builtin_pack.h"
#include "rules/rule.h"

namespace shirlint::cli {
namespace {

/// As 'rules list' and the reports count: without the codes that only say where a rule has gone.
auto rule_count() {
  const auto rules = rules::builtin_rules();
  return std::count_if(rules.begin(), rules.end(),
                       [](const rules::Rule& rule) { return rule.redirect.empty(); });
}

}  // namespace

std::string version_text() {
  return fmt::format(
      "shirlint {}\ncommit     {}\nrules      {} built in, pack {}\n"
      "libraries  {}, pugixml {}.{}\n",
      SHIRLINT_VERSION, SHIRLINT_COMMIT, rule_count(), rules::builtin_pack_id(), SHIRLINT_LIBRARIES,
      PUGIXML_VERSION / 1000, PUGIXML_VERSION % 1000 / 10);
}

}  // namespace shirlint::cli
