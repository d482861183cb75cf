// Node summaries kept until all hosts of a run are known: packed, because there is one for each
// host, and what many nodes say alike is there once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/node_summary.h"

namespace shirlint::lint {

/// Texts by number, each of them there once.
class SharedTexts {
 public:
  [[nodiscard]] std::uint32_t number(std::string_view text);
  [[nodiscard]] const std::string& text(std::uint32_t number) const { return *texts_[number]; }

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
  std::vector<const std::string*> texts_;
};

/// What `node` alone says; `texts` holds the rest.
[[nodiscard]] std::string pack(const NodeSummary& node, SharedTexts& texts);
/// `packed` must come from `pack` with the same `texts`.
[[nodiscard]] NodeSummary unpack(std::string_view packed, const SharedTexts& texts);

}  // namespace shirlint::lint
