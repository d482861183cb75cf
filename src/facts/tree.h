// The facts document of one host: <facts><net role="..."/>...<host/><site/></facts>, and for each
// node the place in a file that it came from.
#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/inventory.h"
#include "text/source.h"
#include "text/span.h"

namespace shirlint::facts {

/// A place in one of the host's files; `source` is null for a live fact.
struct Origin {
  const text::Source* source = nullptr;
  text::Span span;
};

class Tree {
 public:
  Tree();
  [[nodiscard]] pugi::xml_node root() const { return root_; }  // <facts>

  /// Appends <name> under `parent`.
  pugi::xml_node add(pugi::xml_node parent, const char* name, Origin origin = {});
  /// Appends an attribute; `origin` only where it differs from its element's.
  pugi::xml_attribute set(pugi::xml_node node, const char* name, std::string_view value);
  pugi::xml_attribute set(pugi::xml_node node, const char* name, std::string_view value,
                          Origin origin);

  [[nodiscard]] const Inventory& inventory() const { return inventory_; }

  /// The node's own origin, else that of its nearest ancestor that has one.
  [[nodiscard]] std::optional<Origin> origin(const pugi::xpath_node& node) const;

 private:
  void remember(const void* key, Origin origin);
  [[nodiscard]] std::optional<Origin> find_origin(const void* key) const;

  pugi::xml_document document_;
  pugi::xml_node root_;
  Inventory inventory_;
  // Sorted when many are looked up: building is the common case, and a host without findings is
  // asked for less than ten places.
  mutable std::vector<std::pair<const void*, Origin>> origins_;
  mutable bool sorted_ = true;
  mutable unsigned look_ups_ = 0;
};

}  // namespace shirlint::facts
