#include "xml/namespaces.h"

#include <utility>

namespace shirlint::xml {

void Namespaces::declare(std::string_view prefix, std::string uri, std::uint32_t depth) {
  std::vector<Declaration>& declarations = by_prefix_[prefix];
  if (!declarations.empty() && declarations.back().depth == depth) {
    declarations.back().uri = std::move(uri);
    return;
  }
  declarations.push_back({std::move(uri), depth});
  order_.emplace_back(prefix, depth);
}

void Namespaces::leave(std::uint32_t depth) {
  while (!order_.empty() && order_.back().second >= depth) {
    by_prefix_[order_.back().first].pop_back();
    order_.pop_back();
  }
}

std::optional<std::string_view> Namespaces::find(std::string_view prefix) const {
  const auto found = by_prefix_.find(prefix);
  if (found != by_prefix_.end() && !found->second.empty()) return found->second.back().uri;
  if (prefix == "xml") return xml_namespace;
  if (prefix == "xmlns") return xmlns_namespace;
  return std::nullopt;
}

}  // namespace shirlint::xml
