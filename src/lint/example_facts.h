// A host.toml with each of its facts deleted in turn.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace shirlint::lint {

struct FactDeletion {
  std::string fact;      // "java.jvm_dll", "[[certificate]]"
  std::string host;      // the snapshot without it
  std::size_t node = 0;  // whose, in an example about a group
};

/// One deletion for each key, and one for each [[item]] as a whole, together with [coverage]. Empty
/// for bad TOML.
[[nodiscard]] std::vector<FactDeletion> without_each_fact(std::string_view host);
/// Of the example's host, or of each of its nodes. Without its `group` a host is no node, which is
/// another example, so that one stays.
[[nodiscard]] std::vector<FactDeletion> without_each_fact(const rules::Example& example);

}  // namespace shirlint::lint
