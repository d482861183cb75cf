// A folder of rules as people keep them: rule files in sub-folders, reference tables in data/,
// error signatures (triage/signature.h) in triage/.
#pragma once

#include <string>
#include <vector>

#include "io/reader.h"
#include "rules/rule_pack.h"
#include "shir/data_table.h"
#include "text/error.h"

namespace shirlint::rules {

struct RuleFolder {
  RulePack pack;
  std::vector<shir::LoadedTable> data;
  std::vector<shir::LoadedTable> signatures;
  std::vector<text::Error> errors;
};

/// Every *.toml below `folder`, in the order of the paths; `data/` and `triage/` directly below
/// hold tables.
[[nodiscard]] RuleFolder read_rule_folder(const io::Reader& reader, const std::string& folder);

}  // namespace shirlint::rules
