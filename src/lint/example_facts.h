// A host.toml with each of its facts deleted in turn.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace shirlint::lint {

struct FactDeletion {
  std::string fact;  // "java.jvm_dll", "[[certificate]]"
  std::string host;  // the snapshot without it
};

/// One deletion for each key, and one for each [[item]] as a whole, together with [coverage]. Empty
/// for bad TOML.
[[nodiscard]] std::vector<FactDeletion> without_each_fact(std::string_view host);

}  // namespace shirlint::lint
