// What is said of the facts of host.toml when they differ: data, beside the schema's own words.
#pragma once

#include <string>
#include <string_view>

#include "compare/comparison.h"

namespace shirlint::compare {

struct Phrase {
  std::string_view begin;  // of the fact, in lower case
  std::string_view part;   // what it also holds; "" for nothing
  Area area = Area::state;
  bool own = false;            // differs from machine to machine, or from minute to minute
  std::string_view meaning;    // what a difference does
  std::string_view equal;      // what to do about BAD; {fact}, {name}, {good} are filled in
  std::string_view take_away;  // likewise where GOOD has nothing; "": undo of `equal` is obvious
};

/// The first row that fits; there is one for every fact.
[[nodiscard]] const Phrase& phrase_of(std::string_view fact);

/// `text` with {name} and {good} filled in.
[[nodiscard]] std::string fill(std::string_view text, std::string_view name, std::string_view good);

}  // namespace shirlint::compare
