// The baseline as a file: JSON of the schema shirlint.baseline/1, one entry a line and in a stable
// order, so that a change of it can be read in a review. Secrets in names are masked.
//
//   {"schema": "shirlint.baseline/1",
//    "findings": [ {"host": "node-01", "file": "node-01/diahost.exe.config", "code": "PRX009",
//                   "fingerprint": "v1:...", "count": 1} ],
//    "hosts": [ {"host": "node-01", "version": "5.46.9029.1", "configs": [
//                  {"role": "diahost", "proxy": "explicit", "address": "http://proxy:8080/",
//                   "configured": true, "settings": {"gcServer": "absent"}} ]} ]}
//
// Only code, fingerprint and count decide (and host and file, which of several equal findings is
// meant). Keys that a newer tool wrote are passed over.
#pragma once

#include <string>
#include <string_view>

#include "lint/baseline.h"
#include "lint/example_facts.h"
#include "text/error.h"

namespace shirlint::lint {

[[nodiscard]] std::string write_baseline(const Baseline& baseline);

/// Errors: no JSON, another schema, or an entry without what it needs; one sentence, of `file`.
[[nodiscard]] text::Result<Baseline> read_baseline(const std::string& bytes,
                                                   const std::string& file);

/// One item of `hosts` without its name, as examples of rules state it.
[[nodiscard]] text::Result<facts::HostMemory> read_memory(std::string_view json);

/// Such an item without each of its facts in turn, and without all of them; `FactDeletion::host` is
/// the JSON. Empty for bad JSON.
[[nodiscard]] std::vector<FactDeletion> without_each_memory(std::string_view json);

}  // namespace shirlint::lint
