// What a rule must be beyond well-typed TOML: valid XPath over names that exist, no union of config
// and facts, examples, sources. Each refusal has a place and says what would be right.
#pragma once

#include "rules/rule.h"
#include "rules/toml_fields.h"
#include "text/toml.h"

namespace shirlint::rules {

/// `root` is the TOML that `rule` was read from, for the places.
void check_rule(const Rule& rule, const text::TomlValue& root, FileErrors& errors);

}  // namespace shirlint::rules
