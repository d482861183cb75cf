// What the facts must hold for a query to find anything: derived from the query when its rule is
// loaded, so that a rule is neither compiled nor asked where it cannot find anything.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "facts/inventory.h"

namespace shirlint::rules {

struct Rule;
class Storage;

/// A tree written from its root: behind `all` and `any` stand their parts.
struct Premise {
  enum class Kind : std::uint8_t { has, all, any };

  Kind kind = Kind::has;
  std::uint16_t size = 0;  // how many of those behind it belong to it
  facts::Key key = 0;      // of `has`
};

/// Can what has these premises find anything? Without premises nothing is known: perhaps.
[[nodiscard]] bool may_hold(std::span<const Premise> premises, const facts::Inventory& inventory);

/// Puts the premises of `select` with `when`, and of each `each`, into a rule that has passed its
/// checks. They are necessary, never sufficient.
void settle_premises(Rule& rule, Storage& storage);

}  // namespace shirlint::rules
